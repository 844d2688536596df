// One line for each group: a dot at the pass rate over its interval. Lengths
// are per cents of the width, so the drawing needs no measuring.

import { few, intervalText, percent, weightOf } from '../core/rates.ts';
import type { GroupBy, PassRates, RateRow } from '../core/wire.ts';
import { language } from '../ui/words.ts';
import { rowName } from './row_name.ts';
import { h } from './words.ts';

const at = (share: number) => `${(share * 100).toFixed(2)}%`;
const ticks = [0, 0.25, 0.5, 0.75, 1];

function Mark({ row }: { row: RateRow }) {
  if (row.pass_rate === null || row.interval === null) return null;
  const [low, high] = row.interval;
  return (
    <>
      <line class="interval" x1={at(low)} x2={at(high)} y1="12" y2="12" />
      <circle class="rate-dot" cx={at(row.pass_rate)} cy="12" r="6" />
    </>
  );
}

function rateWords(row: RateRow): string {
  if (row.pass_rate === null) return h('rates.no_rate');
  const params = { rate: percent(row.pass_rate, language.value), n: row.finished };
  return weightOf(row) === 'few' ? h('rates.too_few', params) : h('rates.of_n', params);
}

function finding(report: PassRates): string {
  const { totals, rows, group_by } = report;
  if (totals.pass_rate === null || totals.interval === null) return h('rates.finding_none');
  const tag = language.value;
  const whole = h('rates.finding', { passed: totals.passed, finished: totals.finished, rate: percent(totals.pass_rate, tag), interval: intervalText(totals.interval, tag) });
  const judged = rows.filter((row) => weightOf(row) === 'enough').sort((a, b) => (b.pass_rate ?? 0) - (a.pass_rate ?? 0));
  const best = judged[0];
  const worst = judged[judged.length - 1];
  if (!best || !worst || best === worst) return whole;
  const name = (row: RateRow) => rowName(row, group_by);
  const rate = (row: RateRow) => percent(row.pass_rate ?? 0, tag);
  return `${whole} ${h('rates.extremes', { best: name(best), best_rate: rate(best), worst: name(worst), worst_rate: rate(worst) })}`;
}

function Scale() {
  return (
    <div class="scale" aria-hidden="true">
      {ticks.map((tick) => <span key={tick}>{percent(tick, language.value)}</span>)}
    </div>
  );
}

interface RateChartProps {
  report: PassRates;
  rows: readonly RateRow[];
  /** Where a group's name leads, if anywhere. */
  hrefOf: (row: RateRow, group_by: GroupBy) => string | undefined;
}

export function RateChart({ report, rows, hrefOf }: RateChartProps) {
  return (
    <figure class="rate-chart">
      <figcaption>{finding(report)}</figcaption>
      <ul>
        {rows.map((row) => {
          const name = rowName(row, report.group_by);
          const href = hrefOf(row, report.group_by);
          return (
            <li key={row.group} class={weightOf(row)}>
              <div class="rate-words">
                {href ? <a href={href} aria-label={h('rates.weeks_of', { region: name })}>{name}</a> : <span>{name}</span>}
                <span class="rate-number">{rateWords(row)}</span>
              </div>
              <svg class="rate-line" aria-hidden="true">
                {ticks.map((tick) => <line key={tick} class="tick" x1={at(tick)} x2={at(tick)} y1="0" y2="24" />)}
                <Mark row={row} />
              </svg>
            </li>
          );
        })}
      </ul>
      <Scale />
      <p class="hint">{h('rates.scale', { n: few })} {h('rates.note')}</p>
    </figure>
  );
}
