import assert from 'node:assert/strict';
import { it } from 'node:test';
import { approvalOf, draftOf, formOf, healthOf, shortType, startOfDay, withType } from '../../core/webhooks.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const health = (more) => healthOf({ state: 'enabled', pending: 0, dead_letters: 0, ...more }, now);

it('says the gravest thing of a receiver', () => {
  const late = '2026-11-22T11:58:00Z';
  assert.equal(health({}), 'well');
  assert.equal(health({ pending: 1, oldest_pending_at: '2026-11-22T11:59:30Z' }), 'well');
  assert.equal(health({ pending: 1, oldest_pending_at: late }), 'waiting');
  assert.equal(health({ oldest_pending_at: late, dead_letters: 2 }), 'dead');
  assert.equal(health({ failing_since: late, dead_letters: 2 }), 'failing');
  assert.equal(health({ state: 'disabled', failing_since: late }), 'disabled');
});

it('names events shortly, whatever prefix they have', () => {
  assert.equal(shortType('com.example.kiosk.approval.issued.v1'), 'approval.issued');
  assert.equal(shortType('approval.revoked.v1'), 'approval.revoked');
  assert.equal(shortType('org.kiosk.endpoint.test.v1'), 'endpoint.test');
  assert.equal(shortType('something.else'), 'something.else');
});

it('all types is an empty list, and some are those chosen', () => {
  const form = { url: 'https://a.example/', description: 'first', event_types: ['approval.issued'] };
  assert.deepEqual(formOf(draftOf(form)), form);
  assert.deepEqual(formOf({ ...draftOf(form), url: ' https://a.example/ ', all: true }).event_types, []);
  assert.deepEqual(withType(['approval.issued'], 'approval.revoked', true), ['approval.issued', 'approval.revoked']);
  assert.deepEqual(withType(['approval.issued'], 'approval.issued', true), ['approval.issued']);
  assert.deepEqual(withType(['approval.issued'], 'approval.issued', false), []);
});

it('an event leads to its approval, a test to none', () => {
  assert.equal(approvalOf('approvals/0197f3a2-6c1e-4b54-9a3d-5d0a1f6be201'), '0197f3a2-6c1e-4b54-9a3d-5d0a1f6be201');
  assert.equal(approvalOf('webhook-endpoints/0197f3a2-6c1e-4b54-9a3d-5d0a1f6be201'), undefined);
});

it('a day begins at midnight UTC', () => {
  assert.equal(startOfDay('2026-11-22'), '2026-11-22T00:00:00Z');
  for (const wrong of ['', '2026-13-01', 'yesterday']) assert.equal(startOfDay(wrong), undefined);
});
