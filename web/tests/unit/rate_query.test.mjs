import assert from 'node:assert/strict';
import { it } from 'node:test';
import { mondayOf, pageUrl, readQuery, reportUrl } from '../../core/rate_query.ts';

const read = (text) => readQuery(new URLSearchParams(text));

it('a link is a report: what is written is read again', () => {
  const query = { exam: 'kiosk-partner', group_by: 'week', from: '2026-11-01', to: '2026-11-30', region: 'CN-JS' };
  assert.deepEqual(read(pageUrl(query).split('?')[1]), query);
});

it('what makes no sense falls back', () => {
  assert.deepEqual(read('group_by=shoe&from=yesterday&to=2026-13-45'), { exam: '', group_by: 'region', from: '', to: '', region: '' });
});

it('the last day is included, also over the end of a year', () => {
  const url = reportUrl({ exam: 'e', group_by: 'region', from: '2026-12-01', to: '2026-12-31', region: '' });
  assert.equal(url, '/api/v1/reports/pass-rates?exam=e&group_by=region&from=2026-12-01&to=2027-01-01');
});

it('knows the Monday of an ISO week', () => {
  assert.equal(mondayOf('2026-W48'), '2026-11-23');
  assert.equal(mondayOf('2021-W01'), '2021-01-04');
  assert.equal(mondayOf('2020-W53'), '2020-12-28');
  assert.equal(mondayOf('week 3'), undefined);
});
