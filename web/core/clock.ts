// The server owns the deadline; this only shows it. Some clocks stand still
// while a phone sleeps and others can be set by hand, so the time gone by is
// the longer of the two readings: between two contacts the display may show
// too little time, never much too much.

export interface ClockEdge {
  /** Monotonic milliseconds (performance.now); may stop while the device sleeps. */
  steady_ms(): number;
  /** Wall-clock milliseconds (Date.now); may jump. */
  wall_ms(): number;
}

/** A jump of the wall clock beyond this is a changed date, not a passed time. */
const longest_wall_jump_ms = 12 * 3600 * 1000;

export class Stopwatch {
  private readonly steady_start_ms: number;
  private readonly wall_start_ms: number;

  constructor(private readonly edge: ClockEdge) {
    this.steady_start_ms = edge.steady_ms();
    this.wall_start_ms = edge.wall_ms();
  }

  /** Milliseconds since construction, ≥ 0. */
  elapsed_ms(): number {
    const steady = this.edge.steady_ms() - this.steady_start_ms;
    const wall = this.edge.wall_ms() - this.wall_start_ms;
    const believable = Math.abs(wall - steady) <= longest_wall_jump_ms;
    return Math.max(0, steady, believable ? wall : 0);
  }
}

export class AttemptClock {
  private stopwatch: Stopwatch;
  private readonly since_load: Stopwatch;
  private readonly since_start_at_load_ms: number;

  /** `seconds_left` as the server just said; `time_limit_s` of the exam. */
  constructor(private readonly edge: ClockEdge, private last_seconds_left: number, time_limit_s: number) {
    this.stopwatch = new Stopwatch(edge);
    this.since_load = this.stopwatch;
    this.since_start_at_load_ms = Math.max(0, (time_limit_s - last_seconds_left) * 1000);
  }

  /** Takes the server's newer word. */
  set(seconds_left: number): void {
    this.last_seconds_left = seconds_left;
    this.stopwatch = new Stopwatch(this.edge);
  }

  /** Whole seconds left, never below 0; rounded up, so that 0 means over. */
  seconds_left(): number {
    return Math.max(0, Math.ceil(this.last_seconds_left - this.stopwatch.elapsed_ms() / 1000));
  }

  /** Whole milliseconds since the attempt started, as this phone reckons. */
  since_start_ms(): number {
    return Math.round(this.since_start_at_load_ms + this.since_load.elapsed_ms());
  }
}

/** `mm:ss`, minutes beyond 99 allowed. */
export function minutesSeconds(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${String(minutes).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Seconds left at which the time is announced: half of the limit, then 10, 5 and 1 minute. Longest first. */
export function thresholds(time_limit_s: number): number[] {
  const marks = [Math.floor(time_limit_s / 2), 600, 300, 60].filter((mark) => mark < time_limit_s && mark > 0);
  return [...new Set(marks)].sort((a, b) => b - a);
}

/** The shortest threshold passed between two readings, or undefined. */
export function crossed(marks: number[], before_s: number, now_s: number): number | undefined {
  return marks.filter((mark) => before_s > mark && now_s <= mark).pop();
}
