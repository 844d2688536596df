// Small pieces that several pages of approvals show.

import type { AnyReason, ApprovalState } from '../../core/staff_wire.ts';
import { dateTime, language, t } from '../../ui/words.ts';
import { o } from '../office_words.ts';

export function StateMark({ state }: { state: ApprovalState }) {
  return <span class={`state-mark ${state}`}><span class="dot" aria-hidden="true" />{t(`approval.state.${state}`)}</span>;
}

export function reasonText(reason: AnyReason): string {
  return o(`reason.${reason}`);
}

/** "Nov 26, 2026": short enough for a row on a phone. */
export function dayText(instant: string): string {
  return new Intl.DateTimeFormat(language.value, { dateStyle: 'medium' }).format(new Date(instant));
}

export function Moment({ at }: { at: string }) {
  return <time dateTime={at}>{dateTime(at)}</time>;
}

/** Ways to the other pages of a list; nothing where there are none. */
export function Pages({ first, next }: { first: string | undefined; next: string | undefined }) {
  if (!first && !next) return null;
  return (
    <nav class="pages" aria-label={o('pages')}>
      {first && <a class="button plain" href={first}>{o('pages.first')}</a>}
      {next && <a class="button plain" href={next}>{o('pages.next')}</a>}
    </nav>
  );
}
