// The requests of the applicant's pages. Those marked "repeatable" are safe to
// send twice by contract, so a lost answer is asked for again.

import type { Answer, AskOptions } from '../core/api.ts';
import type { Attempt, Exam, Me, Result, SaveBody, SaveReply, StartReply, TakeOverReply } from '../core/wire.ts';
import { ask } from '../ui/phone.ts';

export interface Registration {
  name: string;
  contact: string;
  region: string;
  language: string;
  shop_name?: string;
  invitation?: string;
}

const repeatable = { retries: 2 };
const attemptPath = (id: string, rest = '') => `/api/v1/attempts/${encodeURIComponent(id)}${rest}`;

export const server = {
  me: () => ask<Me>('GET', '/api/v1/me'),
  exams: () => ask<{ exams: Exam[] }>('GET', '/api/v1/exams'),
  register: (body: Registration, idempotency_key: string) =>
    ask<{ id: string; candidate_code: string }>('POST', '/api/v1/applicants', { body, idempotency_key, ...repeatable }),
  signIn: (candidate_code: string) => ask<{ id: string }>('POST', '/api/v1/sign-ins', { body: { candidate_code } }),
  signOut: () => ask<void>('DELETE', '/api/v1/sign-ins/current', repeatable),
  prepare: (exam: string, language: string, rules_accepted: string[]) =>
    ask<{ attempt: Attempt }>('POST', `/api/v1/exams/${encodeURIComponent(exam)}/attempts`, { body: { language, rules_accepted }, ...repeatable }),
  attempt: (id: string, options: AskOptions = {}) => ask<Attempt>('GET', attemptPath(id), options),
  start: (id: string) => ask<StartReply>('POST', attemptPath(id, '/start'), { body: {} }),
  takeOver: (id: string) => ask<TakeOverReply>('POST', attemptPath(id, '/take-over'), { body: {} }),
  save: (id: string, body: SaveBody): Promise<Answer<SaveReply>> =>
    ask<SaveReply>('PUT', attemptPath(id, '/responses'), { body, keepalive: true }),
  submit: (id: string, body: { epoch: number }) => ask<{ result: Result }>('POST', attemptPath(id, '/submit'), { body }),
  showName: (approval: string, shown: boolean) =>
    ask<{ verify_url: string; name_shown: boolean }>('PUT', `/api/v1/approvals/${encodeURIComponent(approval)}/public-name`, { body: { shown }, ...repeatable }),
  result: (id: string) => ask<Result>('GET', attemptPath(id, '/result')),
};
