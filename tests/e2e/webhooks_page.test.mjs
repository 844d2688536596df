// HQ manages the receivers of webhooks: adds one, sees what becomes of events, and sends again what was given up.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { button, heading, link } from './support/applicant.mjs';
import { Desk } from './support/desk.mjs';

let desk, page, receiver, well, secret;

before(async () => {
  desk = await Desk.open();
  desk.addStaff('li');
  well = true;
  receiver = await desk.receiver({ answer: (request, reply) => reply.writeHead(well ? 204 : 500).end() });
  page = await desk.signIn('li', { path: '/hq/webhooks' });
});

after(() => desk?.close());

const alert = (text) => page.getByRole('alert').getByText(text);
const fact = (name) => page.locator(`dt:text-is("${name}") + dd`).first();

test('a receiver is added; what is wrong with it is said, and its secret is shown once', async () => {
  await page.getByText('There is no receiver yet.').waitFor();
  await link(page, 'Add a receiver').click();
  await heading(page, 'Add a receiver').waitFor();
  await button(page, 'Add and show the secret').click();
  await alert('Write the address.').waitFor();
  await page.getByLabel('Address (URL)').fill('http://10.0.0.1/');
  await button(page, 'Add and show the secret').click();
  await alert('The address must begin with https://.').waitFor();
  await page.getByLabel('Address (URL)').fill(receiver.url);
  await page.getByLabel('All events, also those that come later').uncheck();
  await button(page, 'Add and show the secret').click();
  await alert('Choose at least one event.').waitFor();
  await page.getByLabel('All events, also those that come later').check();
  await page.getByLabel('Name (optional)').fill('Onboarding in Jiangsu');
  await button(page, 'Add and show the secret').click();
  await heading(page, 'The receiver is added').waitFor();
  secret = await page.locator('.secret-text').textContent();
  assert.match(secret, /^whsec_/);
  await button(page, 'Copy').click();
  await page.getByText(/Copied\.|Selected/).first().waitFor();
  await button(page, 'I have stored it').click();
  await heading(page, 'Onboarding in Jiangsu').waitFor();
  assert.equal(await page.getByText(secret).count(), 0);
});

test('a test event arrives, signed with the secret that was shown', async () => {
  await button(page, 'Send a test').click();
  const [message] = await receiver.has(1);
  assert.match(new Webhook(secret).verify(message.body, message.headers).type, /endpoint\.test\.v1$/);
  await link(page, 'See what became of it').click();
  await heading(page, 'Test').waitFor();
  for (let looks = 0; looks < 50 && !(await page.locator('.pairs .delivered').count()); looks += 1) {
    await button(page, 'Look again').click();
    await page.locator('.pairs').waitFor();
  }
  await page.getByText('Delivered, HTTP 204').waitFor();
});

test('what a receiver refuses is given up in the end, shown everywhere, and sent again', async () => {
  well = false;
  const [approval] = await desk.passes(1);
  await receiver.has(1 + 10);
  await page.goto(`${desk.server.url}/hq/webhooks`);
  for (let looks = 0; looks < 50 && !(await page.getByText('1 event given up').count()); looks += 1) {
    await page.reload();
    await page.locator('.card').waitFor();
  }
  await page.getByText(/^Failing since/).waitFor();
  await link(page, '1 event given up').click();
  await page.locator('.delivery-rows').getByText('Refused, HTTP 500 · 10 tries').waitFor();

  // The same from the approval's side.
  await page.goto(`${desk.server.url}/hq/approvals/${approval.id}`);
  await page.locator('.delivery-rows').getByText('Given up').waitFor();
  await page.locator('.delivery-rows').getByText(new URL(receiver.url).origin, { exact: true }).waitFor();
  await page.locator('.delivery-rows a').click();
  await heading(page, 'Issued').waitFor();
  assert.equal(await page.locator('.history li').count(), 10);
  well = true;
  await button(page, 'Send it again').click();
  const messages = await receiver.has(12);
  assert.equal(messages[11].headers['webhook-id'], messages[10].headers['webhook-id']);
  await link(page, 'Open').click();
  await heading(page, approval.number).waitFor();
});

test('all since a day is sent again', async () => {
  await link(page, 'Webhooks').click();
  await link(page, 'Onboarding in Jiangsu').click();
  await button(page, 'Send again').click();
  await alert('Choose a day.').waitFor();
  await page.getByLabel('Since (day in UTC)').fill('2020-01-01');
  await button(page, 'Send again').click();
  await page.getByText('1 event is in line.').waitFor();
  await receiver.has(13);
});

test('disabled it gets nothing, enabled what it has missed', async () => {
  await button(page, 'Disable').click();
  await button(page, 'Disable now').click();
  await page.getByText('Disabled by hand').waitFor();
  await desk.passes(1);
  await button(page, 'Enable').click();
  await receiver.has(14);
  await page.locator('.pairs .well').waitFor();
});

test('a new secret is shown once, and the old one signs beside it', async () => {
  await button(page, 'New secret').click();
  await button(page, 'Make a new secret').click();
  const box = page.locator('.secret-text');
  await box.waitFor();
  const newer = await box.textContent();
  assert.notEqual(newer, secret);
  await fact('Old secret until').waitFor();
  await button(page, 'I have stored it').click();
  await desk.passes(1);
  const message = (await receiver.has(15))[14];
  for (const one of [secret, newer]) new Webhook(one).verify(message.body, message.headers);
});

test('of two who change it at once the later is told what there is now, and loses nothing', async () => {
  desk.addStaff('wang');
  const other = await desk.signIn('wang', { path: new URL(page.url()).pathname });
  await heading(other, 'Onboarding in Jiangsu').waitFor();
  await link(page, 'Change').click();
  await page.getByLabel('Name (optional)').fill('Onboarding in Suzhou');
  await link(other, 'Change').click();
  await other.getByLabel('Name (optional)').fill('Onboarding in Nanjing');
  await button(other, 'Save').click();
  await heading(other, 'Onboarding in Nanjing').waitFor();

  await button(page, 'Save').click();
  await alert('Not saved').waitFor();
  await alert('Onboarding in Nanjing').waitFor();
  assert.equal(await page.getByLabel('Name (optional)').inputValue(), 'Onboarding in Suzhou');
  await button(page, 'Save').click();
  await heading(page, 'Onboarding in Suzhou').waitFor();

  // The same with an act on what is not there any more as it is shown.
  await button(other, 'New secret').click();
  await button(other, 'Make a new secret').click();
  await other.getByRole('alert').getByText('Nothing was done').waitFor();
  await heading(other, 'Onboarding in Suzhou').waitFor();
  assert.equal(await other.locator('.secret-text').count(), 0);
  await button(other, 'New secret').click();
  await button(other, 'Make a new secret').click();
  await other.locator('.secret-text').waitFor();
  await page.reload();
});

test('changed, and removed', async () => {
  await link(page, 'Change').click();
  await heading(page, 'Change the receiver').waitFor();
  await page.getByLabel('All events, also those that come later').uncheck();
  await page.getByLabel('Revoked').check();
  await button(page, 'Save').click();
  await heading(page, 'Onboarding in Suzhou').waitFor();
  assert.equal(await fact('Events').textContent(), 'Revoked');
  await button(page, 'Remove').click();
  await button(page, 'Cancel').click();
  await button(page, 'Remove').click();
  await button(page, 'Remove for ever').click();
  await page.getByText('There is no receiver yet.').waitFor();
  assert.deepEqual(desk.faults(), []);
});
