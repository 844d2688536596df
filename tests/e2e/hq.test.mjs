// HQ signs in and sees the pass rates; screen, table and file agree.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { answer, answerAll, button, handIn, heading, link, prepare, register, start } from './support/applicant.mjs';
import { launch, newPhone } from './support/browser.mjs';
import { Server } from './support/server.mjs';

const password = 'a long enough password';
let server, browser, page;

async function sitExam({ province, pass, ends }) {
  const phone = await newPhone(browser);
  await register(phone, server.url, { province });
  await prepare(phone);
  await start(phone);
  if (!ends) return answer(phone);
  await answerAll(phone, () => pass);
  await handIn(phone);
  return phone.context().close();
}

before(async () => {
  server = await Server.start();
  server.addStaff('lin', password);
  browser = await launch();
  await sitExam({ province: 'CN-JS', pass: true, ends: true });
  await sitExam({ province: 'CN-JS', pass: false, ends: true });
  await sitExam({ province: 'CN-GD', pass: true, ends: true });
  await sitExam({ province: 'CN-GD', ends: false });
  page = await newPhone(browser, { width: 1000, height: 800 });
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const rows = async () => Promise.all((await page.locator('tbody tr').all()).map(async (row) => (await row.locator('th, td').allTextContents()).slice(0, 6)));

test('a wrong password is refused in words, the right one opens the pass rates', async () => {
  await page.goto(`${server.url}/hq/`);
  await page.getByLabel('Name').fill('lin');
  await page.getByLabel('Password').fill('not the password');
  await button(page, 'Sign in').click();
  await page.getByRole('alert').getByText('That did not match').waitFor();
  await page.getByLabel('Password').fill(password);
  await button(page, 'Sign in').click();
  await heading(page, 'Pass rates').waitFor();
});

// Wilson 95 % intervals: 1 of 2 is 9.45–90.55 %, 1 of 1 is 20.65–100 %, 2 of 3 is 20.77–93.85 %.
test('pass rates by region, with intervals', async () => {
  await page.locator('table').waitFor();
  assert.deepEqual(await rows(), [
    ['Jiangsu', '2', '2', '1', '50%', '9–91%'],
    ['Guangdong', '2', '1', '1', '100%', '20–100%'],
  ]);
  assert.deepEqual((await page.locator('tfoot tr').locator('th, td').allTextContents()).slice(0, 6), ['All together', '4', '3', '2', '67%', '20–94%']);
  await page.getByText('2 of 3 finished attempts passed: 67%').waitFor();
  await page.locator('.rate-chart').getByText('50% of 2, too few to judge').waitFor();
});

test('the table sorts by its headers, with the keyboard', async () => {
  await page.getByRole('button', { name: 'Region' }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.getByRole('columnheader', { name: 'Region' }).getAttribute('aria-sort'), 'ascending');
  assert.deepEqual((await rows()).map((row) => row[0]), ['Guangdong', 'Jiangsu']);
  await page.keyboard.press('Enter');
  assert.deepEqual((await rows()).map((row) => row[0]), ['Jiangsu', 'Guangdong']);
});

test('a filter is a link: by week, one region, days', async () => {
  await link(page, 'Jiangsu: week by week').click();
  await page.getByText('Only CN-JS').waitFor();
  assert.match(page.url(), /group_by=week.*region=CN-JS/);
  await page.locator('table').waitFor();
  const [week] = await rows();
  assert.match(week[0], /^\d{4}-W\d{2} \(/);
  assert.deepEqual(week.slice(1), ['2', '2', '1', '50%', '9–91%']);

  await page.reload();
  await page.getByText('Only CN-JS').waitFor();
  await page.getByLabel('First day').fill('2020-01-01');
  await page.getByLabel('Last day').fill('2020-12-31');
  await button(page, 'Show').click();
  await page.getByText('Nobody has started the exam in this selection.').waitFor();
  assert.match(page.url(), /from=2020-01-01&to=2020-12-31/);
  await page.goBack();
  await page.locator('table').waitFor();
});

test('the file holds what the screen shows', async () => {
  await page.goto(`${server.url}/hq/?exam=kiosk-partner&group_by=region`);
  await page.locator('table').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Save as CSV').click()]);
  assert.equal(download.suggestedFilename(), 'pass-rates-kiosk-partner-region.csv');
  const text = await readFile(await download.path(), 'utf8');
  const line = text.split(/\r?\n/).find((one) => one.includes('CN-JS'));
  assert.match(line, /2,2,1,0\.5/);
});

test('signing out closes the door', async () => {
  await button(page, 'Sign out').click();
  await heading(page, 'Sign in to HQ').waitFor();
  await page.reload();
  await heading(page, 'Sign in to HQ').waitFor();
  assert.deepEqual(page.faults, []);
});
