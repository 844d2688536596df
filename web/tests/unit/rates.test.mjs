import assert from 'node:assert/strict';
import { it } from 'node:test';
import { intervalText, percent, sortRows, weightOf } from '../../core/rates.ts';

const row = (group, finished, passed, pass_rate, interval) => ({ group, started: finished, finished, passed, pass_rate, interval });

it('says nothing where nobody finished and little below ten', () => {
  assert.equal(weightOf(row('a', 0, 0, null, null)), 'none');
  assert.equal(weightOf(row('a', 9, 9, 1, [0.7, 1])), 'few');
  assert.equal(weightOf(row('a', 10, 8, 0.8, [0.49, 0.94])), 'enough');
});

it('never rounds up to all or down to none', () => {
  assert.equal(percent(0.996, 'en'), '99%');
  assert.equal(percent(0.004, 'en'), '1%');
  assert.equal(percent(1, 'en'), '100%');
  assert.equal(percent(0, 'en'), '0%');
  assert.equal(percent(0.625, 'zh-CN'), '63%');
});

// Wilson 95 % intervals for 8 of 10, 0 of 10 and 95 of 100, from the formula.
it('widens the interval to whole per cent', () => {
  assert.equal(intervalText([0.490162, 0.943318], 'en'), '49–95%');
  assert.equal(intervalText([0, 0.277533], 'en'), '0–28%');
  assert.equal(intervalText([0.888249, 0.978458], 'en'), '88–98%');
});

it('does not widen an exact per cent by a binary fraction', () => {
  assert.equal(intervalText([0.07, 0.57], 'en'), '7–57%');
});

it('sorts, with rows without a rate last in both directions', () => {
  const rows = [row('b', 0, 0, null, null), row('c', 10, 5, 0.5, [0.2, 0.8]), row('a', 10, 9, 0.9, [0.6, 1])];
  const order = (sort) => sortRows(rows, sort, (one) => one.group).map((one) => one.group).join('');
  assert.equal(order({ by: 'pass_rate', descending: false }), 'cab');
  assert.equal(order({ by: 'pass_rate', descending: true }), 'acb');
  assert.equal(order({ by: 'group', descending: false }), 'abc');
  assert.equal(order({ by: 'finished', descending: true }), 'acb');
});
