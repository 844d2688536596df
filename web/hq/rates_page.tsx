import { useEffect, useState } from 'preact/hooks';
import { pageUrl, readQuery, reportUrl, type RateQuery } from '../core/rate_query.ts';
import { sortRows, type Sort } from '../core/rates.ts';
import type { Exam, PassRates } from '../core/wire.ts';
import { BusyButton, useBusy } from '../ui/button.tsx';
import { announce } from '../ui/live.tsx';
import { useLoaded, Waiting } from '../ui/loaded.tsx';
import { place } from '../ui/navigation.ts';
import { Page } from '../ui/page.tsx';
import { t } from '../ui/words.ts';
import { Filters } from './filters.tsx';
import { RateChart } from './rate_chart.tsx';
import { RateTable } from './rate_table.tsx';
import { rowName } from './row_name.ts';
import { passRatesCsv, server } from './server.ts';
import { h } from './words.ts';

function saveAs(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function CsvButton({ query }: { query: RateQuery }) {
  const [is_busy, run] = useBusy();
  const [failed, setFailed] = useState(false);
  const save = () => run(async () => {
    const file = await passRatesCsv(query);
    setFailed(!file);
    // The filter is in the name, so that two files can be told apart.
    const parts = [query.exam, query.group_by, query.region, query.from, query.to].filter((part) => part !== '');
    if (file) saveAs(file, `pass-rates-${parts.join('-')}.csv`);
  });
  return (
    <div class="csv">
      <BusyButton kind="plain" label={h('rates.csv')} busy={h('rates.csv_busy')} is_busy={is_busy} onClick={() => void save()} />
      {failed && <p class="notice bad" role="alert">{t('error.network-down')}</p>}
    </div>
  );
}

function Totals({ report }: { report: PassRates }) {
  const { started, finished, passed } = report.totals;
  const tiles: [string, number][] = [[h('rates.started'), started], [h('rates.finished'), finished], [h('rates.passed'), passed]];
  return <dl class="tiles">{tiles.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

function Report({ report, query }: { report: PassRates; query: RateQuery }) {
  const by_time = report.group_by === 'week';
  const [sort, setSort] = useState<Sort>(by_time ? { by: 'group', descending: false } : { by: 'finished', descending: true });
  const rows = sortRows(report.rows, sort, (row) => (by_time ? row.group : rowName(row, report.group_by)));
  useEffect(() => announce(h('rates.updated', { n: report.rows.length })), [report]);
  if (rows.length === 0) return <p class="notice">{h('rates.none')}</p>;
  return (
    <>
      <Totals report={report} />
      <RateChart report={report} rows={rows} hrefOf={(row, group_by) => (group_by === 'region' ? pageUrl({ ...query, group_by: 'week', region: row.group }) : undefined)} />
      <RateTable report={report} rows={rows} sort={sort} onSort={setSort} />
      <CsvButton query={query} />
    </>
  );
}

function Rates({ query, exams, onSignedOut }: { query: RateQuery; exams: readonly Exam[]; onSignedOut: () => void }) {
  const { value, problem, reload } = useLoaded(reportUrl(query), () => server.passRates(query));
  useEffect(() => {
    if (problem?.status === 401) onSignedOut();
  }, [problem]);
  return (
    <>
      <Filters key={reportUrl(query)} query={query} exams={exams} />
      {query.region && (
        <p class="notice narrowed">{h('rates.only_region', { region: query.region })} <a href={pageUrl({ ...query, region: '', group_by: 'region' })}>{h('rates.all_regions')}</a></p>
      )}
      {value ? <Report key={reportUrl(query)} report={value} query={query} /> : <Waiting problem={problem} reload={reload} />}
    </>
  );
}

export function RatesPage({ onSignedOut }: { onSignedOut: () => void }) {
  const exams = useLoaded('exams', server.exams);
  const wanted = readQuery(place.value.query);
  const exam = wanted.exam || exams.value?.exams[0]?.id;
  return (
    <Page title={h('rates.title')} class="wide">
      {exams.value && exam
        ? <Rates query={{ ...wanted, exam }} exams={exams.value.exams} onSignedOut={onSignedOut} />
        : <Waiting problem={exams.problem} reload={exams.reload} />}
    </Page>
  );
}
