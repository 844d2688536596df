import assert from 'node:assert/strict';
import { it } from 'node:test';
import { approvalsPage, approvalsUrl, daysUntil, everything, readApprovalQuery, readRenewalChoice, regionLevels, renewalsPage, renewalsUrl } from '../../core/approval_query.ts';

const read = (text) => readApprovalQuery(new URLSearchParams(text));

it('a link is a search: what is written is read again', () => {
  const query = { text: 'KP-CN', state: 'suspended', region: 'CN-GD', need: 'second-person', cursor: 'abc' };
  assert.deepEqual(read(approvalsPage(query).split('?')[1]), query);
  assert.equal(approvalsPage(everything), '/hq/approvals');
  assert.equal(approvalsUrl({ ...everything, text: 'a b&c' }), '/api/v1/approvals?q=a+b%26c');
});

it('what makes no sense is left out', () => {
  assert.deepEqual(read('q=%20x%20&state=lost&need=sleep'), { ...everything, text: 'x' });
  assert.equal(readRenewalChoice(new URLSearchParams('within=8')), '60');
});

it('renewals are asked for by days or by the rule change', () => {
  assert.equal(renewalsUrl('7', ''), '/api/v1/approvals?need=renewal&days=7');
  assert.equal(renewalsUrl('recertification', 'id-1'), '/api/v1/approvals?need=recertification&cursor=id-1');
  assert.equal(renewalsPage('30', 'id-1'), '/hq/renewals?within=30&cursor=id-1');
  assert.equal(readRenewalChoice(new URLSearchParams('within=recertification')), 'recertification');
});

it('a region lies in those whose code begins it', () => {
  assert.deepEqual(regionLevels('CN-GD-SZ'), ['CN', 'CN-GD', 'CN-GD-SZ']);
  assert.deepEqual(regionLevels(''), []);
});

it('days until the end are counted up', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  assert.equal(daysUntil('2026-11-23T12:00:00Z', now), 1);
  assert.equal(daysUntil('2026-11-23T12:00:01Z', now), 2);
  assert.equal(daysUntil('2026-11-22T12:00:00Z', now), 0);
  assert.equal(daysUntil('2026-11-01T00:00:00Z', now), 0);
});
