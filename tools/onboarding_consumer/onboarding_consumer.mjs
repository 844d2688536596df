// The onboarding consumer: see README.md.

import { readFileSync } from 'node:fs';
import { Api } from './src/api.mjs';
import { Consumer } from './src/consumer.mjs';
import { checks, Verifier } from './src/credential.mjs';
import { difference } from './src/digest.mjs';
import { Door } from './src/door.mjs';
import { Faults } from './src/faults.mjs';
import { followFeed, markOnboarded } from './src/follower.mjs';
import { readOptions, secretLines, usage, WrongUse } from './src/options.mjs';
import { Refused } from './src/refused.mjs';
import { Store } from './src/store.mjs';
import { statusText } from './src/table.mjs';

const judge_again_ms = 300_000;

const say = (line) => console.log(`${new Date(Date.now()).toISOString()} ${line}`);

/** Rings that are waited for; one that came while nobody waited is not lost. */
class Bell {
  #rung = false;
  #wake = () => {};

  ring = () => {
    this.#rung = true;
    this.#wake();
  };

  async rings() {
    if (!this.#rung) await new Promise((resolve) => (this.#wake = resolve));
    this.#rung = false;
  }
}

async function run(options) {
  const stop = new AbortController();
  const bell = new Bell();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop.abort());
  stop.signal.addEventListener('abort', bell.ring);

  const faults = new Faults(options.faults);
  const store = new Store(options.data, { follows_feed: options.feed });
  const api = new Api(options.server, secretLines(options.token_file)[0], stop.signal);
  const consumer = new Consumer(store, new Verifier(options.server), say, bell.ring);
  const parts = { api, store, consumer, say, stopping: stop.signal, wake: () => bell.rings() };

  let door;
  if (options.listen) {
    door = new Door({ secrets: secretLines(options.secret_file), consumer, faults, say });
    say(`takes webhooks on ${await door.open(options.listen.host, options.listen.port)}`);
  }
  const judging = setInterval(() => consumer.judgeRefusedAgain(), judge_again_ms);
  await consumer.judgeRefusedAgain();
  say(`follows ${options.server}, data in ${options.data}`);
  await Promise.all([options.feed && followFeed(parts), markOnboarded(parts)]);

  clearInterval(judging);
  door?.close();
  store.close();
  say('ended');
}

function status({ data, format }) {
  const store = new Store(data, { read_only: true });
  const summary = store.summary();
  store.close();
  process.stdout.write(format === 'json' ? `${JSON.stringify(summary)}\n` : statusText(summary));
}

async function digest({ server, data, token_file }) {
  const store = new Store(data, { read_only: true });
  const { sequence } = store.cursor();
  const api = new Api(server, secretLines(token_file)[0], new AbortController().signal);
  const found = await difference(api, store, sequence);
  store.close();
  console.log(found ?? `equal: ${sequence} events`);
  return found ? 1 : 0;
}

/** Prints each check up to the one that fails. */
async function verify({ server, file }) {
  const jws = readFileSync(file === '-' ? 0 : file, 'utf8').trim();
  const verified = await new Verifier(server).verify(jws).catch((error) => {
    if (!(error instanceof Refused)) throw error;
    return error;
  });
  const is_refused = verified instanceof Refused;
  const passed = is_refused ? checks.slice(0, checks.indexOf(verified.check)) : checks;
  for (const check of passed) console.log(`ok       ${check}`);
  if (is_refused) console.log(`REFUSED  ${verified.check}: ${verified.message}`);
  else {
    const { credentialSubject: subject, validUntil } = verified;
    console.log(`${subject.licenseNumber}, region ${subject.salesRegion.code}, in force until ${validUntil}`);
  }
  return is_refused ? 1 : 0;
}

const commands = { run, status, digest, verify };

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(usage);
  else process.exitCode = (await commands[options.command](options)) ?? 0;
} catch (error) {
  const is_wrong_use = error instanceof WrongUse;
  process.stderr.write(
    `onboarding_consumer: ${error.cause?.message ?? error.message}\n${is_wrong_use ? `\n${usage}` : ''}`,
  );
  process.exitCode = is_wrong_use ? 2 : 1;
}
