import { useState } from 'preact/hooks';
import { inLanguage } from '../core/i18n.ts';
import { groups, pageUrl, type RateQuery } from '../core/rate_query.ts';
import type { Exam } from '../core/wire.ts';
import { described, Field, SelectField } from '../ui/field.tsx';
import { go } from '../ui/navigation.ts';
import { language } from '../ui/words.ts';
import { h } from './words.ts';

function DayField({ id, label, value, onValue }: { id: string; label: string; value: string; onValue: (value: string) => void }) {
  return (
    <Field id={id} label={label}>
      <input {...described({ id, label })} type="date" value={value} onInput={(event) => onValue(event.currentTarget.value)} />
    </Field>
  );
}

/** Exam and days apply together with "Show"; the ways to compare are links. */
export function Filters({ query, exams }: { query: RateQuery; exams: readonly Exam[] }) {
  const [draft, setDraft] = useState(query);
  const submit = (event: Event) => {
    event.preventDefault();
    go(pageUrl({ ...query, exam: draft.exam, from: draft.from, to: draft.to }));
  };
  return (
    <>
      <form class="filter-bar" onSubmit={submit} aria-label={h('rates.filters')}>
        <SelectField id="exam" label={h('rates.exam')} value={draft.exam} onValue={(exam) => setDraft({ ...draft, exam })}
          choices={exams.map((exam) => ({ value: exam.id, text: inLanguage(exam.title, language.value) }))} />
        <DayField id="from" label={h('rates.from')} value={draft.from} onValue={(from) => setDraft({ ...draft, from })} />
        <DayField id="to" label={h('rates.to')} value={draft.to} onValue={(to) => setDraft({ ...draft, to })} />
        <button type="submit" class="button plain">{h('rates.show')}</button>
      </form>
      <nav class="groups" aria-label={h('rates.group')}>
        {groups.map((group_by) => (
          <a key={group_by} class="chip" href={pageUrl({ ...query, group_by })} aria-current={group_by === query.group_by ? 'true' : undefined}>
            {h(`rates.group.${group_by}`)}
          </a>
        ))}
      </nav>
    </>
  );
}
