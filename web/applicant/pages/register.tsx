import { useState } from 'preact/hooks';
import type { Problem } from '../../core/api.ts';
import { BusyButton, useBusy } from '../../ui/button.tsx';
import { ErrorSummary, errorFor, type FormError } from '../../ui/error_summary.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { place } from '../../ui/navigation.ts';
import { Page } from '../../ui/page.tsx';
import { RegionLevel } from '../../ui/region_level.tsx';
import { newKey, recall, remember, tabStorage } from '../../ui/phone.ts';
import { language, languages, maybe, problemText, t } from '../../ui/words.ts';
import { server, type Registration } from '../server.ts';
import { loadMe } from '../who.ts';
import { CandidateCode, code_kept_under } from './candidate_code.tsx';

/** `key` makes the registration safe to send again when its answer got lost on the way. */
interface Draft { key: string; name: string; contact: string; shop_name: string; language: string; invitation: string; regions: string[] }

const draft_kept_under = 'kiosk-registration';

/** What was typed survives a reload, and is forgotten with the tab or when it is accepted. */
function firstDraft(): Draft {
  const none: Draft = { key: newKey(), name: '', contact: '', shop_name: '', language: language.value, invitation: '', regions: [] };
  const invitation = place.value.query.get('invitation') ?? '';
  try {
    return { ...none, invitation, ...(JSON.parse(recall(draft_kept_under, tabStorage) ?? '{}') as Partial<Draft>) };
  } catch {
    return { ...none, invitation };
  }
}

function checked(draft: Draft): FormError[] {
  const errors: FormError[] = [];
  if (draft.name.trim() === '') errors.push({ field: 'name', text: t('field.name.required') });
  if (draft.contact.trim() === '') errors.push({ field: 'contact', text: t('field.contact.required') });
  if (draft.regions.length === 0) errors.push({ field: 'region-0', text: t('field.region.required') });
  return errors;
}

function fromServer(problem: Problem, draft: Draft): FormError[] {
  if (problem.code === 'contact-known') return [{ text: problemText(problem), href: '/sign-in' }];
  if (problem.code.startsWith('invitation')) return [{ field: 'invitation', text: problemText(problem) }];
  if (problem.errors.length === 0) return [{ text: problemText(problem) }];
  return problem.errors.map(({ pointer, code }) => {
    const name = pointer.slice(1);
    const last_level = code === 'region-not-specific' ? draft.regions.length : Math.max(0, draft.regions.length - 1);
    const field = name === 'region' ? `region-${last_level}` : name;
    return { field, text: maybe(`field.${name}.${code}`) ?? t('field.other', { field: maybe(`register.${name}`) ?? name }) };
  });
}

function registrationOf(draft: Draft): Registration {
  const shop_name = draft.shop_name.trim();
  const invitation = draft.invitation.trim();
  return {
    name: draft.name.trim(),
    contact: draft.contact.trim(),
    region: draft.regions[draft.regions.length - 1] ?? '',
    language: draft.language,
    ...(shop_name && { shop_name }),
    ...(invitation && { invitation }),
  };
}

function RegistrationForm({ onCode }: { onCode: (code: string) => void }) {
  const [draft, setDraft] = useState(firstDraft);
  const [errors, setErrors] = useState<FormError[]>([]);
  const [is_busy, run] = useBusy();
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    remember(draft_kept_under, JSON.stringify(next), tabStorage);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const wrong = checked(draft);
    setErrors(wrong);
    if (wrong.length > 0) return;
    remember(draft_kept_under, JSON.stringify(draft), tabStorage);
    void run(async () => {
      const answer = await server.register(registrationOf(draft), draft.key);
      if (!answer.ok) return setErrors(fromServer(answer.problem, draft));
      remember(draft_kept_under, null, tabStorage);
      onCode(answer.value.candidate_code);
    });
  };
  const asks_invitation = draft.invitation !== '' || errors.some((error) => error.field === 'invitation');
  return (
    <Page title={t('register.title')}>
      <ErrorSummary errors={errors} />
      <form onSubmit={submit} noValidate>
        <TextField id="name" label={t('register.name')} hint={t('register.name_hint')} value={draft.name} autocomplete="name" capitals="words"
          error={errorFor(errors, 'name')} onValue={(name) => change({ name })} />
        <TextField id="contact" label={t('register.contact')} hint={t('register.contact_hint')} value={draft.contact} autocomplete="tel" capitals="none"
          error={errorFor(errors, 'contact')} onValue={(contact) => change({ contact })} />
        <RegionLevel chosen={draft.regions} hint={t('register.region_hint')} placeholder={t('register.choose')} errors={errors}
          onRegions={(regions) => change({ regions })} />
        <TextField id="shop_name" label={t('register.shop_name')} optional value={draft.shop_name} autocomplete="organization"
          error={errorFor(errors, 'shop_name')} onValue={(shop_name) => change({ shop_name })} />
        <SelectField id="language" label={t('register.language')} value={draft.language} error={errorFor(errors, 'language')}
          choices={languages.map(({ tag, name }) => ({ value: tag, text: name, lang: tag }))} onValue={(tag) => change({ language: tag })} />
        {asks_invitation && (
          <TextField id="invitation" label={t('register.invitation')} value={draft.invitation} autocomplete="off" capitals="characters"
            error={errorFor(errors, 'invitation')} onValue={(invitation) => change({ invitation })} />
        )}
        <p class="hint">{t('register.privacy')}</p>
        <BusyButton label={t('register.submit')} busy={t('sending')} is_busy={is_busy} />
      </form>
      <p class="aside"><a href="/sign-in">{t('register.have_code')}</a></p>
    </Page>
  );
}

export function RegisterPage() {
  const [code, setCode] = useState(recall(code_kept_under, tabStorage));
  const show = (candidate_code: string) => {
    // A reload before it is written down must not lose it.
    remember(code_kept_under, candidate_code, tabStorage);
    setCode(candidate_code);
    void loadMe();
  };
  return code ? <CandidateCode code={code} /> : <RegistrationForm onCode={show} />;
}
