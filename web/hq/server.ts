import type { Answer } from '../core/api.ts';
import { reportUrl, type RateQuery } from '../core/rate_query.ts';
import type { Exam, PassRates, Staff } from '../core/wire.ts';
import { ask } from '../ui/phone.ts';

export const server = {
  me: () => ask<Staff>('GET', '/api/v1/staff/me'),
  signIn: (name: string, password: string) => ask<Staff>('POST', '/api/v1/staff/sign-ins', { body: { name, password }, timeout_ms: 30_000 }),
  signOut: () => ask<void>('DELETE', '/api/v1/staff/sign-ins/current', { retries: 2 }),
  exams: () => ask<{ exams: Exam[] }>('GET', '/api/v1/exams'),
  passRates: (query: RateQuery): Promise<Answer<PassRates>> => ask<PassRates>('GET', reportUrl(query)),
};

/** The same report as the server writes it for spreadsheets; undefined when it could not be had. */
export async function passRatesCsv(query: RateQuery): Promise<Blob | undefined> {
  try {
    const response = await fetch(reportUrl(query), { headers: { accept: 'text/csv' }, credentials: 'same-origin' });
    return response.ok ? await response.blob() : undefined;
  } catch {
    return undefined;
  }
}
