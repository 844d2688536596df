// The time left: on the screen each second, aloud only at a few moments.

import { useEffect, useRef, useState } from 'preact/hooks';
import { crossed, minutesSeconds, thresholds } from '../core/clock.ts';
import { announce } from './live.tsx';
import { recall, remember } from './phone.ts';
import { t } from './words.ts';

const remembered_under = 'kiosk-hide-time';
/** From here on a strip says the time even when the timer is hidden. */
const strip_marks_s = [60, 300];
const strip_shows_for_s = 30;

export function timeLeftText(seconds: number): string {
  return seconds > 90 ? t('timer.minutes_left', { n: Math.round(seconds / 60) }) : t('timer.seconds_left', { n: seconds });
}

/** Speaks when a threshold is passed. */
function useThresholds(seconds_left: number, time_limit_s: number): void {
  const before = useRef(seconds_left);
  useEffect(() => {
    const mark = crossed(thresholds(time_limit_s), before.current, seconds_left);
    before.current = seconds_left;
    if (mark !== undefined) announce(timeLeftText(seconds_left));
  }, [seconds_left, time_limit_s]);
}

export function Timer({ seconds_left, time_limit_s }: { seconds_left: number; time_limit_s: number }) {
  const [hidden, setHidden] = useState(recall(remembered_under) === 'yes');
  useThresholds(seconds_left, time_limit_s);
  const toggle = () => {
    remember(remembered_under, hidden ? null : 'yes');
    setHidden(!hidden);
    if (hidden) announce(timeLeftText(seconds_left));
  };
  return (
    <div class={seconds_left <= 60 ? 'timer short' : 'timer'}>
      <span role="timer" aria-live="off" aria-label={t('timer.label')}>{hidden ? '' : <bdi>{minutesSeconds(seconds_left)}</bdi>}</span>
      <button type="button" class="tool" onClick={toggle}>{hidden ? t('timer.show') : t('timer.hide')}</button>
    </div>
  );
}

/** "5 minutes left", for half a minute, also over a hidden timer. */
export function TimeStrip({ seconds_left, time_limit_s }: { seconds_left: number; time_limit_s: number }) {
  const mark = strip_marks_s.find((one) => one < time_limit_s && seconds_left <= one && seconds_left > one - strip_shows_for_s);
  return mark === undefined ? null : <p class="time-strip">{timeLeftText(mark)}</p>;
}
