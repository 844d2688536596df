import { useEffect } from 'preact/hooks';
import type { Staff } from '../core/wire.ts';
import { LanguageChoice } from '../ui/language_choice.tsx';
import { LiveRegions } from '../ui/live.tsx';
import { useLoaded, Waiting } from '../ui/loaded.tsx';
import { go, place } from '../ui/navigation.ts';
import { Page } from '../ui/page.tsx';
import { t } from '../ui/words.ts';
import { Alarms } from './alarms.tsx';
import { LateOffice } from './late_office.tsx';
import { firstPage, Nav } from './nav.tsx';
import { countNeeds } from './needs.ts';
import { RatesPage } from './rates_page.tsx';
import { server } from './server.ts';
import { SignInPage } from './sign_in.tsx';
import { who } from './who.ts';
import { h } from './words.ts';

const needs_again_ms = 5 * 60_000;

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

function Inside({ staff }: { staff: Staff }) {
  const { path } = place.value;
  const first = firstPage(staff);
  const is_rates = path === '/hq/' || path === '/hq';
  const is_elsewhere = is_rates && first !== undefined && first !== '/hq/';
  useEffect(() => {
    if (is_elsewhere) go(first, 'replace');
  }, [is_elsewhere]);
  // On every page that is opened, and on one that stays open.
  useEffect(() => {
    if (!staff.may.includes('read-approvals')) return undefined;
    void countNeeds();
    const timer = setInterval(() => void countNeeds(), needs_again_ms);
    return () => clearInterval(timer);
  }, [path, staff.id]);
  return (
    <>
      <Nav staff={staff} path={is_rates ? '/hq/' : path} />
      <Alarms />
      {first === undefined || is_elsewhere
        ? <Page title={h('app.name')}>{first === undefined && <p class="notice">{h('nothing_here')}</p>}</Page>
        : is_rates ? <RatesPage onSignedOut={() => { who.value = null; }} /> : <LateOffice staff={staff} />}
    </>
  );
}

export function App() {
  const me = useLoaded('me', server.me);
  const person = who.value === undefined ? me.value : who.value ?? undefined;
  const signed_out = who.value === null || me.problem?.status === 401;
  const signOut = async () => {
    const answer = await server.signOut();
    if (answer.ok || answer.problem.status === 401) who.value = null;
  };
  return (
    <>
      <a class="skip" href="#main">{t('skip')}</a>
      <TopBar staff={person} onSignOut={() => void signOut()} />
      {person
        ? <Inside staff={person} />
        : signed_out
          ? <SignInPage onSignedIn={(staff) => { who.value = staff; }} />
          : <Page title={h('app.name')}><Waiting problem={me.problem} reload={me.reload} /></Page>}
      <footer class="foot"><LanguageChoice /></footer>
      <LiveRegions />
    </>
  );
}
