import { language, languages, setLanguage, t } from './words.ts';

/** Language of the screen, at the foot of every page. */
export function LanguageChoice() {
  return (
    <label class="language-choice">
      <span>{t('language.label')}</span>
      <select value={language.value} onChange={(event) => setLanguage(event.currentTarget.value)}>
        {languages.map(({ tag, name }) => <option key={tag} value={tag} lang={tag}>{name}</option>)}
      </select>
    </label>
  );
}
