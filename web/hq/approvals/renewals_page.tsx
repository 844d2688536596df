import { daysUntil, readRenewalChoice, renewalChoices, renewalsPage, renewalsUrl, type RenewalChoice } from '../../core/approval_query.ts';
import type { ApprovalStatus } from '../../core/staff_wire.ts';
import { useLoaded, Waiting } from '../../ui/loaded.tsx';
import { place } from '../../ui/navigation.ts';
import { Page } from '../../ui/page.tsx';
import { needs } from '../needs.ts';
import { office } from '../office_server.ts';
import { o } from '../office_words.ts';
import { ApprovalRows } from './approval_rows.tsx';
import { dayText, Pages } from './parts.tsx';

function choiceText(choice: RenewalChoice): string {
  return choice === 'recertification' ? o('renewals.recertification') : o('renewals.within', { n: Number(choice) });
}

/** How many there are, where the server has counted them. */
function countOf(choice: RenewalChoice): number | undefined {
  if (choice === '60') return needs.value?.renewal;
  return choice === 'recertification' ? needs.value?.recertification : undefined;
}

function timeText(choice: RenewalChoice, { recertify_by, valid_until }: ApprovalStatus): string {
  if (choice === 'recertification' && recertify_by) return o('renewals.again_by', { day: dayText(recertify_by) });
  return o('renewals.ends', { day: dayText(valid_until), n: daysUntil(valid_until, Date.now()) });
}

function Renewals({ choice, cursor }: { choice: RenewalChoice; cursor: string }) {
  const url = renewalsUrl(choice, cursor);
  const { value, problem, reload } = useLoaded(url, () => office.approvals(url));
  if (!value) return <Waiting problem={problem} reload={reload} />;
  return (
    <>
      <ApprovalRows list={value} none={o('renewals.none')} timeOf={(approval) => timeText(choice, approval)} />
      <Pages first={cursor ? renewalsPage(choice) : undefined} next={value.next_cursor && renewalsPage(choice, value.next_cursor)} />
    </>
  );
}

export function RenewalsPage() {
  const { query } = place.value;
  const chosen = readRenewalChoice(query);
  return (
    <Page title={o('renewals.title')} lead={o('renewals.lead')} class="wide">
      <nav class="groups" aria-label={o('renewals.choices')}>
        {renewalChoices.map((choice) => (
          <a key={choice} class="chip" href={renewalsPage(choice)} aria-current={choice === chosen ? 'true' : undefined}>
            {choiceText(choice)} {countOf(choice) !== undefined && <span class="count">{countOf(choice)}</span>}
          </a>
        ))}
      </nav>
      <Renewals choice={chosen} cursor={query.get('cursor') ?? ''} />
    </Page>
  );
}
