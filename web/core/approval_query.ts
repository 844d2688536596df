// The search for approvals as it stands in the address bar and as the server takes it.

import type { ApprovalState, Need } from './staff_wire.ts';

export interface ApprovalQuery {
  /** The beginning of a number, or an id; '' = all. */
  text: string;
  state: ApprovalState | '';
  /** A region code, with all below it; '' = all. */
  region: string;
  need: Need | '';
  /** From the answer before; '' = the first page. */
  cursor: string;
}

export const states: readonly ApprovalState[] = ['active', 'suspended', 'revoked', 'expired', 'superseded'];
const needs: readonly Need[] = ['onboarding', 'second-person', 'renewal', 'recertification'];

export const everything: ApprovalQuery = { text: '', state: '', region: '', need: '', cursor: '' };

/** Reads the address bar; what makes no sense is left out. */
export function readApprovalQuery(query: URLSearchParams): ApprovalQuery {
  return {
    text: (query.get('q') ?? '').trim(),
    state: states.find((state) => state === query.get('state')) ?? '',
    region: query.get('region') ?? '',
    need: needs.find((need) => need === query.get('need')) ?? '',
    cursor: query.get('cursor') ?? '',
  };
}

function search(query: ApprovalQuery, more: Record<string, string> = {}): string {
  const pairs = Object.entries({ q: query.text, state: query.state, region: query.region, need: query.need, ...more, cursor: query.cursor });
  return new URLSearchParams(pairs.filter(([, value]) => value !== '')).toString();
}

const joined = (path: string, query: string) => (query ? `${path}?${query}` : path);

/** The page's own address. */
export const approvalsPage = (query: ApprovalQuery): string => joined('/hq/approvals', search(query));

/** Where the server answers it. `days` counts for the need of a renewal alone. */
export const approvalsUrl = (query: ApprovalQuery, days?: number): string =>
  joined('/api/v1/approvals', search(query, days === undefined ? {} : { days: String(days) }));

/** The renewal list: an end within so many days, or asked to pass the exam again. */
export type RenewalChoice = '7' | '30' | '60' | 'recertification';
export const renewalChoices: readonly RenewalChoice[] = ['7', '30', '60', 'recertification'];

export function readRenewalChoice(query: URLSearchParams): RenewalChoice {
  return renewalChoices.find((choice) => choice === query.get('within')) ?? '60';
}

export function renewalsPage(choice: RenewalChoice, cursor = ''): string {
  return `/hq/renewals?within=${choice}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
}

export function renewalsUrl(choice: RenewalChoice, cursor: string): string {
  if (choice === 'recertification') return approvalsUrl({ ...everything, need: 'recertification', cursor });
  return approvalsUrl({ ...everything, need: 'renewal', cursor }, Number(choice));
}

/** Codes from the country down to `region`: `CN-GD` lies in `CN`. */
export function regionLevels(region: string): string[] {
  const parts = region === '' ? [] : region.split('-');
  return parts.map((_, index) => parts.slice(0, index + 1).join('-'));
}

/** Whole days from now until then, counted up: 0 is today or past. */
export function daysUntil(instant: string, now_ms: number): number {
  return Math.max(0, Math.ceil((Date.parse(instant) - now_ms) / (24 * 3600 * 1000)));
}
