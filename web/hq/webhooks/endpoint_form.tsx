import { useState } from 'preact/hooks';
import type { Answer, Problem } from '../../core/api.ts';
import { eventTypes, type EndpointForm, type EventType } from '../../core/staff_wire.ts';
import { draftOf, formOf, withType, type EndpointDraft } from '../../core/webhooks.ts';
import { BusyButton, useBusy } from '../../ui/button.tsx';
import { ErrorSummary, errorFor, type FormError } from '../../ui/error_summary.tsx';
import { TextField } from '../../ui/field.tsx';
import { useLoaded, Waiting } from '../../ui/loaded.tsx';
import { go } from '../../ui/navigation.ts';
import { Page } from '../../ui/page.tsx';
import { problemText, t } from '../../ui/words.ts';
import type { OfficePageProps } from '../office.tsx';
import { office, type SeenEndpoint } from '../office_server.ts';
import { maybeO, o } from '../office_words.ts';
import { Settings } from './parts.tsx';
import { SecretBox } from './secret_box.tsx';
import { StaleNotice } from './stale_notice.tsx';

function checked(draft: EndpointDraft): FormError[] {
  const errors: FormError[] = [];
  if (draft.url.trim() === '') errors.push({ field: 'url', text: o('url.required') });
  if (!draft.all && draft.types.length === 0) errors.push({ field: eventTypes[0], text: o('form.no_types') });
  return errors;
}

function fromServer(problem: Problem): FormError[] {
  if (problem.errors.length === 0) return [{ text: problemText(problem) }];
  return problem.errors.map(({ pointer, code }) => {
    const field = pointer.startsWith('/description') ? 'description' : 'url';
    return { field, text: maybeO(`${field}.${code}`) ?? t('field.other', { field: o(`form.${field}`) }) };
  });
}

function CheckRow({ id, label, checked: is_checked, onCheck }: { id: string; label: string; checked: boolean; onCheck: (checked: boolean) => void }) {
  return (
    <label class={is_checked ? 'option chosen' : 'option'}>
      <input id={id} type="checkbox" checked={is_checked} onChange={(event) => onCheck(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

function TypeChoice({ draft, error, onDraft }: { draft: EndpointDraft; error: string | undefined; onDraft: (part: Partial<EndpointDraft>) => void }) {
  return (
    <fieldset class={error ? 'field wrong' : 'field'}>
      <legend>{o('form.types')}</legend>
      {error && <p class="field-error">{error}</p>}
      <CheckRow id="all-types" label={o('form.all_types')} checked={draft.all} onCheck={(all) => onDraft({ all })} />
      {!draft.all && eventTypes.map((type: EventType) => (
        <CheckRow key={type} id={type} label={o(`event.${type}`)} checked={draft.types.includes(type)}
          onCheck={(wanted) => onDraft({ types: withType(draft.types, type, wanted) })} />
      ))}
    </fieldset>
  );
}

interface FormProps<T> {
  first: EndpointForm;
  submit_text: string;
  /** Nothing: it was refused, and what there is to say is said beside the form. */
  send: (form: EndpointForm) => Promise<Answer<T> | undefined>;
  onSaved: (value: T) => void;
}

function Form<T>({ first, submit_text, send, onSaved }: FormProps<T>) {
  const [draft, setDraft] = useState(() => draftOf(first));
  const [errors, setErrors] = useState<FormError[]>([]);
  const [is_busy, run] = useBusy();
  const change = (part: Partial<EndpointDraft>) => setDraft({ ...draft, ...part });
  const submit = (event: Event) => {
    event.preventDefault();
    const wrong = checked(draft);
    setErrors(wrong);
    if (wrong.length > 0) return;
    void run(async () => {
      const answer = await send(formOf(draft));
      if (answer?.ok) onSaved(answer.value);
      else if (answer) setErrors(fromServer(answer.problem));
    });
  };
  return (
    <>
      <ErrorSummary errors={errors} />
      <form onSubmit={submit} noValidate>
        <TextField id="url" label={o('form.url')} hint={o('form.url_hint')} type="url" value={draft.url} autocomplete="off" capitals="none"
          error={errorFor(errors, 'url')} onValue={(url) => change({ url })} />
        <TextField id="description" label={o('form.description')} hint={o('form.description_hint')} required={false} value={draft.description} autocomplete="off"
          error={errorFor(errors, 'description')} onValue={(description) => change({ description })} />
        <TypeChoice draft={draft} error={errorFor(errors, eventTypes[0])} onDraft={change} />
        <BusyButton label={submit_text} busy={t('sending')} is_busy={is_busy} />
      </form>
    </>
  );
}

export function NewEndpointPage() {
  const [added, setAdded] = useState<{ id: string; secret: string }>();
  return (
    <Page title={o(added ? 'form.added' : 'endpoints.add')}>
      {added
        ? <SecretBox secret={added.secret} onStored={() => go(`/hq/webhooks/${added.id}`, 'replace')} />
        : <Form first={{ url: '', description: '', event_types: [] }} submit_text={o('form.add')} send={office.addEndpoint} onSaved={setAdded} />}
      <p class="aside"><a href="/hq/webhooks">{o('endpoint.back')}</a></p>
    </Page>
  );
}

/** When somebody else was faster, what is written stays; saved again, it replaces what is shown then. */
function ChangeForm({ first, onSaved }: { first: SeenEndpoint; onSaved: () => void }) {
  const [seen, setSeen] = useState(first);
  const { id } = first.endpoint;
  const send = async (form: EndpointForm) => {
    const answer = await office.changeEndpoint(id, form, seen.etag);
    if (answer.ok || answer.problem.code !== 'precondition-failed') return answer;
    const now = await office.endpoint(id);
    if (!now.ok) return now;
    setSeen(now.value);
    return undefined;
  };
  return (
    <>
      {seen !== first && (
        <StaleNotice text={o('form.stale')} endpoint={seen.endpoint}>
          <dl class="pairs">
            <dt>{o('form.name')}</dt><dd><bdi>{seen.endpoint.description}</bdi></dd>
            <Settings endpoint={seen.endpoint} />
          </dl>
        </StaleNotice>
      )}
      <Form first={first.endpoint} submit_text={o('form.save')} send={send} onSaved={onSaved} />
    </>
  );
}

export function ChangeEndpointPage({ params }: OfficePageProps) {
  const id = params.endpoint ?? '';
  const { value, problem, reload } = useLoaded(id, () => office.endpoint(id));
  const page = `/hq/webhooks/${id}`;
  return (
    <Page title={o('form.change_title')}>
      {value
        ? <ChangeForm first={value} onSaved={() => go(page)} />
        : <Waiting problem={problem} reload={reload} />}
      <p class="aside"><a href={page}>{o('form.leave')}</a></p>
    </Page>
  );
}
