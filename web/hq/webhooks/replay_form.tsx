import { useState } from 'preact/hooks';
import { startOfDay } from '../../core/webhooks.ts';
import { BusyButton, useBusy } from '../../ui/button.tsx';
import { ErrorSummary, errorFor, type FormError } from '../../ui/error_summary.tsx';
import { TextField } from '../../ui/field.tsx';
import { problemText, t } from '../../ui/words.ts';
import { office } from '../office_server.ts';
import { o } from '../office_words.ts';

/** Sends all events since a day once more. */
export function ReplayForm({ endpoint, onReplayed }: { endpoint: string; onReplayed: () => void }) {
  const [day, setDay] = useState('');
  const [errors, setErrors] = useState<FormError[]>([]);
  const [events, setEvents] = useState<number>();
  const [is_busy, run] = useBusy();
  const submit = (event: Event) => {
    event.preventDefault();
    const since = startOfDay(day);
    setEvents(undefined);
    if (!since) return setErrors([{ field: 'since', text: o('replay.day_required') }]);
    setErrors([]);
    void run(async () => {
      const answer = await office.replay(endpoint, since);
      if (!answer.ok) return setErrors([{ text: problemText(answer.problem) }]);
      setEvents(answer.value.events);
      onReplayed();
    });
  };
  return (
    <section>
      <h2>{o('replay.title')}</h2>
      <p class="muted">{o('replay.text')}</p>
      <ErrorSummary errors={errors} />
      {events !== undefined && <p class="notice good" role="status">{o('replay.done', { n: events })}</p>}
      <form class="one-line" onSubmit={submit} noValidate>
        <TextField id="since" type="date" label={o('replay.since')} value={day} error={errorFor(errors, 'since')} onValue={setDay} />
        <BusyButton kind="plain" label={o('replay.submit')} busy={t('sending')} is_busy={is_busy} />
      </form>
    </section>
  );
}
