// Messages are strings with {name} places, or one string for each plural
// category of the language, picked by the parameter `n`.

import type { Words } from './wire.ts';

export type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;
export type Catalog = Record<string, Message>;
export type MessageParams = Record<string, string | number>;

function pluralForm(forms: Exclude<Message, string>, language: string, n: number): string {
  const category = new Intl.PluralRules(language).select(n);
  return forms[category] ?? forms.other ?? '';
}

function shown(value: string | number, language: string): string {
  return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value;
}

/** The finished sentence. A place without a parameter stays visible, so that it is noticed. */
export function format(message: Message, language: string, params: MessageParams = {}): string {
  const text = typeof message === 'string' ? message : pluralForm(message, language, Number(params.n ?? 0));
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = params[name];
    return value === undefined ? place : shown(value, language);
  });
}

/** The text in `language`, else in a near language, else in English, else in whatever there is. */
export function inLanguage(words: Words | string | undefined, language: string): string {
  if (words === undefined) return '';
  if (typeof words === 'string') return words;
  const near = Object.keys(words).find((tag) => tag.split('-')[0] === language.split('-')[0]);
  return words[language] ?? (near && words[near]) ?? words.en ?? Object.values(words)[0] ?? '';
}

/** The best of `offered` for a person's wished languages, in their order; the first one offered if none fits. */
export function pickLanguage(offered: readonly string[], wished: readonly string[]): string {
  for (const wish of wished) {
    const main = wish.toLowerCase().split('-')[0];
    const fit = offered.find((tag) => tag.toLowerCase() === wish.toLowerCase()) ?? offered.find((tag) => tag.split('-')[0] === main);
    if (fit) return fit;
  }
  return offered[0] ?? 'en';
}
