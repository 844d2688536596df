// The words of approvals and webhooks, which come with their pages.

import { format, type Catalog, type MessageParams } from '../core/i18n.ts';
import en from '../locales/office/en.json';
import zhCN from '../locales/office/zh-CN.json';
import { language } from '../ui/words.ts';

type Key = keyof typeof en;

const catalogs: Record<string, Catalog> = { en, 'zh-CN': zhCN };

export function o(key: Key, params?: MessageParams): string {
  return format(catalogs[language.value]?.[key] ?? en[key], language.value, params);
}

function hasKey(key: string): key is Key {
  return key in en;
}

/** The sentence for a key put together from the server's codes, if there is one. */
export function maybeO(key: string, params?: MessageParams): string | undefined {
  return hasKey(key) ? o(key, params) : undefined;
}
