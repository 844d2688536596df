import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { isPassing, type Answer, type Problem } from '../core/api.ts';
import { problemText, t } from './words.ts';

export interface Loaded<T> {
  value: T | undefined;
  problem: Problem | undefined;
  reload: () => void;
}

/** Asks once, and again when `key` changes. An answer to an older question is dropped. */
export function useLoaded<T>(key: string, load: () => Promise<Answer<T>>): Loaded<T> {
  const [round, setRound] = useState(0);
  const [value, setValue] = useState<T>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    let wanted = true;
    setValue(undefined);
    setProblem(undefined);
    void load().then((answer) => {
      if (!wanted) return;
      if (answer.ok) setValue(answer.value);
      else setProblem(answer.problem);
    });
    return () => { wanted = false; };
  }, [key, round]);
  return { value, problem, reload: () => setRound(round + 1) };
}

/** "Loading…", or what went wrong with a way to try again. */
export function Waiting({ problem, reload, children }: { problem: Problem | undefined; reload: () => void; children?: ComponentChildren }) {
  if (!problem) return <p class="waiting" role="status">{t('loading')}</p>;
  return (
    <div class="notice bad" role="alert">
      <p>{problemText(problem)}</p>
      {isPassing(problem) && <button type="button" class="button plain" onClick={reload}>{t('try_again')}</button>}
      {children}
    </div>
  );
}
