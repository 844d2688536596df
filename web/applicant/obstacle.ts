import type { Exam, Me } from '../core/wire.ts';
import { dateTime, t } from '../ui/words.ts';

function isApproved(me: Me, exam: string): boolean {
  return me.approvals.some((approval) => approval.exam === exam && approval.state === 'active');
}

/** What stands between this person and the next attempt at an exam, or undefined when nothing does. */
export function obstacle(exam: Exam, me: Me | null | undefined): string | undefined {
  if (me && isApproved(me, exam.id)) return t('me.already_approved');
  if (exam.attempts_left === 0) return t('error.attempts-used-up');
  const next = exam.next_attempt_at;
  return next && Date.parse(next) > Date.now() ? t('error.waiting-time', { when: dateTime(next) }) : undefined;
}
