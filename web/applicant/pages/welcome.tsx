import { LinkButton } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { language, languages, setLanguage, t, type Key } from '../../ui/words.ts';
import { unfinished, who } from '../who.ts';

const steps: readonly Key[] = ['welcome.step_register', 'welcome.step_rules', 'welcome.step_exam', 'welcome.step_result'];

function LanguageChoice() {
  const first = [...languages].sort((a, b) => Number(b.tag === language.value) - Number(a.tag === language.value));
  return (
    <fieldset class="languages">
      <legend>{t('welcome.language')}</legend>
      {first.map(({ tag, name }) => (
        <label key={tag} class={tag === language.value ? 'option chosen' : 'option'} lang={tag}>
          <input type="radio" name="language" value={tag} checked={tag === language.value} onChange={() => setLanguage(tag)} />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Doors() {
  const me = who.value;
  if (!me) {
    return (
      <div class="actions">
        <LinkButton href={`/register${location.search}`} kind="primary">{t('welcome.register')}</LinkButton>
        <LinkButton href="/sign-in">{t('welcome.sign_in')}</LinkButton>
      </div>
    );
  }
  const attempt = unfinished(me);
  return (
    <div class="actions">
      {attempt && <LinkButton href={`/attempt/${attempt.id}`} kind="primary">{t('me.continue')}</LinkButton>}
      <LinkButton href="/me" kind={attempt ? 'plain' : 'primary'}>{t('welcome.continue', { name: me.name })}</LinkButton>
    </div>
  );
}

export function WelcomePage() {
  return (
    <Page title={t('welcome.title')} lead={t('welcome.lead')} class="welcome">
      <LanguageChoice />
      <Doors />
      <h2>{t('welcome.steps')}</h2>
      <ol class="steps">{steps.map((step) => <li key={step}>{t(step)}</li>)}</ol>
    </Page>
  );
}
