import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ActKeys, actsFor, changesSince, hasAsked, stepOf } from '../../core/approval_acts.ts';

const li = { id: 'li', name: 'Li', role: 'hq', may: ['read-approvals', 'change-approvals'] };
const auditor = { id: 'au', name: 'Au', role: 'auditor', may: ['read-approvals'] };
const asked = (by) => ({ reason: 'R2', at: '2026-11-22T12:00:00Z', by: `staff:${by}` });
const acts = (state, request, staff = li) => actsFor({ state, ...(request && { revocation_requested: request }) }, staff).join(' ');

it('offers what the state allows', () => {
  assert.equal(acts('active'), 'suspend revoke');
  assert.equal(acts('suspended'), 'reinstate revoke');
  assert.equal(acts('expired'), 'revoke');
  assert.equal(acts('revoked'), '');
  assert.equal(acts('superseded'), '');
});

it('a revocation that waits is confirmed by another, never by the same', () => {
  assert.equal(acts('active', asked('wang')), 'confirm take-back suspend');
  assert.equal(acts('active', asked('li')), 'take-back suspend');
  assert.equal(acts('suspended', asked('wang')), 'confirm take-back');
  assert.equal(acts('expired', asked('wang')), 'confirm take-back');
  assert.equal(hasAsked({ revocation_requested: asked('li') }, li), true);
  assert.equal(hasAsked({}, li), false);
  assert.deepEqual(['confirm', 'take-back', 'suspend'].map(stepOf), ['revoke', 'reinstate', 'suspend']);
});

it('offers nothing to those who only read', () => {
  for (const state of ['active', 'suspended', 'expired']) assert.equal(acts(state, asked('wang'), auditor), '');
});

it('names what has changed after a revision', () => {
  const history = [1, 2, 3].map((revision) => ({ revision }));
  assert.deepEqual(changesSince(history, 1).map((line) => line.revision), [2, 3]);
  assert.deepEqual(changesSince(history, 3), []);
});

it('the same wish has the same key until it is settled', () => {
  let made = 0;
  const keys = new ActKeys(() => String((made += 1)));
  assert.equal(keys.keyFor('suspend R1 "1-active"'), '1');
  assert.equal(keys.keyFor('suspend R1 "1-active"'), '1');
  assert.equal(keys.keyFor('suspend R2 "1-active"'), '2');
  keys.settle('suspend R1 "1-active"');
  assert.equal(keys.keyFor('suspend R1 "1-active"'), '3');
});
