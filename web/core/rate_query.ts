// The pass-rate filters as they stand in the address bar and as the server takes them.

import type { GroupBy } from './wire.ts';

export interface RateQuery {
  exam: string;
  group_by: GroupBy;
  /** First and last day, `YYYY-MM-DD` in UTC, both included; '' = open. */
  from: string;
  to: string;
  /** A region code; '' = all. */
  region: string;
}

export const groups: readonly GroupBy[] = ['region', 'week', 'language', 'attempt', 'version'];

function dayOf(text: string | null): string {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : '';
}

/** Reads the address bar; what makes no sense falls back to the default. */
export function readQuery(query: URLSearchParams): RateQuery {
  const group_by = groups.find((group) => group === query.get('group_by')) ?? 'region';
  return { exam: query.get('exam') ?? '', group_by, from: dayOf(query.get('from')), to: dayOf(query.get('to')), region: query.get('region') ?? '' };
}

function search(pairs: readonly (readonly [string, string])[]): string {
  return new URLSearchParams(pairs.filter(([, value]) => value !== '').map(([name, value]) => [name, value])).toString();
}

/** The page's own address: a link to it is a report. */
export function pageUrl(query: RateQuery): string {
  const text = search([['exam', query.exam], ['group_by', query.group_by], ['from', query.from], ['to', query.to], ['region', query.region]]);
  return `/hq/?${text}`;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 24 * 3600 * 1000).toISOString().slice(0, 10);
}

/** The server counts attempts that started before `to`, so the last day's end is the day after. */
export function reportUrl(query: RateQuery): string {
  const to = query.to && dayAfter(query.to);
  const text = search([['exam', query.exam], ['group_by', query.group_by], ['from', query.from], ['to', to], ['region', query.region]]);
  return `/api/v1/reports/pass-rates?${text}`;
}

/** Monday of an ISO week such as `2026-W48`, as `YYYY-MM-DD`; undefined if it is not one. Week 1 holds 4 January (ISO 8601). */
export function mondayOf(week: string): string | undefined {
  const match = /^(\d{4})-W(\d{2})$/.exec(week);
  if (!match) return undefined;
  const day_ms = 24 * 3600 * 1000;
  const fourth = Date.UTC(Number(match[1]), 0, 4);
  const first_monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * day_ms;
  return new Date(first_monday + (Number(match[2]) - 1) * 7 * day_ms).toISOString().slice(0, 10);
}
