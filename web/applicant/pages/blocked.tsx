import type { Problem } from '../../core/api.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { problemText, t } from '../../ui/words.ts';
import type { RunningAttempt } from '../running_attempt.ts';
import { signInPath } from '../who.ts';
import { TakeOver } from './take_over.tsx';

/** Nothing more is sent until the person does something. The answers stay on the phone. */
export function Blocked({ running, problem, onEnded }: { running: RunningAttempt; problem: Problem; onEnded: () => void }) {
  const unsent = running.sync.value.pending.length;
  if (problem.code === 'stale-epoch') return <TakeOver attempt={running} unsent={unsent} onEnded={onEnded} />;
  return (
    <Page title={t('blocked.title')}>
      <p class="notice bad">{problemText(problem)}</p>
      {unsent > 0 && <p>{t('blocked.kept', { n: unsent })}</p>}
      <div class="actions">
        {problem.status === 401
          ? <LinkButton href={signInPath()} kind="primary">{t('welcome.sign_in')}</LinkButton>
          : <button type="button" class="button primary" onClick={() => running.resume()}>{t('try_again')}</button>}
      </div>
    </Page>
  );
}
