import { useState } from 'preact/hooks';
import { safeNext } from '../../core/router.ts';
import { BusyButton, useBusy } from '../../ui/button.tsx';
import { ErrorSummary, errorFor, type FormError } from '../../ui/error_summary.tsx';
import { TextField } from '../../ui/field.tsx';
import { go, place } from '../../ui/navigation.ts';
import { Page } from '../../ui/page.tsx';
import { problemText, t } from '../../ui/words.ts';
import { current } from '../current.ts';
import { server } from '../server.ts';
import { loadMe } from '../who.ts';

export function SignInPage() {
  const [code, setCode] = useState('');
  const [errors, setErrors] = useState<FormError[]>([]);
  const [is_busy, run] = useBusy();
  const next = safeNext(place.value.query.get('next'), '/me');
  const submit = (event: Event) => {
    event.preventDefault();
    if (code.trim() === '') return setErrors([{ field: 'code', text: t('sign_in.code_required') }]);
    setErrors([]);
    void run(async () => {
      const answer = await server.signIn(code.trim());
      if (!answer.ok) return setErrors([{ field: 'code', text: problemText(answer.problem) }]);
      await loadMe();
      current.value?.resume();
      go(next, 'replace');
    });
  };
  return (
    <Page title={t('sign_in.title')}>
      <ErrorSummary errors={errors} />
      <form onSubmit={submit} noValidate>
        <TextField id="code" label={t('sign_in.code')} hint={t('sign_in.code_hint')} value={code} autocomplete="off" capitals="characters"
          error={errorFor(errors, 'code')} onValue={setCode} />
        <BusyButton label={t('sign_in.submit')} busy={t('sending')} is_busy={is_busy} />
      </form>
      <p class="aside">{t('sign_in.lost')}</p>
      <p class="aside"><a href="/register">{t('sign_in.register')}</a></p>
    </Page>
  );
}
