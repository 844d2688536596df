// How pass rates and their intervals are shown. The server computes them
// (Wilson score interval, 95 %); this never makes a number look surer than it is.

import type { Rate } from './wire.ts';

/** Below this many finished attempts a rate says next to nothing. */
export const few = 10;

export type Weight = 'none' | 'few' | 'enough';

export function weightOf(rate: Rate): Weight {
  if (rate.finished === 0 || rate.pass_rate === null || rate.interval === null) return 'none';
  return rate.finished < few ? 'few' : 'enough';
}

/** A share in [0, 1] in whole per cent. Only a true 0 or 1 shows as 0 % or 100 %. */
export function percent(share: number, language: string): string {
  const rounded = Math.round(share * 100);
  const honest = share > 0 && share < 1 ? Math.min(99, Math.max(1, rounded)) : rounded;
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(honest / 100);
}

/** The interval widened to whole per cent: low end down, high end up. */
export function intervalText(interval: [number, number], language: string): string {
  // 1e-9 undoes what binary fractions add to exact per cents (0.07 * 100 > 7).
  const low = Math.floor(interval[0] * 100 + 1e-9);
  const high = Math.ceil(interval[1] * 100 - 1e-9);
  const shown = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  return `${shown.format(low)}–${percent(high / 100, language)}`;
}

export type SortKey = 'group' | 'started' | 'finished' | 'passed' | 'pass_rate';
export interface Sort { by: SortKey; descending: boolean }

/** A sorted copy; rows without a rate come last either way. `name` is what the reader sees. */
export function sortRows<Row extends Rate>(rows: readonly Row[], sort: Sort, name: (row: Row) => string): Row[] {
  const sign = sort.descending ? -1 : 1;
  const compare = (a: Row, b: Row): number => {
    if (sort.by === 'group') return sign * name(a).localeCompare(name(b));
    const x = a[sort.by];
    const y = b[sort.by];
    if (x === null || y === null) return (x === null ? 1 : 0) - (y === null ? 1 : 0);
    return sign * (x - y);
  };
  return [...rows].sort((a, b) => compare(a, b) || name(a).localeCompare(name(b)));
}
