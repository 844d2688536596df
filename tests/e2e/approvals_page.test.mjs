// HQ finds approvals, acts on them, and hears what waits; every act is seen in the server's own history.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { edit, giveVersion } from './process/program.mjs';
import { Staff } from './process/staff.mjs';
import { button, heading, link } from './support/applicant.mjs';
import { act, approvalPage, Desk } from './support/desk.mjs';

let desk, li, wang, api, approvals;

before(async () => {
  desk = await Desk.open();
  for (const name of ['li', 'wang']) desk.addStaff(name);
  desk.addStaff('au', 'auditor');
  api = await Staff.join(desk.server, 'robot', 'auditor');
  approvals = await desk.passes(52);
  li = await desk.signIn('li');
  wang = await desk.signIn('wang', { width: 360, height: 740 });
});

after(() => desk?.close());

/** The changes of an approval, as the server tells them. */
async function changes({ id }) {
  const { history } = await api.fine('GET', `/api/v1/approvals/${id}/history`);
  return history.map(({ change, reason, staff_name }) => [change, reason, staff_name].filter(Boolean).join(' '));
}

async function open(page, approval) {
  await page.goto(`${desk.server.url}/hq/approvals/${approval.id}`);
  await approvalPage(page, approval);
  await page.locator('.history').waitFor();
}

const rows = (page) => page.locator('.approval-rows li a').allTextContents();
const state = (page) => page.locator('.pairs .state-mark').textContent();

test('approvals are listed page by page, latest first, and found by number and state', async () => {
  await heading(li, 'Approvals').waitFor();
  await li.locator('.approval-rows li').first().waitFor();
  assert.deepEqual(await rows(li), approvals.slice(2).reverse().map(({ number }) => number));
  await link(li, 'Next page').click();
  await li.waitForFunction(() => document.querySelectorAll('.approval-rows li').length === 2);
  assert.deepEqual(await rows(li), [approvals[1].number, approvals[0].number]);
  await link(li, 'First page').click();
  await li.waitForFunction(() => document.querySelectorAll('.approval-rows li').length === 50);

  await li.getByLabel('Number or id').fill(` ${approvals[7].number.toLowerCase()} `);
  await li.keyboard.press('Enter');
  await li.waitForFunction(() => document.querySelectorAll('.approval-rows li').length === 1);
  assert.deepEqual(await rows(li), [approvals[7].number]);
  assert.match(li.url(), /\/hq\/approvals\?q=/);
  await li.getByLabel('State').selectOption('Suspended');
  await button(li, 'Search').click();
  await li.getByText('No approval fits this search.').waitFor();
  await link(li, 'Show all').click();
  await li.getByLabel('Country').selectOption('India');
  await button(li, 'Search').click();
  await li.getByText('No approval fits this search.').waitFor();
  await link(li, 'Show all').click();
  await li.waitForFunction(() => document.querySelectorAll('.approval-rows li').length === 50);
});

test('suspended and reinstated with a reason, by the keyboard alone', async () => {
  const [approval] = approvals;
  await open(li, approval);
  await button(li, 'Suspend').focus();
  await li.keyboard.press('Enter');
  await button(li, 'Suspend now').waitFor();
  await button(li, 'Suspend now').focus();
  await li.keyboard.press('Enter');
  await li.getByRole('alert').getByRole('link', { name: 'Choose a reason.' }).click();
  assert.equal(await li.evaluate(() => document.activeElement.id), 'reason');
  await li.keyboard.press('R');
  await li.keyboard.press('Enter');
  await button(li, 'Suspend now').focus();
  await li.keyboard.press('Enter');
  await li.getByText('Suspended.', { exact: true }).first().waitFor();
  assert.equal(await state(li), 'Suspended');
  await act(li, 'Reinstate', 'Administrative', 'Reinstate now');
  await li.getByText('Reinstated.', { exact: true }).first().waitFor();
  assert.equal(await state(li), 'Active');
  assert.deepEqual(await changes(approval), ['issued', 'suspended R1 li', 'reinstated administrative li']);
  assert.equal((await li.locator('.history').first().locator('li').allTextContents()).length, 3);
});

test('a revocation takes a second person, who is told', async () => {
  const [, approval] = approvals;
  await open(li, approval);
  await act(li, 'Revoke', 'R2 No cross-region sales', 'Ask for it');
  await li.getByText('Recorded. It waits for a second person now.').waitFor();
  assert.equal(await state(li), 'Active');
  assert.equal(await button(li, 'Confirm the revocation').count(), 0, 'the same person cannot confirm');
  await li.getByText('1 revocation waits for a second person.').waitFor();

  await wang.goto(`${desk.server.url}/hq/`);
  await wang.locator('.alarms').getByRole('link').click();
  await wang.locator('.approval-rows a').click();
  await approvalPage(wang, approval);
  await wang.getByText('li asked for it.').waitFor();
  await act(wang, 'Confirm the revocation', undefined, 'Revoke now');
  await wang.getByText('Revoked for ever.').waitFor();
  assert.equal(await state(wang), 'Revoked');
  assert.equal(await wang.locator('.acts button').count(), 0, 'revoked is final');
  await wang.locator('.alarms').waitFor({ state: 'detached' });
  assert.deepEqual(await changes(approval), ['issued', 'revocation-requested R2 li', 'revoked R2 wang']);
});

test('a request may be taken back', async () => {
  const [, , approval] = approvals;
  await open(li, approval);
  await act(li, 'Revoke', 'R3 No cheating', 'Ask for it');
  await li.getByText('Recorded.').waitFor();
  await act(li, 'Take the request back', 'Administrative', 'Take it back');
  await li.getByText('The request is taken back.').waitFor();
  assert.deepEqual(await changes(approval), ['issued', 'revocation-requested R3 li', 'revocation-withdrawn administrative li']);
});

test('who decides on what has changed meanwhile is shown the change, and nothing is done', async () => {
  const [, , , approval] = approvals;
  await open(li, approval);
  await open(wang, approval);
  await act(wang, 'Suspend', 'Integrity of the exam', 'Suspend now');
  await wang.getByText('Suspended.', { exact: true }).first().waitFor();
  await act(li, 'Suspend', 'R1 Price alignment', 'Suspend now');
  const notice = li.locator('.outcome');
  await notice.getByText('Nothing was done').waitFor();
  assert.match(await notice.locator('li').textContent(), /^Suspended.*Integrity of the exam · wang$/);
  assert.equal(await state(li), 'Suspended');
  assert.deepEqual(await changes(approval), ['issued', 'suspended integrity wang']);
  await act(li, 'Reinstate', 'Administrative', 'Reinstate now');
  await li.getByText('Reinstated.', { exact: true }).first().waitFor();
});

test('a press whose answer gets lost again and again is carried out once', async () => {
  const [, , , , approval] = approvals;
  await open(li, approval);
  let sent = 0;
  const keys = new Set();
  await li.route('**/suspend', async (route) => {
    sent += 1;
    keys.add(route.request().headers()['idempotency-key']);
    await route.fetch(); // the server does it …
    await route.abort(); // … and nobody hears of it
  });
  await act(li, 'Suspend', 'R1 Price alignment', 'Suspend now');
  await li.locator('dialog').getByText('There is no connection.').waitFor();
  assert.equal(sent, 3);
  await li.unroute('**/suspend');
  await button(li, 'Suspend now').click();
  await li.getByText('Suspended.', { exact: true }).first().waitFor();
  assert.equal(keys.size, 1);
  assert.deepEqual(await changes(approval), ['issued', 'suspended R1 li']);
});

test('who may only read sees no buttons, and no webhooks', async () => {
  const auditor = await desk.signIn('au');
  assert.deepEqual(await auditor.locator('.hq-nav a').allTextContents(), ['Pass rates', 'Approvals', 'Renewals']);
  await open(auditor, approvals[0]);
  assert.equal(await auditor.locator('.acts button').count(), 0);
  await auditor.context().close();
});

test('renewals by their end, and those whom a rule change asks', async () => {
  await link(li, 'Renewals').click();
  await li.getByText('Nobody has to renew in this time.').waitFor();
  const { banks } = desk.server;
  giveVersion(banks, '2026.2');
  edit(join(banks, 'exams', 'kiosk-partner.yaml'), /^ {2}validity_months: .*$/m, '  validity_months: 1');
  assert.match(await desk.server.reload(), /content-loaded.*2026\.2/);
  const [short] = await desk.passes(1);
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  assert.match(desk.server.tell(['recertify', 'kiosk-partner', day]).out, /^asked 5\d holders/);

  await li.reload();
  await li.getByText(/ends in 3\d days/).waitFor();
  assert.deepEqual(await rows(li), [short.number]);
  await link(li, 'Within 7 days').click();
  await li.getByText('Nobody has to renew in this time.').waitFor();
  await li.getByRole('link', { name: /^Asked by a rule change \d+$/ }).click();
  await li.locator('.approval-rows li').first().waitFor();
  assert.equal((await rows(li))[0], approvals[0].number, 'the next end first');
  await li.getByText(/to pass again by/).first().waitFor();
  await link(li, 'Next page').click();
  await li.waitForFunction(() => document.querySelectorAll('.approval-rows li').length < 5);
});

test('what nobody has onboarded within a day raises an alarm that leads to it', async () => {
  const token = desk.server.token('approvals:onboard');
  const mark = await fetch(`${desk.server.url}/api/v1/approvals/${approvals[0].id}/onboarding`, {
    method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: '{"state":"onboarded","externalId":"P-7"}',
  });
  assert.equal(mark.status, 201);
  await desk.age(25);
  await li.goto(`${desk.server.url}/hq/`);
  // 53 passed; one is marked, one revoked, one suspended since.
  await li.getByText('50 approvals were not onboarded within 24 hours.').waitFor();
  await li.locator('.alarms').getByRole('link').first().click();
  await li.locator('.approval-rows li').first().waitFor();
  await li.getByText('Only approvals that nobody has onboarded within 24 hours.').waitFor();
  const shown = await rows(li);
  assert.equal(shown.length, 50);
  for (const absent of [0, 1, 4]) assert.equal(shown.includes(approvals[absent].number), false);
  await open(li, approvals[0]);
  await li.getByText('done as P-7').waitFor();
});

test('a sign-in that has ended leads back to the door', async () => {
  await wang.context().clearCookies();
  await link(wang, 'Renewals').click();
  await heading(wang, 'Sign in to HQ').waitFor();
  assert.deepEqual(desk.faults(), []);
});
