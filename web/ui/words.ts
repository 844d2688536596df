// The words on the screen. Keys come from en.json: a missing one does not compile.

import { signal } from '@preact/signals';
import type { Problem } from '../core/api.ts';
import { format, pickLanguage, type Catalog, type MessageParams } from '../core/i18n.ts';
import type { Score } from '../core/wire.ts';
import en from '../locales/en.json';
import zhCN from '../locales/zh-CN.json';
import { recall, remember } from './phone.ts';

export type Key = keyof typeof en;

/** UI languages with their names in their own script. */
export const languages: readonly { tag: string; name: string }[] = [
  { tag: 'zh-CN', name: '简体中文' },
  { tag: 'en', name: 'English' },
];

const catalogs: Record<string, Catalog> = { en, 'zh-CN': zhCN };
const remembered_under = 'kiosk-language';

function firstLanguage(): string {
  const wished = [recall(remembered_under), ...navigator.languages, 'en'].filter((tag): tag is string => tag !== null);
  return pickLanguage(languages.map((one) => one.tag), wished);
}

/** The UI language; reading it in a component redraws the component when it changes. */
export const language = signal(firstLanguage());

language.subscribe((tag) => { document.documentElement.lang = tag; });

export function setLanguage(tag: string): void {
  language.value = tag;
  remember(remembered_under, tag);
}

export function languageName(tag: string): string {
  return languages.find((one) => one.tag === tag)?.name ?? tag;
}

export function t(key: Key, params?: MessageParams): string {
  return format(catalogs[language.value]?.[key] ?? en[key], language.value, params);
}

function hasKey(key: string): key is Key {
  return key in en;
}

/** The sentence for a key put together at run time, if there is one. */
export function maybe(key: string, params?: MessageParams): string | undefined {
  return hasKey(key) ? t(key, params) : undefined;
}

export function dateTime(instant: string): string {
  return new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
}

export function day(instant: string): string {
  return new Intl.DateTimeFormat(language.value, { dateStyle: 'long' }).format(new Date(instant));
}

/** "Nov 16"; a day by itself, so without a time zone's shift. */
export function shortDay(date: string): string {
  return new Intl.DateTimeFormat(language.value, { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(new Date(date));
}

export function clockTime(wall_ms: number): string {
  return new Intl.DateTimeFormat(language.value, { timeStyle: 'short' }).format(new Date(wall_ms));
}

/** "2 hours", "5 minutes", "30 seconds": whole units, rounded up. */
export function duration(seconds: number): string {
  if (seconds < 60) return t('duration.seconds', { n: Math.max(0, Math.ceil(seconds)) });
  if (seconds < 2 * 3600) return t('duration.minutes', { n: Math.ceil(seconds / 60) });
  return t('duration.hours', { n: Math.ceil(seconds / 3600) });
}

/** "40 min" */
export function shortMinutes(seconds: number): string {
  return new Intl.NumberFormat(language.value, { style: 'unit', unit: 'minute', unitDisplay: 'short' }).format(Math.ceil(seconds / 60));
}

/** The server's own text of a score, already rounded; only the space before the sign goes. */
export function scoreText(score: Score): string {
  return score.text.replace(/\s+%/, '%');
}

/** What to say to a person about a problem. */
export function problemText(problem: Problem): string {
  const next = problem.params.next_attempt_at;
  const params: MessageParams = {
    when: typeof next === 'string' ? dateTime(next) : '',
    wait: duration(problem.retry_after_s ?? 60),
  };
  return maybe(`error.${problem.code}`, params) ?? t('error.other', { code: problem.code });
}
