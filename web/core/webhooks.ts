// What is said of receivers of webhooks and of events on their way.

import type { Endpoint, EndpointForm, EventType } from './staff_wire.ts';

/** `com.example.kiosk.approval.issued.v1` is `approval.issued`; what is of another kind stays whole. */
export function shortType(type: string): string {
  return /(?:^|\.)((?:approval|endpoint)\.[a-z]+)(?:\.v\d+)?$/.exec(type)?.[1] ?? type;
}

/** The gravest thing to be said of a receiver. */
export type Health = 'disabled' | 'failing' | 'dead' | 'waiting' | 'well';

/** An event on its way for so long means that something is wrong, though no try has failed yet. */
const long_on_its_way_ms = 60_000;

export function healthOf(endpoint: Endpoint, now_ms: number): Health {
  if (endpoint.state === 'disabled') return 'disabled';
  if (endpoint.failing_since) return 'failing';
  if ((endpoint.dead_letters ?? 0) > 0) return 'dead';
  const { oldest_pending_at } = endpoint;
  return oldest_pending_at && now_ms - Date.parse(oldest_pending_at) > long_on_its_way_ms ? 'waiting' : 'well';
}

export interface EndpointDraft { url: string; description: string; all: boolean; types: readonly EventType[] }

export const draftOf = ({ url, description, event_types }: EndpointForm): EndpointDraft =>
  ({ url, description, all: event_types.length === 0, types: event_types });

/** An empty list asks for all types, now and later. */
export function formOf({ url, description, all, types }: EndpointDraft): EndpointForm {
  return { url: url.trim(), description: description.trim(), event_types: all ? [] : [...types] };
}

export function withType(types: readonly EventType[], type: EventType, wanted: boolean): EventType[] {
  const rest = types.filter((one) => one !== type);
  return wanted ? [...rest, type] : rest;
}

/** The approval that an event is about; undefined for a test. */
export function approvalOf(subject: string): string | undefined {
  return /^approvals\/([0-9a-f-]{36})$/.exec(subject)?.[1];
}

/** The first moment of a day in UTC, as the server takes it; undefined for what is no day. */
export function startOfDay(day: string): string | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? `${day}T00:00:00Z` : undefined;
}
