import { useEffect, useRef, useState } from 'preact/hooks';
import { isPassing, type Problem } from '../../core/api.ts';
import { backoffMs } from '../../core/backoff.ts';
import type { Attempt, StartReply } from '../../core/wire.ts';
import { BusyButton } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error_summary.tsx';
import { announce } from '../../ui/live.tsx';
import { go } from '../../ui/navigation.ts';
import { Page } from '../../ui/page.tsx';
import { remember } from '../../ui/phone.ts';
import { dateTime, duration, languageName, problemText, t } from '../../ui/words.ts';
import { sit } from '../current.ts';
import { server } from '../server.ts';
import { askToSignIn } from '../who.ts';

/** A start that finds this much of the time gone was made by another device before. */
const started_elsewhere_s = 60;

function storageWorks(): boolean {
  return remember('kiosk-trial', 'x') && remember('kiosk-trial', null);
}

function startedElsewhere(reply: StartReply, attempt: Attempt): boolean {
  return reply.next_revision > 1 || reply.seconds_left < attempt.time_limit_s - started_elsewhere_s;
}

/** Asks to start until the server answers; a start that is asked for twice is one start. */
function useStart(attempt: Attempt, onElsewhere: () => void) {
  const [waiting, setWaiting] = useState(false);
  const [lost, setLost] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const here = useRef(true);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => {
    here.current = false;
    clearTimeout(timer.current);
  }, []);

  async function attemptStart(failures: number): Promise<void> {
    const answer = await server.start(attempt.id);
    if (!here.current) return;
    if (answer.ok) return began(answer.value);
    if (!isPassing(answer.problem)) return refused(answer.problem);
    setLost(true);
    announce(t('lobby.trying'));
    const wait_ms = Math.max(backoffMs(failures, Math.random()), (answer.problem.retry_after_s ?? 0) * 1000);
    timer.current = setTimeout(() => void attemptStart(failures + 1), wait_ms);
  }

  function began(reply: StartReply): void {
    if (startedElsewhere(reply, attempt)) return onElsewhere();
    sit({ ...attempt, ...reply, responses: [] });
    go(`/attempt/${attempt.id}/1`, 'replace');
  }

  function refused(why: Problem): void {
    setWaiting(false);
    setLost(false);
    if (why.status === 401) askToSignIn();
    else if (why.code === 'attempt-closed' || why.code === 'attempt-lapsed') onElsewhere();
    else setProblem(why);
  }

  function start(): void {
    if (waiting) return;
    setWaiting(true);
    setProblem(undefined);
    void attemptStart(1);
  }
  return { waiting, lost, problem, start };
}

export function Lobby({ attempt, onElsewhere }: { attempt: Attempt; onElsewhere: () => void }) {
  const { waiting, lost, problem, start } = useStart(attempt, onElsewhere);
  const [can_keep] = useState(storageWorks);
  return (
    <Page title={t('lobby.title')} lead={t('lobby.lead', { time: duration(attempt.time_limit_s) })}>
      <ErrorSummary errors={problem ? [{ text: problemText(problem) }] : []} />
      <ul class="checklist">
        <li>{t('lobby.questions', { n: attempt.item_count })}</li>
        <li>{t('lobby.language', { language: languageName(attempt.language) })}</li>
        <li class={can_keep ? '' : 'warn'}>{can_keep ? t('lobby.storage_ok') : t('lobby.storage_bad')}</li>
      </ul>
      <h2>{t('lobby.before_title')}</h2>
      <ul class="lines">
        <li>{t('lobby.before_quiet')}</li>
        <li>{t('lobby.before_battery')}</li>
        <li>{t('lobby.before_clock')}</li>
      </ul>
      {attempt.lapses_at && <p class="hint">{t('lobby.lapses', { when: dateTime(attempt.lapses_at) })}</p>}
      {lost && <p class="notice warn">{t('lobby.trying')}</p>}
      <div class="actions">
        <BusyButton label={t('lobby.start')} busy={t('lobby.starting')} is_busy={waiting} onClick={start} />
      </div>
    </Page>
  );
}
