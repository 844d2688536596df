// Goal: how the programme speaks in its approvals comes from the configuration; a slip in it keeps the server from
// starting, and an approval once issued stays as it was.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { repository } from '../support/paths.mjs';
import { payloadOf } from '../support/standards.mjs';
import { pass } from './onboarding.mjs';
import { assertRefused, run, Running, scratch, serveWords } from './program.mjs';

const limit = { timeout: 60_000 };
const example = join(repository, 'tools', 'operations', 'programme.yaml');

function programmeFile(t, ...lines) {
  const file = join(scratch(t), 'programme.yaml');
  writeFileSync(file, ['schema: kiosk-programme/1', ...lines, ''].join('\n'));
  return file;
}

async function passed(server) {
  const { id, number } = await pass(server);
  const jws = await (await fetch(`${server.url}/credentials/${id}`)).text();
  const { name, credentialSubject } = payloadOf(jws);
  return { id, jws, number, name, subject: credentialSubject };
}

it('the words of the file stand in new approvals; those before stay as they were, and numbers count on', limit, async (t) => {
  const server = await Running.start(t);
  const before = await passed(server);
  assert.match(before.number, /^KP-CN-JS-\d{4}-000001$/);

  const file = programmeFile(t, 'number_prefix: "SHOP"', 'credential_name: {en: "Shop Licence"}', 'role: {en: "Shop keeper"}', 'criteria_total: {en: "{percent} of 100"}');
  assert.equal(await server.halt(), 0);
  server.extra = ['--programme-file', file];
  await server.launch(server.address());
  const after = await passed(server);
  assert.match(after.number, /^SHOP-CN-JS-\d{4}-000002$/);
  assert.equal(after.name, 'Shop Licence — CN-JS');
  assert.equal(after.subject.role, 'Shop keeper');
  assert.equal(after.subject.licenseNumber, after.number);
  assert.match(after.subject.achievement.criteria.narrative, /^80 of 100 and at least 7 of 10 points/);
  assert.equal(after.subject.achievement.name, before.subject.achievement.name, 'what the file leaves out is as shipped');
  assert.equal(await (await fetch(`${server.url}/credentials/${before.id}`)).text(), before.jws);
});

it('the example file says what ships', limit, async (t) => {
  const [shipped, written] = [await Running.start(t), await Running.start(t, { extra: ['--programme-file', example] })];
  const wordsOf = ({ name, number, subject }) => [name, number, subject.role, subject.achievement.name, subject.achievement.description, subject.achievement.criteria.narrative, subject.achievement.alignment[0].targetFramework, ...subject.achievement.resultDescription.map((result) => result.name)];
  assert.deepEqual(wordsOf(await passed(written)), wordsOf(await passed(shipped)));
  const texts = readFileSync(example, 'utf8');
  for (const field of ['number_prefix', 'rules_framework', 'credential_name', 'role', 'achievement_name', 'achievement_description', 'criteria_total', 'criteria_section', 'criteria_end', 'score_name', 'outcome_name']) {
    assert.match(texts, new RegExp(`^${field}:`, 'm'));
  }
});

it('a slip in the file, or no file, keeps the server from starting and is told with its line', limit, (t) => {
  const start = (file) => run(serveWords(join(scratch(t), 'data'), ['--programme-file', file]));
  const slip = programmeFile(t, 'rool: {en: "Shop keeper"}', 'number_prefix: "kp"');
  assertRefused(start(slip), 1, /programme\.yaml:2:1: error: .*`rool`.*`role`/, /programme\.yaml:3:.*error: .*bad-number-prefix/);
  assertRefused(start(join(scratch(t), 'none.yaml')), 1, /none\.yaml/);
});
