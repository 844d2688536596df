// A rehearsal: a small one to its end, what it leaves behind (nothing), what it refuses, and how it is broken off.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { banks, pages, program, repository } from '../support/paths.mjs';
import { assertRefused, atEnd, contents, filesBelow, run, Running, scratch } from './program.mjs';
import { until } from './writers.mjs';

const limit = { timeout: 120_000 };
const small = ['--applicants', '20', '--opening', '2', '--duration', '4'];
const words = (data, extra = []) => ['rehearse', '--data', data, '--banks', banks, '--web', pages, '--log-level', 'warning', ...extra];

/** The processes that serve from a directory below `folder`. */
function serversBelow(folder) {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.filter((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return line[1] === 'serve' && line.some((word) => word.includes(folder));
    } catch {
      return false; // it has ended meanwhile
    }
  });
}

function assertNothingLeft(folder, names) {
  assert.deepEqual(readdirSync(folder).sort(), names);
  assert.deepEqual(serversBelow(folder), []);
}

/** Runs a whole rehearsal; its report is JSON. */
function rehearse(folder, extra = []) {
  const done = spawnSync(program, words(join(folder, 'data'), [...small, '--format', 'json', ...extra]), { encoding: 'utf8', timeout: 100_000 });
  return { code: done.status, err: done.stderr, report: done.stdout && JSON.parse(done.stdout) };
}

/** Starts a rehearsal that lasts and waits until its applicants are at it. */
async function underWay(t, folder, extra = []) {
  const child = spawn(program, words(join(folder, 'data'), ['--applicants', '20', '--duration', '600', ...extra]), { stdio: ['ignore', 'pipe', 'pipe'] });
  atEnd(t, () => child.kill('SIGKILL'));
  child.ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)));
  child.said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (child.said += text));
  await new Promise((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text) => /registered [1-9]/.test(text) && resolve());
    child.on('exit', () => reject(new Error('it ended at once')));
  });
  return child;
}

/** Of the command line itself, and of the address under which the world knows a server. */
const not_for_rehearsals = new Set(['help', 'config', 'base-url', 'allow-plain-http', 'host-name', 'trusted-proxy', 'no-webhooks']);
/** Lists and switches go on only when they are given. */
const given = ['--webhook-host', 'receiver.example.org', '--webhook-network', '10.1.0.0/16', '--webhook-loopback-http', '--vocabulary', 'https://terms.example.org/v1#', '--programme-file', join(repository, 'tools', 'operations', 'programme.yaml')];
const other_values = { 'keep-answers': '7', 'keep-delivery-attempts': '0', 'keep-identities': '9', 'disk-reserve-mb': '3', 'webhook-test-delay-ms': '77', 'io-threads': '2' };

describe('a rehearsal', () => {
  it('passes every option of serve on to its server, but pushes nothing: with the defaults it would delete what the owner keeps', limit, async (t) => {
    const { out } = run(['--help']);
    const options = [...out.matchAll(/^ {2}--([a-z-]+)(?=[ \n])(?!.* (?:rehearse|staff \w+|token \w+|webhook \w+): )/gm)].map(([, name]) => name);
    const wanted = options.filter((name) => !not_for_rehearsals.has(name));
    assert.ok(wanted.includes('keep-answers') && wanted.length >= 18, `${wanted}`);

    const folder = scratch(t);
    await underWay(t, folder, [...given, ...Object.entries(other_values).map(([name, value]) => `--${name}=${value}`)]);
    const [server] = serversBelow(folder);
    const passed = readFileSync(`/proc/${server}/cmdline`, 'utf8').split('\0');
    for (const name of wanted) assert.ok(passed.some((word) => word === `--${name}` || word.startsWith(`--${name}=`)), `--${name} is not passed on`);
    for (const [name, value] of Object.entries(other_values)) assert.ok(passed.includes(`--${name}=${value}`), name);
    assert.ok(passed.includes('--no-webhooks'));
  });

  it('twenty applicants come to a result, every acknowledged answer is found, and nothing stays', limit, (t) => {
    const folder = scratch(t);
    const picture = join(folder, 'picture.svg');
    const { code, err, report } = rehearse(folder, ['--seed', '11', '--picture', picture]);
    assert.equal(code, 0, err + JSON.stringify(report?.checks));
    assertNothingLeft(folder, ['picture.svg']);

    const { checks, requests, bounds, seconds } = report;
    assert.equal(report.fine, true);
    for (const name of ['registered', 'started', 'submitted', 'results']) assert.equal(checks[name], 20, name);
    assert.equal(checks.found, 20 * report.items, 'each item has its answer');
    assert.equal(checks.acknowledged, checks.found + checks.superseded);
    assert.deepEqual(checks.faults, []);
    // Which saves meet trouble is drawn from the seed, which is fixed here.
    assert.ok(checks.reconnects > 0 && checks.sent_again > 0, 'the network was flaky');
    const answered = new Map(requests.map((request) => [request.request, request.answered]));
    for (const name of ['exams', 'register', 'prepare', 'start', 'submit', 'result']) assert.equal(answered.get(name), 20, name);
    assert.equal(answered.get('save'), checks.acknowledged);
    assert.equal(answered.get('state'), 20 + checks.reconnects);
    for (const { request, errors, no_reply } of requests) assert.equal(errors + no_reply, 0, request);
    assert.ok(bounds.length >= 5 && bounds.some(({ name }) => name === 'writer and disk'));
    assert.ok(seconds.length >= 6 && seconds.some(({ connections }) => connections >= 10), 'the server was watched');

    const svg = readFileSync(picture, 'utf8');
    const parsed = spawnSync('python3', ['-c', 'import sys, xml.etree.ElementTree as t; print(t.parse(sys.argv[1]).getroot().tag)', picture], { encoding: 'utf8' });
    assert.equal(parsed.stdout.trim(), '{http://www.w3.org/2000/svg}svg', parsed.stderr);
    assert.match(svg, /20 applicants rehearse kiosk-partner/);
  });

  it('never touches the data directory that is configured', limit, (t) => {
    const folder = scratch(t);
    const data = join(folder, 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'kiosk.db'), 'not ours');
    const before = contents(data);
    const { code, err } = rehearse(folder);
    assert.equal(code, 0, err);
    assert.deepEqual(contents(data), before);
    assertNothingLeft(folder, ['data']);
  });

  it('is refused while a server runs on the configured data directory', limit, async (t) => {
    const folder = scratch(t);
    const data = join(folder, 'data');
    await Running.start(t, { data });
    assertRefused(run(words(data)), 1, /a server is running on .*data/, /take processor and disk/);
    assert.deepEqual(readdirSync(folder), ['data']);
  });

  it('wants to be told before it adds to data that are there; data of its own are kept', limit, (t) => {
    const folder = scratch(t);
    const kept = join(folder, 'kept');
    const first = rehearse(folder, ['--rehearsal-data', kept]);
    assert.equal(first.code, 0, first.err);
    assertNothingLeft(folder, ['kept']);
    assert.ok(existsSync(join(kept, 'kiosk.db')));

    const before = filesBelow(kept);
    assertRefused(run(words(join(folder, 'data'), ['--rehearsal-data', kept])), 1, /kept is not empty/, /--on-live-data/);
    assert.deepEqual(filesBelow(kept), before);
    assertNothingLeft(folder, ['kept']);

    const told = rehearse(folder, ['--rehearsal-data', kept, '--on-live-data']);
    assert.equal(told.code, 0, told.err);
    assert.equal(run(['verify-audit', '--data', kept]).code, 0);
    assertRefused(run(words(join(folder, 'data'), ['--on-live-data'])), 1, /goes with --rehearsal-data/);
  });

  it('refuses what makes no sense, and says so when its server cannot start', limit, (t) => {
    const folder = scratch(t);
    const data = join(folder, 'data');
    assertRefused(run(words(data, ['--format', 'pdf'])), 2, /--format must be text or json/);
    assertRefused(run(['rehearse', '--applicants', '0']), 2, /--applicants must lie between 1 and 20000/);
    assertRefused(run(['rehearse', '--seed', 'x']), 2, /--seed must be a number/);
    const picture = join(folder, 'picture.svg');
    writeFileSync(picture, 'mine');
    assertRefused(run(words(data, ['--picture', picture])), 1, /picture.svg is there already/);
    assert.equal(readFileSync(picture, 'utf8'), 'mine');
    assertRefused(run(words(data, ['--picture', join(folder, 'none', 'picture.svg')])), 1, /there is no directory .*none/);
    rmSync(picture);
    assertRefused(run(['rehearse', '--data', data, '--banks', join(folder, 'none'), '--web', pages]), 1, /did not start/);
    assertNothingLeft(folder, []);
  });

  for (const signal of ['SIGTERM', 'SIGINT'])
    it(`${signal} breaks it off: a report of what there was, exit 1, nothing left`, limit, async (t) => {
      const folder = scratch(t);
      const child = await underWay(t, folder);
      assert.equal(serversBelow(folder).length, 1);
      child.kill(signal);
      assert.equal(await child.ended, 1);
      assert.match(child.said, /It was STOPPED before its end/);
      assert.match(child.said, /NOT FINE/);
      assertNothingLeft(folder, []);
    });

  it('a signal that comes before its server is up leaves nothing behind either', limit, async (t) => {
    const folder = scratch(t);
    const child = spawn(program, words(join(folder, 'data')), { stdio: ['ignore', 'ignore', 'pipe'] });
    atEnd(t, () => child.kill('SIGKILL'));
    const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)));
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (complaint += text));
    await until(() => readdirSync(folder).length > 0, 'its folder', 30_000);
    child.kill('SIGTERM');
    assert.equal(await ended, 1, complaint);
    assert.match(complaint, /stopped before the first applicant came/);
    assertNothingLeft(folder, []);
  });

  it('its server does not outlive it, however it ends', limit, async (t) => {
    const folder = scratch(t);
    const child = await underWay(t, folder);
    child.kill('SIGKILL');
    await child.ended;
    await until(() => serversBelow(folder).length === 0, 'the end of its server', 30_000);
  });
});
