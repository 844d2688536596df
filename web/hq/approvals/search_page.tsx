import { useState } from 'preact/hooks';
import { approvalsPage, approvalsUrl, everything, readApprovalQuery, regionLevels, states, type ApprovalQuery } from '../../core/approval_query.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { useLoaded, Waiting } from '../../ui/loaded.tsx';
import { go, place } from '../../ui/navigation.ts';
import { Page } from '../../ui/page.tsx';
import { RegionLevel } from '../../ui/region_level.tsx';
import { t } from '../../ui/words.ts';
import { office } from '../office_server.ts';
import { o } from '../office_words.ts';
import { ApprovalRows } from './approval_rows.tsx';
import { dayText, Pages } from './parts.tsx';

function SearchForm({ query }: { query: ApprovalQuery }) {
  const [draft, setDraft] = useState(query);
  const change = (part: Partial<ApprovalQuery>) => setDraft({ ...draft, ...part });
  const submit = (event: Event) => {
    event.preventDefault();
    go(approvalsPage({ ...draft, text: draft.text.trim(), cursor: '' }));
  };
  const is_narrow = approvalsPage({ ...query, cursor: '' }) !== approvalsPage(everything);
  return (
    <form class="filter-bar" role="search" onSubmit={submit} aria-label={o('search.form')}>
      <TextField id="q" label={o('search.text')} hint={o('search.text_hint')} value={draft.text} required={false} capitals="characters" onValue={(text) => change({ text })} />
      <SelectField id="state" label={o('search.state')} value={draft.state} placeholder={o('search.any')}
        choices={states.map((state) => ({ value: state, text: t(`approval.state.${state}`) }))}
        onValue={(state) => change({ state: states.find((one) => one === state) ?? '' })} />
      <RegionLevel chosen={regionLevels(draft.region)} placeholder={o('search.any')}
        onRegions={(regions) => change({ region: regions[regions.length - 1] ?? '' })} />
      <div class="filter-acts">
        <button type="submit" class="button primary">{o('search.submit')}</button>
        {is_narrow && <a class="button plain" href={approvalsPage(everything)}>{o('search.all')}</a>}
      </div>
    </form>
  );
}

function Results({ query }: { query: ApprovalQuery }) {
  const { value, problem, reload } = useLoaded(approvalsUrl(query), () => office.approvals(approvalsUrl(query)));
  if (!value) return <Waiting problem={problem} reload={reload} />;
  return (
    <>
      <ApprovalRows list={value} none={o('list.none')} timeOf={({ valid_until }) => o('list.until', { day: dayText(valid_until) })} />
      <Pages first={query.cursor ? approvalsPage({ ...query, cursor: '' }) : undefined}
        next={value.next_cursor && approvalsPage({ ...query, cursor: value.next_cursor })} />
    </>
  );
}

export function SearchPage() {
  const query = readApprovalQuery(place.value.query);
  const without_need = { ...query, need: '', cursor: '' } as const;
  return (
    <Page title={o('search.title')} class="wide">
      <SearchForm key={approvalsPage({ ...query, cursor: '' })} query={query} />
      {query.need && (
        <p class="notice narrowed">{o(`need.${query.need}`)} <a href={approvalsPage(without_need)}>{o('search.all')}</a></p>
      )}
      <Results query={query} />
    </Page>
  );
}
