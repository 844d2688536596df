// Waiting times between tries: 1, 2, 4, 8, 16, then 30 s, each with jitter, so
// that phones which lost the network together do not come back together.

const longest_ms = 30_000;

/** Milliseconds before try number `failures` (1 = first repeat); `random` is in [0, 1). The wait is half fixed, half random. */
export function backoffMs(failures: number, random: number): number {
  const full = Math.min(longest_ms, 1000 * 2 ** Math.max(0, failures - 1));
  return Math.round(full / 2 + (full / 2) * random);
}
