import { useState } from 'preact/hooks';
import type { Staff } from '../core/wire.ts';
import { BusyButton, useBusy } from '../ui/button.tsx';
import { ErrorSummary, errorFor, type FormError } from '../ui/error_summary.tsx';
import { TextField } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import { problemText, t } from '../ui/words.ts';
import { server } from './server.ts';
import { h } from './words.ts';

export function SignInPage({ onSignedIn }: { onSignedIn: (staff: Staff) => void }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [errors, setErrors] = useState<FormError[]>([]);
  const [is_busy, run] = useBusy();
  const submit = (event: Event) => {
    event.preventDefault();
    const wrong: FormError[] = [];
    if (name.trim() === '') wrong.push({ field: 'name', text: h('sign_in.name_required') });
    if (password === '') wrong.push({ field: 'password', text: h('sign_in.password_required') });
    setErrors(wrong);
    if (wrong.length > 0) return;
    void run(async () => {
      const answer = await server.signIn(name.trim(), password);
      if (answer.ok) onSignedIn(answer.value);
      else setErrors([{ field: 'password', text: problemText(answer.problem) }]);
    });
  };
  return (
    <Page title={h('sign_in.title')} class="narrow">
      <ErrorSummary errors={errors} />
      <form onSubmit={submit} noValidate>
        <TextField id="name" label={h('sign_in.name')} value={name} autocomplete="username" capitals="none" error={errorFor(errors, 'name')} onValue={setName} />
        <TextField id="password" label={h('sign_in.password')} value={password} type="password" autocomplete="current-password" error={errorFor(errors, 'password')} onValue={setPassword} />
        <BusyButton label={h('sign_in.submit')} busy={t('sending')} is_busy={is_busy} />
      </form>
    </Page>
  );
}
