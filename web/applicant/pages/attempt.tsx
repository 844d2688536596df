// One address for everything between prepared and ended; what is shown depends
// on the server's state and on what this browser keeps.

import { useEffect } from 'preact/hooks';
import type { Attempt } from '../../core/wire.ts';
import { LinkButton } from '../../ui/button.tsx';
import { useLoaded, Waiting } from '../../ui/loaded.tsx';
import { go } from '../../ui/navigation.ts';
import { Page } from '../../ui/page.tsx';
import { t } from '../../ui/words.ts';
import { current, goOn, sendLate, unsentOf } from '../current.ts';
import { isOpen } from '../running_attempt.ts';
import { server } from '../server.ts';
import { askToSignIn } from '../who.ts';
import { ExamPage } from './exam.tsx';
import { Lobby } from './lobby.tsx';
import { TakeOver } from './take_over.tsx';

function ToResult({ id }: { id: string }) {
  useEffect(() => go(`/result/${id}`, 'replace'), [id]);
  return <Page title={t('result.loading')} />;
}

function Ended({ attempt }: { attempt: Attempt }) {
  useEffect(() => void sendLate(attempt), [attempt]);
  return <ToResult id={attempt.id} />;
}

/** Before this browser sits the attempt: ask the server where it stands. */
function Door({ id }: { id: string }) {
  const { value, problem, reload } = useLoaded(id, () => server.attempt(id));
  const signed_out = problem?.status === 401;
  useEffect(() => {
    if (signed_out) askToSignIn();
    else if (value && isOpen(value)) goOn(value);
  }, [value, signed_out]);
  if (!value) {
    return (
      <Page title={t('attempt.loading')}>
        <Waiting problem={problem} reload={reload}><LinkButton href="/me">{t('result.to_me')}</LinkButton></Waiting>
      </Page>
    );
  }
  if (value.state === 'prepared') return <Lobby attempt={value} onElsewhere={reload} />;
  if (isOpen(value)) return <TakeOver attempt={value} unsent={unsentOf(value.id)} onEnded={reload} />;
  return <Ended attempt={value} />;
}

export function AttemptPage({ params }: { params: Record<string, string> }) {
  const id = params.id ?? '';
  const running = current.value;
  if (running?.id !== id) return <Door key={id} id={id} />;
  if (running.over.value) return <ToResult id={id} />;
  return <ExamPage running={running} step={params.step} />;
}
