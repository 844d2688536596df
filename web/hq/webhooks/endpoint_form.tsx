import { useState } from 'preact/hooks';
import type { Answer, Problem } from '../../core/api.ts';
import { eventTypes, type Endpoint, type EndpointForm, type EventType } from '../../core/staff_wire.ts';
import { draftOf, formOf, withType, type EndpointDraft } from '../../core/webhooks.ts';
import { BusyButton, useBusy } from '../../ui/button.tsx';
import { ErrorSummary, errorFor, type FormError } from '../../ui/error_summary.tsx';
import { TextField } from '../../ui/field.tsx';
import { useLoaded, Waiting } from '../../ui/loaded.tsx';
import { go } from '../../ui/navigation.ts';
import { Page } from '../../ui/page.tsx';
import { problemText, t } from '../../ui/words.ts';
import type { OfficePageProps } from '../office.tsx';
import { office } from '../office_server.ts';
import { maybeO, o } from '../office_words.ts';
import { SecretBox } from './secret_box.tsx';

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
  send: (form: EndpointForm) => Promise<Answer<T>>;
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
      if (answer.ok) onSaved(answer.value);
      else setErrors(fromServer(answer.problem));
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

export function ChangeEndpointPage({ params }: OfficePageProps) {
  const id = params.endpoint ?? '';
  const { value, problem, reload } = useLoaded(id, () => office.endpoint(id));
  const page = `/hq/webhooks/${id}`;
  return (
    <Page title={o('form.change_title')}>
      {value
        ? <Form<Endpoint> first={value} submit_text={o('form.save')} send={(form) => office.changeEndpoint(id, form)} onSaved={() => go(page)} />
        : <Waiting problem={problem} reload={reload} />}
      <p class="aside"><a href={page}>{o('form.leave')}</a></p>
    </Page>
  );
}
