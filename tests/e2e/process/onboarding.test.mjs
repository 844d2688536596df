// The onboarding consumer on the real server: every pass is one deed, whatever happens on the way, and none is lost.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Applicant } from './applicant.mjs';
import { fail, newSecret, Onboarding, pass, runConsumer } from './onboarding.mjs';
import { bankCopy, edit, giveVersion, Running, scratch } from './program.mjs';

const limit = { timeout: 120_000 };

function assertEqualDigests(onboarding) {
  const { code, out, err } = onboarding.digest();
  assert.equal(code, 0, out + err);
  assert.match(out, /^equal: \d+ events\n$/);
}

/** The text of an event with another credential in it: the same but for one letter of its payload. */
function tampered(body) {
  const event = JSON.parse(body);
  const [header, payload, signature] = event.data.credential.split('.');
  const middle = payload.length >> 1;
  const letter = payload[middle] === 'A' ? 'B' : 'A';
  event.data.credential = [header, payload.slice(0, middle) + letter + payload.slice(middle + 1), signature].join('.');
  return JSON.stringify(event);
}

describe('by the feed', () => {
  it('a pass arrives and is one deed, a fail is none; the table shows it', limit, async (t) => {
    const server = await Running.start(t);
    const onboarding = await Onboarding.start(t, server);
    await fail(server);
    const approval = await pass(server);
    await onboarding.hears(new RegExp(`feed: evt_\\w+ approval.issued ${approval.number} → open SHOP-000001`));
    await onboarding.hears(/digest: 1 events, equal on both sides/);
    assert.equal(await onboarding.halt(), 0, onboarding.said);
    assert.deepEqual(onboarding.deeds(), [`open ${approval.id}`]);
    assert.match(runConsumer(['status', '--data', onboarding.file('data')]).out, new RegExp(`\\n${approval.number} +CN-JS +active +SHOP-000001 `));
  });

  it('the loop is closed: the server has the mark that the consumer set', limit, async (t) => {
    const server = await Running.start(t);
    const onboarding = await Onboarding.start(t, server);
    const { id } = await pass(server);
    await onboarding.hears(/feed: .* → open SHOP-000001/);
    await onboarding.hears(/mark: .*SHOP-000001/);
    const reply = await fetch(`${server.url}/api/v1/approvals/${id}/onboarding`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${onboarding.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ state: 'onboarded', externalId: 'SHOP-000001' }),
    });
    assert.equal(reply.status, 200, 'not the first to say so');
  });

  it('three passes while it was stopped are caught up, each once; the digests agree', limit, async (t) => {
    const server = await Running.start(t);
    const onboarding = await Onboarding.start(t, server);
    const approvals = [await pass(server)];
    await onboarding.comesTo(1);
    await onboarding.halt();
    for (let i = 0; i < 3; ++i) approvals.push(await pass(server));
    await onboarding.launch();
    await onboarding.comesTo(4);
    await onboarding.hears(/digest: 4 events, equal/);
    assert.deepEqual(onboarding.deeds(), approvals.map(({ id }) => `open ${id}`));
    assertEqualDigests(onboarding);
  });

  it('a server that goes and comes back is followed again', limit, async (t) => {
    const server = await Running.start(t);
    const onboarding = await Onboarding.start(t, server);
    await pass(server);
    await onboarding.comesTo(1);
    await server.kill();
    await onboarding.hears(/feed: .*; again in \d+ s/);
    await server.launch(server.address());
    await pass(server);
    await onboarding.comesTo(2);
    assertEqualDigests(onboarding);
  });

  it('a clock that is 400 s slow refuses what is not yet valid to it, and takes it when it is right again', limit, async (t) => {
    const server = await Running.start(t);
    const onboarding = await Onboarding.start(t, server, ['--fault', 'clock-skew=-400']);
    const { id } = await pass(server);
    await onboarding.hears(/REFUSED by the check "not-yet-valid"/);
    assert.deepEqual(onboarding.deeds(), []);
    await onboarding.halt();
    await onboarding.launch();
    await onboarding.comesTo(1);
    assert.deepEqual([onboarding.deeds(), onboarding.status().refused], [[`open ${id}`], []]);
    assertEqualDigests(onboarding);
  });
});

describe('by webhook', () => {
  it('and by feed the same event is one deed, whichever comes first and however often', limit, async (t) => {
    const server = await Running.start(t);
    const onboarding = await Onboarding.start(t, server, ['--no-feed']);
    const first = await pass(server);
    const [body] = await onboarding.feed();
    for (let i = 0; i < 3; ++i) assert.deepEqual(await onboarding.deliver(body), { status: 204, check: undefined });
    await onboarding.halt();
    await onboarding.launch();
    const second = await pass(server);
    await onboarding.hears(/digest: 2 events, equal/);
    for (const text of await onboarding.feed()) assert.equal((await onboarding.deliver(text)).status, 204);
    assert.deepEqual(onboarding.deeds(), [`open ${first.id}`, `open ${second.id}`]);
    assertEqualDigests(onboarding);
  });

  it('killed between commit and answer, it has acted; the same again is answered, and not acted upon', limit, async (t) => {
    const server = await Running.start(t);
    const onboarding = await Onboarding.start(t, server, ['--no-feed', '--fault', 'hang']);
    const { id } = await pass(server);
    const [body] = await onboarding.feed();
    const unanswered = assert.rejects(onboarding.deliver(body));
    await onboarding.comesTo(1);
    await onboarding.kill();
    await unanswered;
    await onboarding.launch(['--no-feed']);
    assert.equal((await onboarding.deliver(body)).status, 204);
    assert.deepEqual(onboarding.deeds(), [`open ${id}`]);
  });

  it('a genuine delivery of a tampered credential is refused by name; the true event by feed is taken', limit, async (t) => {
    const server = await Running.start(t);
    const onboarding = await Onboarding.start(t, server, ['--no-feed']);
    const { id } = await pass(server);
    const [body] = await onboarding.feed();
    for (let i = 0; i < 2; ++i) assert.deepEqual(await onboarding.deliver(tampered(body)), { status: 422, check: 'signature' });
    assert.deepEqual(onboarding.deeds(), []);
    assert.match(onboarding.status().refused[0].reason, /^signature: /);
    await onboarding.halt();
    await onboarding.launch();
    await onboarding.comesTo(1);
    assert.deepEqual([onboarding.deeds(), onboarding.status().refused], [[`open ${id}`], []]);
  });

  it('what is not the server\'s is turned away and leaves nothing', limit, async (t) => {
    const server = await Running.start(t);
    const onboarding = await Onboarding.start(t, server, ['--no-feed']);
    await pass(server);
    const [body] = await onboarding.feed();
    const now_s = Math.floor(Date.now() / 1000);
    for (const [status, text, sending] of [
      [401, body, { secret: newSecret() }],
      [401, body, { at_s: now_s - 310 }],
      [401, body, { headers: { 'webhook-signature': '' } }],
      [415, body, { headers: { 'content-type': 'application/json' } }],
      [413, body + ' '.repeat(64 * 1024), {}],
      [422, body, { id: 'evt_1' }],
      [422, '{', { id: 'evt_1' }],
      [422, JSON.stringify({ ...JSON.parse(body), sequence: '7' }), {}],
    ])
      assert.equal((await onboarding.deliver(text, sending)).status, status);
    const { events, deeds } = onboarding.status();
    assert.deepEqual([events, deeds], [{}, []]);
    assert.equal((await onboarding.deliver(body)).status, 204);
  });

  for (const [fault, answer] of [['500', 500], ['429', 429], ['acknowledge-and-forget', 204], ['clock-skew=400', 401]])
    it(`${fault}: nothing is done, and the feed makes it good`, limit, async (t) => {
      const server = await Running.start(t);
      const onboarding = await Onboarding.start(t, server, ['--no-feed', '--fault', fault]);
      const { id } = await pass(server);
      const [body] = await onboarding.feed();
      assert.equal((await onboarding.deliver(body)).status, answer);
      assert.deepEqual(onboarding.deeds(), []);
      await onboarding.halt();
      await onboarding.launch(['--fault', fault]);
      await onboarding.comesTo(1);
      assert.deepEqual(onboarding.deeds(), [`open ${id}`]);
      await onboarding.hears(/digest: 1 events, equal/);
    });

  it('drop-after-commit: the connection is cut, the deed is done once', limit, async (t) => {
    const server = await Running.start(t);
    const onboarding = await Onboarding.start(t, server, ['--fault', 'drop-after-commit']);
    const { id } = await pass(server);
    const [body] = await onboarding.feed();
    for (let i = 0; i < 3; ++i) await assert.rejects(onboarding.deliver(body));
    assert.deepEqual(onboarding.deeds(), [`open ${id}`]);
  });
});

/** Somebody passes, the rules change, and the same person passes again; the consumer sees each step before the next.
 *  Answers both approvals. */
async function renewal(server, onboarding) {
  const applicant = await Applicant.sitting(server);
  await applicant.saveAll();
  const { approval: old } = await applicant.submit();
  await onboarding.comesTo(1);
  giveVersion(server.banks, '2026.2');
  assert.match(await server.reload(), /content-loaded.*2026\.2/);
  const next_month = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  assert.match(server.tell(['recertify', 'kiosk-partner', next_month]).out, /^asked 1 holders/);
  await onboarding.comesTo(2);
  await applicant.prepare();
  await applicant.start();
  await applicant.saveAll();
  const { approval: renewed } = await applicant.submit();
  return { old, renewed };
}

describe('a renewal', () => {
  it('keeps the shop; pushed the wrong way round it opens one, and not a second one', limit, async (t) => {
    const banks = bankCopy(t);
    edit(join(banks, 'exams', 'kiosk-partner.yaml'), /waiting_time_s: .*/, 'waiting_time_s: 0');
    const server = await Running.start(t, { banks });
    const ordered = await Onboarding.start(t, server);
    const { old, renewed } = await renewal(server, ordered);
    await ordered.hears(/digest: 3 events, equal/);
    assert.deepEqual(ordered.deeds(), [`open ${old.id}`, `remind ${old.id}`, `extend ${renewed.id}`]);

    const pushed = await Onboarding.start(t, server, ['--no-feed']);
    for (const body of (await pushed.feed()).reverse()) assert.equal((await pushed.deliver(body)).status, 204);
    await pushed.halt();
    await pushed.launch();
    await pushed.hears(/digest: 3 events, equal/);
    assert.deepEqual(pushed.deeds(), [`open ${renewed.id}`]);

    for (const onboarding of [ordered, pushed]) {
      const holders = onboarding.status().partners.filter(({ shop }) => shop);
      assert.deepEqual(holders.map(({ approval, state, shop }) => `${approval} ${state} ${shop}`), [`${renewed.id} active SHOP-000001`]);
    }
  });
});

describe('verify FILE', () => {
  it('names every check of a credential of the server, and the one that a tampered one fails', limit, async (t) => {
    const server = await Running.start(t);
    const { number, credential_url } = await pass(server);
    const jws = await (await fetch(credential_url)).text();
    const file = join(scratch(t), 'credential.jws');
    writeFileSync(file, jws);
    const whole = runConsumer(['verify', file, '--server', server.url]);
    assert.equal(whole.code, 0, whole.out + whole.err);
    assert.match(whole.out, new RegExp(`^(ok +[a-z-]+\\n){11}${number}, region CN-JS, in force until `));

    const [header, payload, signature] = jws.split('.');
    const forged = runConsumer(['verify', '-', '--server', server.url], [header, `A${payload.slice(1)}`, signature].join('.'));
    assert.equal(forged.code, 1);
    assert.match(forged.out, /^(ok +[a-z-]+\n){5}REFUSED {2}signature: /);
    await server.kill();
    const unreachable = runConsumer(['verify', file, '--server', server.url]);
    assert.equal(unreachable.code, 1);
    assert.match(unreachable.err, /key set: .*ECONNREFUSED/);
  });
});
