import { useState } from 'preact/hooks';
import type { Answer, Problem } from '../../core/api.ts';
import { BusyButton, LinkButton, useBusy } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { go } from '../../ui/navigation.ts';
import { problemText, t } from '../../ui/words.ts';
import { office, type SeenEndpoint } from '../office_server.ts';
import { o } from '../office_words.ts';
import { SecretBox } from './secret_box.tsx';

type Question = 'rotate' | 'disable' | 'remove';

interface ConfirmProps { question: Question; work: () => Promise<Problem | undefined>; onClose: () => void }

function Confirm({ question, work, onClose }: ConfirmProps) {
  const [is_busy, run] = useBusy();
  const [problem, setProblem] = useState<Problem>();
  const confirm = () => run(async () => setProblem(await work()));
  return (
    <Dialog title={o(`ask_title.${question}`)} onClose={onClose}>
      {problem && <p class="notice bad" role="alert">{problemText(problem)}</p>}
      <p>{o(`ask_text.${question}`)}</p>
      <div class="actions">
        <BusyButton label={o(`ask_submit.${question}`)} busy={t('sending')} is_busy={is_busy} onClick={() => void confirm()} />
        <button type="button" class="button plain" onClick={onClose}>{o('act.cancel')}</button>
      </div>
    </Dialog>
  );
}

interface EndpointActsProps {
  seen: SeenEndpoint;
  onChanged: () => void;
  /** The receiver has changed since it was shown: nothing was done. */
  onStale: () => void;
  onTested: (event_id: string) => void;
}

export function EndpointActs({ seen, onChanged, onStale, onTested }: EndpointActsProps) {
  const { endpoint: { id, state }, etag } = seen;
  const [question, setQuestion] = useState<Question>();
  const [secret, setSecret] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const [is_busy, run] = useBusy();

  /** Asks the server; answers what went wrong, if anything. */
  async function outcome<T>(answer: Promise<Answer<T>>, then: (value: T) => void): Promise<Problem | undefined> {
    const got = await answer;
    const is_stale = !got.ok && got.problem.code === 'precondition-failed';
    if (!got.ok && !is_stale) return got.problem;
    setQuestion(undefined);
    if (got.ok) then(got.value);
    else onStale();
    return undefined;
  }
  const works: Record<Question, () => Promise<Problem | undefined>> = {
    rotate: () => outcome(office.rotateSecret(id, etag), (after) => { setSecret(after.secret); onChanged(); }),
    disable: () => outcome(office.switchEndpoint(id, 'disable', etag), onChanged),
    remove: () => outcome(office.removeEndpoint(id, etag), () => go('/hq/webhooks')),
  };
  const enable = () => run(async () => setProblem(await outcome(office.switchEndpoint(id, 'enable', etag), onChanged)));
  const test = () => run(async () => setProblem(await outcome(office.test(id), (sent) => onTested(sent.event_id))));
  const ask = (one: Question) => <button type="button" class="button plain" onClick={() => setQuestion(one)}>{o(`ask.${one}`)}</button>;
  return (
    <>
      {secret && <SecretBox secret={secret} onStored={() => setSecret(undefined)} />}
      {problem && <p class="notice bad" role="alert">{problemText(problem)}</p>}
      <div class="acts">
        {state === 'enabled'
          ? <BusyButton kind="plain" label={o('endpoint.test')} busy={t('sending')} is_busy={is_busy} onClick={() => void test()} />
          : <BusyButton label={o('endpoint.enable')} busy={t('sending')} is_busy={is_busy} onClick={() => void enable()} />}
        <LinkButton href={`/hq/webhooks/${id}/change`}>{o('endpoint.change')}</LinkButton>
        {ask('rotate')}
        {state === 'enabled' && ask('disable')}
        {ask('remove')}
      </div>
      {question && <Confirm question={question} work={works[question]} onClose={() => setQuestion(undefined)} />}
    </>
  );
}
