// The main job: register, accept the rules, sit the exam, see the result.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { answer, answerAll, button, handIn, heading, link, position, prepare, register, saved, start } from './support/applicant.mjs';
import { launch, newPhone } from './support/browser.mjs';
import { Server } from './support/server.mjs';

let server, browser;

before(async () => {
  server = await Server.start();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function eventsOf(token) {
  const response = await fetch(`${server.url}/api/v1/events`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(response.status, 200);
  return response.json();
}

test('a pass ends in an approval whose credential, read from the feed, verifies', async () => {
  const page = await newPhone(browser);
  await register(page, server.url);
  await prepare(page);
  await start(page);
  await answerAll(page);
  await saved(page);
  assert.match(await page.locator('main').textContent(), /You have answered 40 of 40 questions/);
  await handIn(page);
  await heading(page, 'You have passed').waitFor();
  assert.equal(await page.locator('.headline-score bdi').textContent(), '100.0%');

  await link(page, 'See my approval').click();
  await heading(page, 'Your approval').waitFor();
  const number = await page.locator('.approval-number').textContent();
  await page.getByText('Jiangsu, China').waitFor();
  const credential_url = await link(page, 'Open the signed credential').getAttribute('href');

  const events = await eventsOf(server.token('events:read'));
  assert.equal(events.length, 1);
  const { data } = events[0];
  assert.equal(data.approvalNumber, number);
  assert.equal(data.region.code, 'CN-JS');
  assert.equal(data.credentialUrl, credential_url);

  const jwks = createRemoteJWKSet(new URL(`${server.url}/.well-known/jwks.json`));
  const { payload, protectedHeader } = await jwtVerify(data.credential, jwks, { algorithms: ['ES256'] });
  assert.equal(protectedHeader.alg, 'ES256');
  assert.ok(JSON.stringify(payload).includes('CN-JS'));
  assert.ok(!JSON.stringify(payload).includes('Ye Rong'), 'the credential names no person');
  assert.equal((await fetch(credential_url)).status, 200);

  await page.goto(`${server.url}/me`);
  await link(page, number).waitFor();
  await page.getByText('You have passed this exam').waitFor();
  assert.deepEqual(page.faults, []);
});

test('a fail says what was missing, shows no right answers, and names the next time', async () => {
  const page = await newPhone(browser);
  await register(page, server.url);
  await prepare(page);
  await start(page);
  const before = await page.evaluate(() => fetch('/api/v1/me').then((reply) => reply.text()));
  assert.ok(!before.includes('correct'));
  await answerAll(page, (number) => number % 2 === 0);
  await handIn(page);
  await heading(page, 'Not passed yet').waitFor();
  const text = await page.locator('main').textContent();
  assert.match(text, /The score is 50\.0%; the pass mark is 80\.0%/);
  assert.match(text, /In “The three rules” \d+ of 10 answers were right; at least 7 are needed/);
  assert.match(text, /You have 2 attempts left/);
  assert.match(text, /The next one can begin on/);
  await link(page, 'My page').last().click();
  await page.getByText('The next attempt can begin on').waitFor();
  assert.equal(await link(page, 'Take the exam').count(), 0);
  assert.deepEqual(page.faults, []);
});

test('a reload in the middle keeps answers, marks and the place', async () => {
  const page = await newPhone(browser);
  await register(page, server.url);
  await prepare(page);
  await start(page);
  const stems = [];
  for (let n = 0; n < 3; n += 1) {
    stems.push(await page.locator('#stem').textContent());
    await answer(page);
    if (n === 1) await button(page, 'Check later').click();
    await button(page, 'Next').click();
  }
  await page.reload();
  await page.locator('.question').waitFor();
  assert.equal((await position(page)).number, 4);

  await button(page, 'Overview').click();
  assert.equal(await page.locator('.cell.answered').count(), 3);
  await page.getByRole('button', { name: 'Question 2, answered, to check later' }).click();
  assert.equal(await page.locator('#stem').textContent(), stems[1]);
  assert.equal(await button(page, 'Check later').getAttribute('aria-pressed'), 'true');

  await page.goto(server.url);
  await link(page, 'Continue the exam').click();
  await page.locator('.question').waitFor();
  assert.equal((await position(page)).number, 4, 'continues at the first unanswered question');
  assert.deepEqual(page.faults, []);
});

test('without a network the answers stay on the phone, survive a restart of the server, and arrive', async () => {
  const page = await newPhone(browser);
  await register(page, server.url);
  await prepare(page);
  await start(page);
  await answer(page);
  await saved(page);
  await page.context().setOffline(true);
  for (let n = 0; n < 4; n += 1) {
    await button(page, 'Next').click();
    await answer(page);
  }
  await page.locator('.badge').getByText('Kept on this phone (4)').waitFor();
  await server.restart();
  await page.context().setOffline(false);
  await saved(page);
  await page.reload();
  await button(page, 'Overview').click();
  assert.equal(await page.locator('.cell.answered').count(), 5);
  assert.deepEqual(page.faults, []);
});

test('another phone takes over with the candidate code; the first one stops and can come back', async () => {
  const first = await newPhone(browser);
  const code = await register(first, server.url);
  await prepare(first);
  await start(first);
  await answer(first);
  await saved(first);

  const second = await newPhone(browser);
  await second.goto(`${server.url}/sign-in`);
  await second.getByLabel('Candidate code').fill(code.toLowerCase().replaceAll('-', ' '));
  await button(second, 'Sign in').click();
  await link(second, 'Continue the exam').click();
  await heading(second, 'This exam runs somewhere else').waitFor();
  await button(second, 'Continue here').click();
  await second.locator('.question').waitFor();
  assert.equal((await position(second)).number, 2);
  await answer(second);
  await saved(second);

  await button(first, 'Next').click();
  await button(first, 'Next').click();
  await answer(first);
  await heading(first, 'This exam runs somewhere else').waitFor();
  await first.getByText('1 answer on this phone has not been sent').waitFor();
  await button(first, 'Continue here').click();
  await first.locator('.question').waitFor();
  await saved(first);
  await button(first, 'Overview').click();
  assert.equal(await first.locator('.cell.answered').count(), 3);
  assert.deepEqual([...first.faults, ...second.faults], []);
});

test('unanswered questions are asked about before handing in', async () => {
  const page = await newPhone(browser);
  await register(page, server.url);
  await prepare(page);
  await start(page);
  await answer(page);
  await button(page, 'Overview').click();
  await button(page, 'Review and hand in').click();
  await heading(page, 'Review').waitFor();
  await button(page, 'Hand in').click();
  const dialog = page.getByRole('dialog', { name: 'Hand in as it is?' });
  await dialog.getByText('39 questions have no answer').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Hand in', 'the focus is back');
  await button(page, 'Hand in').click();
  await button(page, 'Hand in anyway').click();
  await heading(page, 'Not passed yet').waitFor();
  assert.deepEqual(page.faults, []);
});
