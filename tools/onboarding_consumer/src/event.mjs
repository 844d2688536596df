// One event: CloudEvents 1.0 in structured JSON, the same bytes by webhook and in the feed.

import { HTTP } from 'cloudevents';
import { Refused, require } from './refused.mjs';

export const event_media_type = 'application/cloudevents+json';
const kind_pattern = /\.(approval\.[a-z]+|endpoint\.test)\.v1$/;
const sequence_pattern = /^\d{20}$/;
const texts_of_data = [
  'approvalId',
  'status',
  'partnerId',
  'approvalNumber',
  'validFrom',
  'validUntil',
  'credentialUrl',
  'credential',
];

/** The library fills in an id and a time where there is none; an event without an id of its own is refused instead. */
function requireOwnMembers(text) {
  let members;
  try {
    members = JSON.parse(text);
  } catch (error) {
    throw new Refused('event-form', error.message);
  }
  for (const name of ['specversion', 'id', 'source', 'type', 'time'])
    require('event-form', typeof members?.[name] === 'string' && members[name] !== '', `"${name}" is missing`);
  require('event-form', members.specversion === '1.0', `CloudEvents ${members.specversion} is not read`);
}

function parsed(text) {
  try {
    const event = HTTP.toEvent({ headers: { 'content-type': event_media_type }, body: text });
    event.validate();
    return event;
  } catch (error) {
    throw new Refused('event-form', error.message);
  }
}

/** `{id, source, kind, sequence, data, text}` of a structured event. `kind` is `approval.issued`, …, `endpoint.test`
 *  (which has neither sequence nor data) or `unknown` (no data): new kinds come without notice and are passed over.
 *  Error: Refused('event-form'). */
export function readEvent(text) {
  requireOwnMembers(text);
  const { id, source, type, sequence, subject, data } = parsed(text);
  const kind = kind_pattern.exec(type)?.[1] ?? 'unknown';
  if (kind === 'endpoint.test') return { id, source, kind, text };

  require('event-form', sequence_pattern.test(sequence ?? ''), '"sequence" has to be 20 digits');
  const event = { id, source, kind, sequence: Number(sequence), text };
  if (kind === 'unknown') return event;
  for (const name of texts_of_data)
    require('event-form', typeof data?.[name] === 'string', `"data.${name}" has to be a text`);
  require('event-form', typeof data.region?.code === 'string', '"data.region.code" has to be a text');
  require('event-form', subject === `approvals/${data.approvalId}`, '"subject" names another approval than the data');
  return { ...event, data };
}
