import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AttemptClock, crossed, minutesSeconds, Stopwatch, thresholds } from '../../core/clock.ts';

function clocks() {
  const edge = { steady: 5000, wall: 1_700_000_000_000, steady_ms: () => edge.steady, wall_ms: () => edge.wall };
  edge.pass = (ms) => { edge.steady += ms; edge.wall += ms; };
  return edge;
}

it('counts down from what the server said', () => {
  const edge = clocks();
  const clock = new AttemptClock(edge, 100, 2400);
  edge.pass(30_500);
  assert.equal(clock.seconds_left(), 70);
});

it('counts the time a phone slept, during which the steady clock stood still', () => {
  const edge = clocks();
  const clock = new AttemptClock(edge, 2400, 2400);
  edge.wall += 600_000;
  assert.equal(clock.seconds_left(), 1800);
});

it('a wall clock set back does not lengthen the time', () => {
  const edge = clocks();
  const clock = new AttemptClock(edge, 2400, 2400);
  edge.pass(60_000);
  edge.wall -= 3_600_000;
  assert.equal(clock.seconds_left(), 2340);
});

it('a jump of more than twelve hours is a changed date', () => {
  const edge = clocks();
  const clock = new AttemptClock(edge, 2400, 2400);
  edge.pass(60_000);
  edge.wall += 24 * 3_600_000;
  assert.equal(clock.seconds_left(), 2340);
});

it('takes the newer word of the server, also a longer one', () => {
  const edge = clocks();
  const clock = new AttemptClock(edge, 100, 2400);
  edge.pass(50_000);
  clock.set(900);
  assert.equal(clock.seconds_left(), 900);
});

it('never shows less than nothing', () => {
  const edge = clocks();
  const clock = new AttemptClock(edge, 1, 2400);
  edge.pass(99_000);
  assert.equal(clock.seconds_left(), 0);
});

it('reckons the time since the start, which an extension does not change', () => {
  const edge = clocks();
  const clock = new AttemptClock(edge, 2300, 2400);
  edge.pass(5000);
  clock.set(2900);
  edge.pass(1000);
  assert.equal(clock.since_start_ms(), 106_000);
});

it('a stopwatch never runs backwards', () => {
  const edge = clocks();
  const watch = new Stopwatch(edge);
  edge.wall -= 10_000;
  assert.equal(watch.elapsed_ms(), 0);
});

it('thresholds: half, 10, 5 and 1 minute, those below the limit', () => {
  assert.deepEqual(thresholds(2400), [1200, 600, 300, 60]);
  assert.deepEqual(thresholds(1200), [600, 300, 60]);
  assert.deepEqual(thresholds(100), [60, 50]);
  assert.deepEqual(thresholds(40), [20]);
});

it('a threshold is told once; after a sleep only the shortest passed', () => {
  const marks = thresholds(2400);
  assert.equal(crossed(marks, 1201, 1200), 1200);
  assert.equal(crossed(marks, 1200, 1199), undefined);
  assert.equal(crossed(marks, 1300, 200), 300);
});

it('shows minutes and seconds', () => {
  assert.equal(minutesSeconds(0), '00:00');
  assert.equal(minutesSeconds(2399), '39:59');
  assert.equal(minutesSeconds(7200), '120:00');
});
