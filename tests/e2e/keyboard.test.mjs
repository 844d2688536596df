// The whole way by keyboard alone, and where the focus is after each step.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answerOf, heading } from './support/applicant.mjs';
import { launch, newPhone } from './support/browser.mjs';
import { Server } from './support/server.mjs';

let server, browser, page;

before(async () => {
  server = await Server.start();
  browser = await launch();
  page = await newPhone(browser);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Name of what has the focus, as the screen shows or labels it. */
const focused = () => page.evaluate(() => {
  const here = document.activeElement;
  const labels = here && 'labels' in here && here.labels ? [...here.labels].map((label) => label.textContent).join(' ') : '';
  return (here?.getAttribute('aria-label') || labels || here?.textContent || '').trim();
});

/** Tabs on until something with this name has the focus, as a person would. */
async function tabTo(name, limit = 60) {
  for (let n = 0; n < limit; n += 1) {
    await page.keyboard.press('Tab');
    if ((await focused()).startsWith(name)) return;
  }
  assert.fail(`"${name}" cannot be reached with Tab; the focus is on "${await focused()}"`);
}

async function follow(name) {
  await tabTo(name);
  await page.keyboard.press('Enter');
}

/** The heading has the focus, is in view, and no bar covers it. */
async function headingHasFocus() {
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  const covered = await page.evaluate(() => {
    const box = document.activeElement.getBoundingClientRect();
    const bar = document.querySelector('.exam-bar')?.getBoundingClientRect();
    return box.top < (bar?.bottom ?? 0) - 1 || box.top > innerHeight;
  });
  assert.equal(covered, false, 'the heading is covered or out of view');
}

async function typeInto(name, text) {
  await tabTo(name);
  await page.keyboard.type(text);
}

async function answerByKeyboard() {
  const { number, truth, texts } = answerOf(await page.locator('#stem').textContent());
  const type = await page.locator('.question input').first().getAttribute('type');
  await page.keyboard.press('Tab');
  if (number !== undefined) return page.keyboard.type(number);
  if (type === 'checkbox') {
    for (const option of await page.locator('.option').all()) {
      if (texts.includes(await option.locator('span').textContent())) await page.keyboard.press('Space');
      await page.keyboard.press('Tab');
    }
    return undefined;
  }
  // Radio buttons: one stop, arrows move and choose.
  const wanted = truth === undefined ? texts[0] : truth === 'true' ? 'True' : 'False';
  const all = await page.locator('.option span').allTextContents();
  await page.keyboard.press('Space');
  for (let n = 0; n < all.indexOf(wanted); n += 1) await page.keyboard.press('ArrowDown');
  return undefined;
}

test('register, accept, sit, hand in: without a pointer', async () => {
  await page.goto(server.url);
  await follow('Register');
  await heading(page, 'Register').waitFor();
  await headingHasFocus();

  // An empty form: the summary has the focus, and its first line leads to the first field.
  await follow('Register');
  await page.waitForFunction(() => document.activeElement?.classList.contains('error-summary'));
  await follow('Write your name.');
  assert.match(await focused(), /^Your name/);
  await page.keyboard.type('Xu');
  await typeInto('Phone number or e-mail', 'xu@kiosk.example');
  await typeInto('Country', 'China');
  await page.waitForFunction(() => document.getElementById('region-1'));
  await typeInto('Province', 'Jiangsu');
  await follow('Register');
  await heading(page, 'Write this code down').waitFor();
  await headingHasFocus();
  await follow('I have written it down');
  await heading(page, 'Hello, Xu').waitFor();
  await headingHasFocus();

  await follow('Take the exam');
  await heading(page, 'Before the exam').waitFor();
  await headingHasFocus();
  for (let n = 0; n < 3; n += 1) {
    await tabTo('I accept this rule');
    await page.keyboard.press('Space');
  }
  await follow('Accept and prepare');
  await heading(page, 'Your exam is ready').waitFor();
  await headingHasFocus();
  await follow('Start the exam');
  await page.locator('.question').waitFor();

  const total = 40;
  for (let number = 1; number <= total; number += 1) {
    await page.waitForFunction((wanted) => document.querySelector('.exam-place strong')?.textContent === wanted, `Question ${number} of ${total}`);
    await headingHasFocus();
    await answerByKeyboard();
    await follow(number < total ? 'Next' : 'Review');
  }
  await heading(page, 'Review').waitFor();
  await headingHasFocus();
  await follow('Hand in');
  await heading(page, 'You have passed').waitFor();
  await headingHasFocus();
  assert.deepEqual(page.faults, []);
});
