// HQ's own words, beside those of ui/words.ts.

import { format, type Catalog, type MessageParams } from '../core/i18n.ts';
import en from '../locales/hq/en.json';
import zhCN from '../locales/hq/zh-CN.json';
import { language } from '../ui/words.ts';

type Key = keyof typeof en;

const catalogs: Record<string, Catalog> = { en, 'zh-CN': zhCN };

export function h(key: Key, params?: MessageParams): string {
  return format(catalogs[language.value]?.[key] ?? en[key], language.value, params);
}
