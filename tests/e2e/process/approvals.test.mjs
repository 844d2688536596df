// Goal: what becomes of an approval is seen everywhere: by the staff, in the feed, on the status list, by the
// onboarding team. The real server, the real consumer.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { it } from 'node:test';
import { payloadOf, setIndexes } from '../support/standards.mjs';
import { Onboarding, pass } from './onboarding.mjs';
import { bankCopy, giveVersion, Running } from './program.mjs';
import { Staff } from './staff.mjs';
import { until } from './writers.mjs';

const limit = { timeout: 180_000 };

/** One step in an approval's life, with the newest ETag and a key of its own. */
async function act(staff, approval, step, reason) {
  const path = `/api/v1/approvals/${approval.id}`;
  const { headers } = await staff.ask('GET', path);
  return staff.ask('POST', `${path}/${step}`, { reason }, { 'if-match': headers.get('etag'), 'idempotency-key': `"${randomUUID()}"` });
}

/** Whether the published list has the bit of this approval set. */
async function isRevokedOnTheList(server, approval) {
  const credential = payloadOf(await (await fetch(`${server.url}/credentials/${approval.id}`)).text());
  const { statusListCredential, statusListIndex } = credential.credentialStatus;
  const list = await (await fetch(server.url + new URL(statusListCredential).pathname)).text();
  return (await setIndexes(list)).includes(Number(statusListIndex));
}

async function metricsText(server) {
  const [, url] = await server.hears(/metrics on (\S+)\)/);
  return (await fetch(url)).text();
}

it('suspended, reinstated and revoked by two: feed, status list, consumer and metrics follow', limit, async (t) => {
  const server = await Running.start(t);
  const [li, wang] = [await Staff.join(server, 'li'), await Staff.join(server, 'wang')];
  const onboarding = await Onboarding.start(t, server);
  const approval = await pass(server);
  const other = await pass(server);
  await onboarding.comesTo(2);

  assert.equal((await act(li, approval, 'suspend', 'R1')).body.state, 'suspended');
  assert.equal((await act(li, approval, 'reinstate', 'administrative')).body.state, 'active');
  assert.equal(await isRevokedOnTheList(server, approval), false);
  const asked = await act(li, approval, 'revoke', 'R2');
  assert.equal(asked.status, 202);
  assert.equal(asked.body.state, 'active', 'one person alone revokes nothing');
  assert.equal((await act(li, approval, 'revoke', 'R2')).status, 409, 'nor does the same person twice');
  assert.equal((await act(wang, approval, 'revoke', 'R2')).body.state, 'revoked');
  assert.equal((await act(wang, approval, 'reinstate', 'administrative')).status, 409, 'revocation is final');

  await until(() => isRevokedOnTheList(server, approval), 'the bit on the status list');
  assert.equal(await isRevokedOnTheList(server, other), false);
  await onboarding.comesTo(5);
  const deeds = onboarding.deeds().filter((deed) => deed.endsWith(approval.id)).map((deed) => deed.split(' ')[0]);
  assert.deepEqual(deeds, ['open', 'suspend', 'reopen', 'close']);
  const kinds = (await onboarding.feed()).map((text) => JSON.parse(text).type.replace(/^.*approval\.(\w+)\.v1$/, '$1'));
  assert.deepEqual(kinds, ['issued', 'issued', 'suspended', 'reinstated', 'revoked']);
  assert.match(onboarding.digest().out, /equal/);
  // The figures are counted anew every ten seconds.
  await until(async () => /^kiosk_approvals_total\{event="revoked"\} 1$/m.test(await metricsText(server)), 'the metric');
  assert.match(await metricsText(server), /^kiosk_status_list_age_seconds \d/m);
  assert.equal(server.tell(['verify-audit']).code, 0);
});

it('recertify: holders of older versions are asked, and suspended at the date', limit, async (t) => {
  const server = await Running.start(t, { banks: bankCopy(t) });
  const onboarding = await Onboarding.start(t, server);
  const old = await pass(server);
  giveVersion(server.banks, '2026.2');
  assert.match(await server.reload(), /content-loaded.*2026\.2/);
  const renewed = await pass(server);
  const soon = new Date(Date.now() + 4_000).toISOString().replace(/\.\d+Z/, 'Z');
  const done = server.tell(['recertify', 'kiosk-partner', soon]);
  assert.equal(done.code, 0, done.err);
  assert.match(done.out, /^asked 1 holders/);
  await until(async () => (await onboarding.feed()).length === 4, 'the notice and the suspension');
  const [notice, suspension] = (await onboarding.feed()).slice(2).map((text) => JSON.parse(text));
  assert.match(notice.type, /approval\.expiring\.v1$/);
  assert.equal(notice.data.reason, 'rules-changed');
  assert.match(suspension.type, /approval\.suspended\.v1$/);
  for (const event of [notice, suspension]) assert.equal(event.data.approvalId, old.id);
  const li = await Staff.join(server, 'li');
  assert.equal((await li.fine('GET', `/api/v1/approvals/${old.id}`)).state, 'suspended');
  assert.equal((await li.fine('GET', `/api/v1/approvals/${renewed.id}`)).state, 'active');
  assert.match(server.tell(['recertify', 'kiosk-partner', 'soon']).err, /not a day such as 2026-11-22: soon/);
});
