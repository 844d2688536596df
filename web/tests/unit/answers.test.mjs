import assert from 'node:assert/strict';
import { it } from 'node:test';
import { decimalOf, givenFor, newest, overlay, progressOf } from '../../core/answers.ts';

const entry = (item, answer, marked = false) => ({ item, answer, marked });
const items = [{ id: 'q1' }, { id: 'q2' }, { id: 'q3' }];

it('what waits on the phone is newer than what the server has', () => {
  const answers = overlay([entry('q1', { choice: 'a' })], [entry('q1', { choice: 'b' }, true)]);
  assert.deepEqual(givenFor(answers, 'q1'), { answer: { choice: 'b' }, marked: true });
  assert.deepEqual(givenFor(answers, 'q2'), { answer: null, marked: false });
});

it('counts in numbers from one; a cleared answer is none', () => {
  const answers = overlay([entry('q1', null), entry('q2', { choice: 'b' }, true)]);
  assert.deepEqual(progressOf(items, answers), { answered: 1, unanswered: [1, 3], marked: [2] });
});

it('reads numbers as people type them', () => {
  const cases = { '12.5': '12.5', ' 12,5 ': '12.5', '.5': '0.5', '-.5': '-0.5', '7.': '7', '+3': '3', '−4': '-4' };
  for (const [typed, sent] of Object.entries(cases)) assert.equal(decimalOf(typed), sent, typed);
  for (const bad of ['', 'ten', '1,000.5', '1e3', '--1', '.', '-', '1 2', '0.1234567']) assert.equal(decimalOf(bad), undefined, bad);
});

it('keeps the highest epoch, then the highest revision, in whatever order they come', () => {
  const saved = (epoch, revision, id) => ({ item: 'q1', epoch, revision, answer: { choice: id }, marked: false });
  const all = [saved(1, 9, 'a'), saved(2, 1, 'b'), saved(2, 3, 'c'), saved(2, 2, 'd')];
  for (const list of [all, [...all].reverse()]) assert.deepEqual(newest(list, []), [saved(2, 3, 'c')]);
});
