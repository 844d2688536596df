// What an applicant does, by the words on the screen (English).

import assert from 'node:assert/strict';
import { loadKey } from './banks.mjs';

const key = loadKey();
let registered = 0;

export const button = (page, name) => page.getByRole('button', { name, exact: true });
export const link = (page, name) => page.getByRole('link', { name, exact: true });
export const heading = (page, name) => page.getByRole('heading', { level: 1, name });

/** Fills in the form with a contact that nobody has used; answers the candidate code. */
export async function register(page, url, { name = 'Ye Rong', country = 'CN', province = 'CN-JS' } = {}) {
  const number = (registered += 1);
  await page.goto(url);
  await link(page, 'Register').click();
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Phone number or e-mail').fill(`+86 138 0013 ${String(1000 + number)}`);
  await page.getByLabel('Country').selectOption(country);
  await page.getByLabel('Province, state or region').selectOption(province);
  await page.getByLabel('Shop name').fill('Mi Corner');
  await button(page, 'Register').click();
  await heading(page, 'Write this code down').waitFor();
  const code = await page.locator('.candidate-code bdi').textContent();
  await button(page, 'I have written it down').click();
  await heading(page, `Hello, ${name}`).waitFor();
  return code;
}

export async function acceptRules(page) {
  await page.locator('.rule').first().waitFor();
  for (const box of await page.locator('.rule input').all()) await box.check();
}

/** From "My page" to the lobby. */
export async function prepare(page, { language = 'en' } = {}) {
  await link(page, 'Take the exam').click();
  await heading(page, 'Before the exam').waitFor();
  await acceptRules(page);
  await page.getByLabel('Language of the questions').selectOption(language);
  await button(page, 'Accept and prepare my exam').click();
  await heading(page, 'Your exam is ready').waitFor();
}

export async function start(page) {
  await button(page, 'Start the exam').click();
  await page.locator('.question').waitFor();
}

export async function position(page) {
  const text = await page.locator('.exam-place strong').textContent();
  const [, number, total] = /(\d+)\D+(\d+)/.exec(text).map(Number);
  return { number, total };
}

export function answerOf(stem) {
  const answer = key.get(stem);
  assert.ok(answer, `no item with the stem "${stem}"`);
  return answer;
}

async function choose(page, texts) {
  for (const option of await page.locator('.option').all()) {
    const wanted = texts.includes(await option.locator('span').textContent());
    const box = option.locator('input');
    if ((await box.isChecked()) !== wanted && (wanted || (await box.getAttribute('type')) === 'checkbox')) await box.click();
  }
}

/** Answers the question on the screen rightly, or (on purpose) wrongly. */
export async function answer(page, right = true) {
  const { number, truth, texts } = answerOf(await page.locator('#stem').textContent());
  if (number !== undefined) return page.locator('#number').fill(right ? number : '-987654');
  if (truth !== undefined) return page.locator(`input[value="${right ? truth : String(truth !== 'true')}"]`).check();
  if (right) return choose(page, texts);
  const all = await page.locator('.option span').allTextContents();
  return choose(page, [all.find((text) => !texts.includes(text))]);
}

/** Answers from the present question to the last; `right` tells which (by number) are answered rightly. Ends on the review. */
export async function answerAll(page, right = () => true) {
  for (;;) {
    const { number, total } = await position(page);
    await answer(page, right(number));
    await page.locator('.exam-steps .primary').click();
    if (number === total) break;
    await page.waitForFunction((next) => document.querySelector('.exam-place strong')?.textContent?.includes(` ${next} `), number + 1);
  }
  await heading(page, 'Review').waitFor();
}

export async function saved(page) {
  await page.locator('.badge.saved').waitFor();
}

export async function handIn(page) {
  await button(page, 'Hand in').click();
  await page.locator('.headline').waitFor();
}
