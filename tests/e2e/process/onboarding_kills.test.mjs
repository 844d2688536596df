// Server and consumer are killed again and again while applicants pass and fail: each pass is one deed, no fail is any.
// KIOSK_TEST_PASSES=1000 is the long run; KIOSK_TEST_SEED repeats the choices of one.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Applicant } from './applicant.mjs';
import { Onboarding } from './onboarding.mjs';
import { Running } from './program.mjs';
import { pause, rounds, seeded, until } from './writers.mjs';

const passes = rounds('KIOSK_TEST_PASSES', 40);
const writers = 8;
const passes_per_kill = 5;
const longest_think_ms = 1500; // so that kills keep pace with passes
const share_of_fails = 5; // one in so many
// A push is tried again after so long instead of minutes: ten tries are over in seconds, so that some end as dead letters.
const pushing = ['--webhook-loopback-http', '--webhook-test-delay-ms', '1000'];
// Beside the server's pushes the test sends some by chance, of an event that the feed has, once more or once too early.
const faults = ['500@0.2', '429@0.1', 'drop-after-commit@0.2', 'acknowledge-and-forget@0.1'].flatMap((fault) => ['--fault', fault]);

/** Does this until the server is there to answer it. Every step of an exam may be asked for twice. */
async function persist(step) {
  for (;;) {
    try {
      return await step();
    } catch (error) {
      if (error instanceof assert.AssertionError && !/: 503 /.test(error.message)) throw error;
      await pause(50);
    }
  }
}

/** One whole exam through all kills; answers its result. */
async function sit(server, is_to_pass) {
  const applicant = await persist(() => Applicant.register(server));
  await persist(() => applicant.prepare());
  await persist(() => applicant.start());
  if (is_to_pass) await persist(() => applicant.saveAll());
  return persist(() => applicant.submit());
}

/** Applicants come until so many have passed. Answers the approvals that were told to them, as they come. */
class Crowd {
  approvals = [];
  failed = 0;
  #begun = 0;

  constructor(server, random) {
    Object.assign(this, { server, random });
  }

  async run() {
    await Promise.all(Array.from({ length: writers }, () => this.#writer()));
  }

  async #writer() {
    while (this.#begun < passes) {
      const is_to_pass = this.random(share_of_fails) !== 0;
      if (is_to_pass) this.#begun += 1;
      await pause(this.random(longest_think_ms));
      const { decision, approval } = await sit(this.server, is_to_pass);
      assert.equal(decision, is_to_pass ? 'pass' : 'fail');
      if (is_to_pass) this.approvals.push(approval.id);
      else this.failed += 1;
    }
  }
}

/** Sends one event of the feed by webhook; what is answered depends on faults and kills. */
async function deliverSome(onboarding, random) {
  const events = await onboarding.feed().catch(() => []);
  if (events.length === 0) return undefined;
  const { status } = await onboarding.deliver(events[random(events.length)]).catch(() => ({}));
  assert.ok([undefined, 204, 429, 500, 503].includes(status), `HTTP ${status}`);
  return status;
}

/** Waits until every event's push has ended so. Events become pushes a few at a time, so it is they that count. */
async function pushesEnd(onboarding, ...states) {
  let pushes;
  const ended = async () => {
    pushes = await onboarding.pushes();
    return states.reduce((sum, state) => sum + pushes[state], 0) === passes;
  };
  await until(ended, `${passes} pushes ${states.join(' or ')}`);
  return pushes;
}

it(`${passes} passes of ${writers} writers, kill -9 of server and consumer: each pass one deed, none for a fail, digests equal`, { timeout: 120_000 + passes * 2000 }, async (t) => {
  const random = seeded(t);
  const server = await Running.start(t, { extra: ['--log-level', 'error', ...pushing] });
  const onboarding = await Onboarding.startPushed(t, server, faults);
  const crowd = new Crowd(server, random);
  const kills = { server: 0, consumer: 0, both: 0 };
  const answers = {};
  let over = false;

  const sitting = crowd.run().finally(() => (over = true));
  const knocking = (async () => {
    while (!over) {
      const status = await deliverSome(onboarding, random);
      answers[status ?? 'none'] = (answers[status ?? 'none'] ?? 0) + 1;
      await pause(random(100));
    }
  })();
  const revive = {
    server: () => server.kill().then(() => server.launch(server.address())),
    consumer: () => onboarding.kill().then(() => onboarding.launch(faults)),
    both: () => Promise.all([revive.server(), revive.consumer()]),
  };
  const killing = (async () => {
    for (let goal = 0; !over; ) {
      goal += 1 + random(2 * passes_per_kill - 1);
      await until(() => over || crowd.approvals.length >= goal, `${goal} passes`);
      await pause(random(50));
      const victim = Object.keys(kills)[random(3)];
      await revive[victim]();
      kills[victim] += 1;
    }
  })();
  await Promise.all([sitting, knocking, killing]);
  assert.ok(kills.server + kills.consumer + kills.both > 0);

  await onboarding.hears(new RegExp(`digest: ${passes} events, equal`));
  const pushes = await pushesEnd(onboarding, 'delivered', 'dead');

  await onboarding.halt();
  await onboarding.launch(); // well again: all that happened is pushed to it once more
  const replayed = server.tell(['webhook', 'replay', onboarding.endpoint, '--since', '2020-01-01T00:00:00Z']);
  assert.equal(replayed.out, `${passes} events are in line once more\n`);
  await pushesEnd(onboarding, 'delivered');

  await onboarding.halt();
  const { deeds, refused, events, ways } = onboarding.status();
  assert.deepEqual(deeds.map(({ deed, approval }) => `${deed} ${approval}`).sort(), crowd.approvals.map((id) => `open ${id}`).sort());
  assert.deepEqual(deeds.map(({ shop }) => Number(shop.slice('SHOP-'.length))).sort((a, b) => a - b), Array.from({ length: passes }, (_, i) => i + 1));
  assert.deepEqual([refused, events], [[], { acted: passes }]);
  const { code, out } = onboarding.digest();
  assert.deepEqual([code, out], [0, `equal: ${passes} events\n`]);
  const said = { kills, pushes, ways, 'answers to webhooks of the test': answers };
  t.diagnostic(`${passes} passes, ${crowd.failed} fails; ${Object.entries(said).map(([name, counts]) => `${name}: ${JSON.stringify(counts)}`).join(', ')}`);
});
