import { useState } from 'preact/hooks';
import type { Problem } from '../../core/api.ts';
import { BusyButton, useBusy } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error_summary.tsx';
import { Page } from '../../ui/page.tsx';
import { problemText, t } from '../../ui/words.ts';
import { sitTakenOver } from '../current.ts';
import { isOpen } from '../running_attempt.ts';
import { server } from '../server.ts';

interface TakeOverProps {
  attempt: { id: string };
  /** Answers on this phone that wait. */
  unsent?: number;
  /** The attempt is over, or its state is not what we thought. */
  onEnded: () => void;
}

/** The exam runs, but another device (or browser) is the one that writes. */
export function TakeOver({ attempt, unsent = 0, onEnded }: TakeOverProps) {
  const [problem, setProblem] = useState<Problem>();
  const [is_busy, run] = useBusy();
  const takeOver = () => run(async () => {
    setProblem(undefined);
    const taken = await server.takeOver(attempt.id);
    if (!taken.ok) return taken.problem.code.startsWith('attempt-') ? onEnded() : setProblem(taken.problem);
    const seen = await server.attempt(attempt.id);
    if (!seen.ok) return setProblem(seen.problem);
    if (!isOpen(seen.value)) return onEnded();
    sitTakenOver(seen.value, taken.value.epoch, taken.value.next_revision, seen.value.responses);
  });
  return (
    <Page title={t('take_over.title')}>
      <ErrorSummary errors={problem ? [{ text: problemText(problem) }] : []} />
      <p>{t('take_over.text')}</p>
      <p>{t('take_over.clock')}</p>
      {unsent > 0 && <p class="notice warn">{t('take_over.unsent', { n: unsent })}</p>}
      <div class="actions">
        <BusyButton label={t('take_over.button')} busy={t('take_over.busy')} is_busy={is_busy} onClick={() => void takeOver()} />
      </div>
    </Page>
  );
}
