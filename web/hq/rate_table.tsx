import { intervalText, percent, type Sort, type SortKey } from '../core/rates.ts';
import type { PassRates, Rate, RateRow } from '../core/wire.ts';
import { language } from '../ui/words.ts';
import { rowName } from './row_name.ts';
import { h } from './words.ts';

const none = '–';

function rateOf(rate: Rate): string {
  return rate.pass_rate === null ? none : percent(rate.pass_rate, language.value);
}

function Cells({ row }: { row: Rate & { first_attempts: Rate } }) {
  const number = new Intl.NumberFormat(language.value);
  return (
    <>
      <td>{number.format(row.started)}</td>
      <td>{number.format(row.finished)}</td>
      <td>{number.format(row.passed)}</td>
      <td>{rateOf(row)}</td>
      <td>{row.interval ? intervalText(row.interval, language.value) : none}</td>
      <td>{number.format(row.first_attempts.finished)}</td>
      <td>{rateOf(row.first_attempts)}</td>
    </>
  );
}

function SortHeader({ by, text, sort, onSort }: { by: SortKey; text: string; sort: Sort; onSort: (sort: Sort) => void }) {
  const here = sort.by === by;
  // A first click on a number shows the largest on top, on a name the first.
  const next = here ? !sort.descending : by !== 'group';
  return (
    <th scope="col" aria-sort={here ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" onClick={() => onSort({ by, descending: next })}>
        {text}<span class="sort-sign" aria-hidden="true">{here ? (sort.descending ? '▼' : '▲') : '↕'}</span>
      </button>
    </th>
  );
}

interface RateTableProps {
  report: PassRates;
  rows: readonly RateRow[];
  sort: Sort;
  onSort: (sort: Sort) => void;
}

export function RateTable({ report, rows, sort, onSort }: RateTableProps) {
  const columns: [SortKey, string][] = [
    ['group', h(`rates.group.${report.group_by}`)],
    ['started', h('rates.started')],
    ['finished', h('rates.finished')],
    ['passed', h('rates.passed')],
    ['pass_rate', h('rates.rate')],
  ];
  return (
    <div class="table-box" role="region" aria-label={h('rates.scroll')} tabIndex={0}>
      <table>
        <caption>{h('rates.table')}</caption>
        <thead>
          <tr>
            {columns.map(([by, text]) => <SortHeader key={by} by={by} text={text} sort={sort} onSort={onSort} />)}
            <th scope="col">{h('rates.interval')}</th>
            <th scope="col">{h('rates.first_finished')}</th>
            <th scope="col">{h('rates.first_rate')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => <tr key={row.group}><th scope="row">{rowName(row, report.group_by)}</th><Cells row={row} /></tr>)}
        </tbody>
        <tfoot>
          <tr><th scope="row">{h('rates.total')}</th><Cells row={report.totals} /></tr>
        </tfoot>
      </table>
    </div>
  );
}
