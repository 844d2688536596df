// SIGHUP: a set of banks is loaded whole or not at all, and attempts stay on the version they were drawn from.

import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Applicant } from './applicant.mjs';
import { assertRefused, bankCopy, contents, edit, run, Running, scratch, serveWords } from './program.mjs';

const limit = { timeout: 60_000 };
const bankFiles = (banks) => readdirSync(join(banks, 'banks')).map((name) => join(banks, 'banks', name));

/** Raises the version of every bank, translation and exam. */
function raiseVersions(banks, version) {
  for (const file of [...bankFiles(banks), join(banks, 'exams', 'kiosk-partner.yaml')]) edit(file, /^version: .*$/m, `version: "${version}"`);
}

/** Makes every answer of a true-or-false or single-choice item wrong that was right before. */
function turnKeys(banks) {
  const next = { a: 'b', b: 'c', c: 'a', d: 'a', true: 'false', false: 'true' };
  for (const file of bankFiles(banks).filter((name) => !/zh-CN/.test(name))) edit(file, /^    correct: (\w+)$/gm, (_, key) => `    correct: ${next[key]}`);
}

async function offeredVersion(server) {
  const { exams } = await (await fetch(`${server.url}/api/v1/exams`)).json();
  return exams.map((exam) => exam.version).join();
}

describe('a changed set with raised versions', () => {
  it('is loaded; who sits finishes on the old version, also after a restart; who comes gets the new one', limit, async (t) => {
    const server = await Running.start(t, { banks: bankCopy(t) });
    const [prepared, early, late] = [await Applicant.register(server), await Applicant.sitting(server), await Applicant.sitting(server)];
    await prepared.prepare();
    for (const applicant of [early, late]) await applicant.saveAll();

    raiseVersions(server.banks, '2026.2');
    turnKeys(server.banks);
    assert.match(await server.reload(), /content-loaded.*2026\.2/);
    assert.equal(await offeredVersion(server), '2026.2');

    const result = await early.submit();
    assert.equal(result.score.text, '100.0 %', 'scored with the keys of its own version');
    await prepared.start();
    await prepared.saveAll();

    await server.restart();
    assert.equal((await prepared.submit()).score.text, '100.0 %');
    assert.equal((await late.submit()).score.text, '100.0 %');
    const { attempts } = await late.me();
    assert.equal(attempts[0].exam_version, '2026.1');
    assert.equal(server.tell(['rebuild-form', late.attempt]).code, 0, 'the form can still be drawn from the old banks');

    const fresh = await Applicant.sitting(server);
    assert.equal(fresh.exam_version, '2026.2');
    await fresh.saveAll();
    assert.equal((await fresh.submit()).decision, 'fail', 'the new keys hold');
  });

  it('is loaded again and again', limit, async (t) => {
    const server = await Running.start(t, { banks: bankCopy(t) });
    for (const version of ['2026.2', '2026.3', '2026.4']) {
      raiseVersions(server.banks, version);
      assert.match(await server.reload(), /content-loaded/);
      assert.equal(await offeredVersion(server), version);
    }
    assert.match(await server.reload(), /content-loaded/, 'the same set again is fine');
    assert.equal(server.tell(['verify-audit']).code, 0);
  });
});

it('a reload in the middle of saves refuses none of them', limit, async (t) => {
  const server = await Running.start(t, { banks: bankCopy(t) });
  const applicants = [];
  for (let i = 0; i < 5; ++i) applicants.push(await Applicant.sitting(server));
  let loading = true;
  const saving = applicants.map(async (applicant) => {
    while (loading) await applicant.saveAll();
  });
  for (const version of ['2026.2', '2026.3', '2026.4']) {
    raiseVersions(server.banks, version);
    assert.match(await server.reload(), /content-loaded/);
  }
  loading = false;
  await Promise.all(saving);
});

describe('a set that cannot be loaded', () => {
  /** Breaks a set in this way; sees that the reload says `patterns` and that nothing else happens. */
  async function refuses(t, change, ...patterns) {
    const server = await Running.start(t, { banks: bankCopy(t) });
    const applicant = await Applicant.sitting(server);
    change(server.banks);
    const said = await server.reload();
    assert.match(said, /content-refused/);
    for (const pattern of patterns) assert.match(said, pattern);
    assert.equal(await offeredVersion(server), '2026.1');
    await applicant.saveAll();
    assert.equal((await applicant.submit()).decision, 'pass');
    assert.equal((await Applicant.sitting(server)).exam_version, '2026.1', 'the old set is still offered');
    return server;
  }

  it('with mistakes: changes nothing and names all of them, each with file, line and column', limit, async (t) => {
    const change = (banks) => {
      raiseVersions(banks, '2026.2');
      edit(join(banks, 'banks', 'rules.yaml'), /^count:/m, 'cuont:');
      edit(join(banks, 'banks', 'phones.yaml'), /^    correct: \w+$/m, '    correct: z');
    };
    const server = await refuses(t, change, /rules\.yaml:7:1: error: .*cuont/, /phones\.yaml:\d+:\d+: error: .*z/);
    edit(join(server.banks, 'banks', 'rules.yaml'), /^cuont:/m, 'count:');
    edit(join(server.banks, 'banks', 'phones.yaml'), /^    correct: z$/m, '    correct: b');
    assert.match(await server.reload(), /content-loaded.*2026\.2/, 'mended, it is loaded');
  });

  it('with a bank changed under its old version: is refused with the name of the bank', limit, async (t) => {
    await refuses(t, (banks) => edit(join(banks, 'banks', 'rules.yaml'), /^    correct: true$/m, '    correct: false'), /bank rules version 2026\.1/, /raise its version/);
  });

  it('with an exam changed under its old version: is refused with the name of the exam', limit, async (t) => {
    await refuses(t, (banks) => edit(join(banks, 'exams', 'kiosk-partner.yaml'), /cut_percent: 80/, 'cut_percent: 1'), /exam kiosk-partner version 2026\.1/, /raise its version/);
  });

  it('with one bank raised and another changed: publishes neither', limit, async (t) => {
    const change = (banks) => {
      edit(join(banks, 'banks', 'phones.yaml'), /^version: .*$/m, 'version: "2026.2"');
      edit(join(banks, 'banks', 'phones.zh-CN.yaml'), /^version: .*$/m, 'version: "2026.2"');
      edit(join(banks, 'banks', 'rules.yaml'), /^    correct: true$/m, '    correct: false');
    };
    const server = await refuses(t, change, /bank rules version 2026\.1/);
    // Had phones 2026.2 been published, it could not change any more.
    edit(join(server.banks, 'banks', 'rules.yaml'), /^    correct: false$/m, '    correct: true');
    edit(join(server.banks, 'banks', 'phones.yaml'), /^title: .*$/m, 'title: "Telephones"');
    assert.match(await server.reload(), /content-loaded/);
  });

  it('that is gone: is refused', limit, async (t) => {
    await refuses(t, (banks) => rmSync(banks, { recursive: true }), /banks/, /the exams offered so far stay/);
  });

  it('at the start: exit 1 with all mistakes, and the data directory is as before', limit, async (t) => {
    const server = await Running.start(t, { banks: bankCopy(t) });
    await server.halt();
    const before = contents(server.data);
    for (const name of ['rules.yaml', 'phones.yaml', 'services.zh-CN.yaml']) edit(join(server.banks, 'banks', name), /^title:/m, 'titel:');
    const places = ['rules.yaml', 'phones.yaml', 'services.zh-CN.yaml'].map((name) => new RegExp(`${name.replaceAll('.', '\\.')}:\\d+:\\d+: error: .*titel`));
    assertRefused(run(serveWords(server.data, [], { banks: server.banks })), 1, ...places, /content-invalid/, /nothing was loaded/);
    assert.deepEqual(contents(server.data), before);
    assertRefused(run(serveWords(server.data, [], { banks: join(server.banks, 'nowhere') })), 1, /nowhere/);
    assertRefused(run(serveWords(server.data, [], { banks: scratch(t) })), 1, /no content files/);
    assert.deepEqual(contents(server.data), before);
  });
});
