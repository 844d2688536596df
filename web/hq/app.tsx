import { useState } from 'preact/hooks';
import type { Staff } from '../core/wire.ts';
import { LanguageChoice } from '../ui/language_choice.tsx';
import { LiveRegions } from '../ui/live.tsx';
import { useLoaded, Waiting } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { t } from '../ui/words.ts';
import { RatesPage } from './rates_page.tsx';
import { server } from './server.ts';
import { SignInPage } from './sign_in.tsx';
import { h } from './words.ts';

function TopBar({ staff, onSignOut }: { staff: Staff | undefined; onSignOut: () => void }) {
  return (
    <header class="top-bar">
      <a class="app-name" href="/hq/">{h('app.name')}</a>
      {staff && (
        <div class="who">
          <span class="muted">{staff.name}</span>
          <button type="button" class="tool" onClick={onSignOut}>{h('sign_out')}</button>
        </div>
      )}
    </header>
  );
}

export function App() {
  // undefined: ask the server; null: signed out here.
  const [staff, setStaff] = useState<Staff | null>();
  const me = useLoaded('me', server.me);
  const person = staff === undefined ? me.value : staff ?? undefined;
  const signed_out = staff === null || me.problem?.status === 401;
  const signOut = async () => {
    const answer = await server.signOut();
    if (answer.ok || answer.problem.status === 401) setStaff(null);
  };
  return (
    <>
      <a class="skip" href="#main">{t('skip')}</a>
      <TopBar staff={person} onSignOut={() => void signOut()} />
      {person
        ? <RatesPage onSignedOut={() => setStaff(null)} />
        : signed_out
          ? <SignInPage onSignedIn={setStaff} />
          : <Page title={h('app.name')}><Waiting problem={me.problem} reload={me.reload} /></Page>}
      <footer class="foot"><LanguageChoice /></footer>
      <LiveRegions />
    </>
  );
}
