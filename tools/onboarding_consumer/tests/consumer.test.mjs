// Judging and taking together, with an issuer of the test's own.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Consumer } from '../src/consumer.mjs';
import { Verifier } from '../src/credential.mjs';
import { Unavailable } from '../src/refused.mjs';
import { Issuer } from './issuer.mjs';
import { opened } from './stores.mjs';

const index = 11; // of the issuer's credential in its status list

async function started(t) {
  const issuer = await Issuer.start(t);
  const store = opened(t);
  const said = [];
  const consumer = new Consumer(
    store,
    new Verifier(issuer.url),
    (line) => said.push(line),
    () => {},
  );
  const jws = await issuer.sign();
  return { issuer, store, consumer, jws, said };
}

const deedsOf = (store) => store.summary().deeds.map(({ deed }) => deed);

for (const kind of ['approval.issued', 'approval.reinstated', 'approval.expiring']) {
  it(`${kind} that is the first heard of an approval opens its shop`, async (t) => {
    const { issuer, store, consumer, jws } = await started(t);
    assert.equal(await consumer.take(issuer.event(jws, { kind }), 'webhook'), 'acted');
    assert.deepEqual(deedsOf(store), ['open']);
  });

  it(`${kind} opens none when the status list has the bit, and nothing is decided without the list`, async (t) => {
    const { issuer, store, consumer, jws } = await started(t);
    issuer.is_down = true;
    await assert.rejects(consumer.take(issuer.event(jws, { kind }), 'webhook'), Unavailable);
    issuer.is_down = false;
    issuer.revoked = [index];
    assert.equal(await consumer.take(issuer.event(jws, { kind }), 'webhook'), 'not-in-force');
    assert.deepEqual(deedsOf(store), []);
  });
}

it('an event that closes is taken without asking the status list', async (t) => {
  const { issuer, store, consumer, jws } = await started(t);
  await consumer.take(issuer.event(jws), 'webhook');
  const asked = issuer.asked.length;
  const revoked = issuer.event(jws, { number: 2, kind: 'approval.revoked', status: 'revoked' });
  assert.equal(await consumer.take(revoked, 'webhook'), 'acted');
  assert.deepEqual([deedsOf(store), issuer.asked.length], [['open', 'close'], asked]);
});

it('an event that closes is taken when the key of its credential was withdrawn since; one that opens is not', async (t) => {
  const { issuer, store, consumer, jws } = await started(t);
  await consumer.take(issuer.event(jws), 'webhook');
  const gone = await issuer.sign(issuer.claims(), { kid: `${issuer.url}/keys/2` });
  const revoked = issuer.event(gone, { number: 2, kind: 'approval.revoked', status: 'revoked' });
  assert.equal(await consumer.take(revoked, 'feed'), 'acted');
  assert.deepEqual(deedsOf(store), ['open', 'close']);
  await assert.rejects(consumer.take(issuer.event(gone, { number: 3, kind: 'approval.reinstated' }), 'webhook'), { check: 'key' });
});

it('an event is judged no more by its credential once a newer one of its approval has been taken', async (t) => {
  const { issuer, store, consumer, jws } = await started(t);
  const gone = await issuer.sign(issuer.claims(), { kid: `${issuer.url}/keys/2` });
  await assert.rejects(consumer.take(issuer.event(gone), 'feed'), { check: 'key' });
  await consumer.take(issuer.event(jws, { number: 2, kind: 'approval.reissued' }), 'feed');
  assert.equal(store.refused().length, 1);
  await consumer.judgeRefusedAgain();
  assert.deepEqual([store.refused(), deedsOf(store)], [[], ['open']]);
});

it('a webhook that brings what is known says so', async (t) => {
  const { issuer, consumer, jws, said } = await started(t);
  await consumer.take(issuer.event(jws), 'feed');
  const lines = said.length;
  assert.equal(await consumer.take(issuer.event(jws), 'feed'), 'known');
  assert.equal(said.length, lines);
  assert.equal(await consumer.take(issuer.event(jws), 'webhook'), 'known');
  assert.deepEqual(said.slice(lines), ['webhook: evt_1 is known already']);
});

it('a renewal that is pushed before the approval it renews has to come again; the feed takes it', async (t) => {
  const { issuer, store, consumer, jws, said } = await started(t);
  const renewed = issuer.event(jws, { kind: 'approval.renewed', data: { supersedes: 'another' } });
  await assert.rejects(consumer.take(renewed, 'webhook'), Unavailable);
  assert.deepEqual([store.refused(), deedsOf(store)], [[], []]);
  assert.match(said.at(-1), /^webhook: evt_1 .* too early/);
  assert.equal(await consumer.take(renewed, 'feed'), 'acted');
  assert.equal(await consumer.take(renewed, 'webhook'), 'known');
  assert.deepEqual(deedsOf(store), ['open']);
});
