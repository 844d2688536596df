import { inLanguage } from '../core/i18n.ts';
import { mondayOf } from '../core/rate_query.ts';
import type { GroupBy, RateRow } from '../core/wire.ts';
import { language, languageName, shortDay } from '../ui/words.ts';
import { h } from './words.ts';

/** What the reader calls the group. */
export function rowName(row: RateRow, group_by: GroupBy): string {
  switch (group_by) {
    case 'region': return inLanguage(row.label, language.value) || row.group;
    case 'language': return languageName(row.group);
    case 'attempt': return h('rates.attempt_number', { number: row.group });
    case 'version': return row.group;
    case 'week': {
      const monday = mondayOf(row.group);
      return monday ? h('rates.week_from', { week: row.group, day: shortDay(monday) }) : row.group;
    }
  }
}
