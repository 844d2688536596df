// Every page in both languages, light and dark, at 320 px: nothing sticks out
// sideways, axe finds nothing, touch targets are large enough.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { acceptRules, answer } from './support/applicant.mjs';
import { launch, newPhone, overflow } from './support/browser.mjs';
import { banksWithPolicy } from './support/banks.mjs';
import { throughOffice } from './support/office_visit.mjs';
import { Server } from './support/server.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = process.env.KIOSK_TEST_SHOTS;
const password = 'a long enough password';
let server, browser;

before(async () => {
  server = await Server.start({ banks: banksWithPolicy({ waiting_time_s: 0, attempts: 9 }) });
  server.addStaff('lin', password);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function axeFindings(page) {
  // By the debugger and not by a script tag, which the page's policy refuses.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } });
    return violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.target.join(' ')).join(', ')}`);
  });
}

/** Buttons, links that stand alone, and option rows below 44 px in the smaller direction. */
const smallTargets = (page) => page.evaluate(() => {
  const all = [...document.querySelectorAll('button, .button, .option, select, input:not([type=radio]):not([type=checkbox])')];
  return all.filter((one) => one.offsetParent && Math.min(one.offsetHeight, one.offsetWidth) < 44).map((one) => `${one.tagName} ${one.className} ${one.textContent?.slice(0, 20)}`);
});

/** With text at twice its size, as a reader may set it. */
async function overflowOfLargeText(page) {
  await page.evaluate(() => { document.documentElement.style.fontSize = '212.5%'; });
  const wide = await overflow(page);
  await page.evaluate(() => { document.documentElement.style.fontSize = ''; });
  return wide;
}

class Visit {
  constructor(page, name) {
    this.page = page;
    this.name = name;
    this.seen = 0;
    this.findings = [];
  }

  /** Looks at the page as it is now. */
  async look(what) {
    this.seen += 1;
    await this.page.evaluate(() => document.fonts.ready);
    const wide = await overflow(this.page);
    if (wide > 0) this.findings.push(`${what}: ${wide} px too wide`);
    const wide_large = await overflowOfLargeText(this.page);
    if (wide_large > 0) this.findings.push(`${what}: ${wide_large} px too wide at 200 % text`);
    for (const found of await axeFindings(this.page)) this.findings.push(`${what}: ${found}`);
    for (const found of await smallTargets(this.page)) this.findings.push(`${what}: small target ${found}`);
    if (!shots) return;
    mkdirSync(shots, { recursive: true });
    await this.page.screenshot({ path: join(shots, `${this.name}-${String(this.seen).padStart(2, '0')}-${what}.png`), fullPage: true });
  }
}

const press = (page, selector) => page.locator(selector).click();
let contacts = 0;

async function throughRegistration(page, visit) {
  await page.goto(server.url);
  await page.locator('.welcome').waitFor();
  await visit.look('welcome');
  await press(page, 'a[href^="/register"]');
  await page.locator('#region-0').waitFor();
  await press(page, 'form button[type=submit]');
  await page.locator('.error-summary').waitFor();
  await visit.look('register-errors');
  await page.fill('#name', '叶荣 Ye Rong of a rather long name');
  await page.fill('#contact', `pages-${(contacts += 1)}@kiosk.example`);
  await page.selectOption('#region-0', 'CN');
  await page.locator('#region-1').waitFor();
  await page.selectOption('#region-1', 'CN-JS');
  await press(page, 'form button[type=submit]');
  await page.locator('.candidate-code').waitFor();
  await visit.look('candidate-code');
  await press(page, '.actions button');
  await page.locator('.card').waitFor();
  await visit.look('me');
}

async function throughRules(page, visit) {
  await press(page, '.card a.button');
  await page.locator('.rule').first().waitFor();
  await press(page, 'form button[type=submit]');
  await page.locator('.error-summary').waitFor();
  await visit.look('rules-errors');
  await acceptRules(page);
  await press(page, 'form button[type=submit]');
  await page.locator('.checklist').waitFor();
  await visit.look('lobby');
}

/** The same attempt on a phone that is not its writer. */
async function throughTakeOver(page, visit, looks) {
  const other = await newPhone(browser, { ...looks, cookies: await page.context().cookies() });
  const visit_there = new Visit(other, `${visit.name}-there`);
  await other.goto(page.url());
  await other.locator('main .actions button').waitFor();
  await visit_there.look('take-over');
  visit.findings.push(...visit_there.findings);
  await other.context().close();
}

async function throughPass(page, visit) {
  await press(page, '.headline ~ .actions a');
  await press(page, '.card a.button');
  await acceptRules(page);
  await press(page, 'form button[type=submit]');
  await press(page, '.checklist ~ .actions button');
  await page.locator('.question').waitFor();
  for (let number = 1; number <= 40; number += 1) {
    await answer(page);
    await press(page, '.exam-steps .primary');
    await page.waitForFunction((wanted) => location.pathname.endsWith(wanted), number < 40 ? `/${number + 1}` : '/review');
  }
  await page.context().setOffline(true);
  await press(page, '.actions button');
  await page.locator('.notice.warn button').waitFor();
  await visit.look('handing-in');
  await page.context().setOffline(false);
  await page.locator('.headline.pass').waitFor();
  await visit.look('result-pass');
  await press(page, '.actions .primary');
  await page.locator('.approval-number').waitFor();
  await visit.look('approval');
  await press(page, '.actions a[href="/me"]');
  await page.locator('.rows').first().waitFor();
  await visit.look('me-approved');
}

async function throughExam(page, visit, looks) {
  await press(page, '.actions button');
  await page.locator('.question').waitFor();
  await throughTakeOver(page, visit, looks);
  const kinds = new Set();
  for (let number = 1; number <= 40; number += 1) {
    const input = page.locator('.question input').first();
    const kind = `${await input.getAttribute('type')}-${await page.locator('.option').count() === 2}`;
    if (!kinds.has(kind)) {
      kinds.add(kind);
      if (kind.startsWith('text')) await input.fill('12,5x');
      else await page.locator('.option input').nth(1).check();
      await visit.look(`question-${kind}`);
    }
    if (number === 4) await press(page, '.question-tools [aria-pressed]');
    await press(page, '.exam-steps .primary');
    await page.waitForFunction((wanted) => location.pathname.endsWith(wanted), number < 40 ? `/${number + 1}` : '/review');
  }
  await page.locator('.question-links').first().waitFor();
  await visit.look('review');
  await page.goBack();
  await page.locator('.question').waitFor();
  await press(page, '.overview');
  await page.locator('dialog[open]').waitFor();
  await visit.look('navigator');
  await page.keyboard.press('Escape');
  await press(page, '.exam-steps .primary');
  await press(page, '.actions button');
  await page.locator('dialog[open]').waitFor();
  await visit.look('hand-in-dialog');
  await press(page, 'dialog .button.plain');
  await page.locator('.headline').waitFor();
  await visit.look('result');
}

async function throughTheRest(page, visit) {
  await page.goto(`${server.url}/sign-in`);
  await page.fill('#code', 'ABCD-EFGH-JKMN');
  await press(page, 'form button[type=submit]');
  await page.locator('.error-summary').waitFor();
  await visit.look('sign-in-error');
  await page.goto(`${server.url}/nowhere`);
  await page.locator('h1').waitFor();
  await visit.look('not-found');
}

async function throughHq(page, visit) {
  await page.goto(`${server.url}/hq/`);
  await page.locator('#password').waitFor();
  await press(page, 'form button[type=submit]');
  await page.locator('.error-summary').waitFor();
  await visit.look('hq-sign-in-errors');
  await page.fill('#name', 'lin');
  await page.fill('#password', password);
  await press(page, 'form button[type=submit]');
  await page.locator('table').waitFor();
  await visit.look('hq-regions');
  await press(page, '.groups a:nth-child(2)');
  await page.waitForFunction(() => location.search.includes('week'));
  await page.locator('table').waitFor();
  await visit.look('hq-weeks');
}

for (const locale of ['en', 'zh-CN']) {
  for (const scheme of ['light', 'dark']) {
    test(`${locale}, ${scheme}`, async () => {
      const looks = { width: 320, height: 640, locale, scheme };
      const page = await newPhone(browser, looks);
      const visit = new Visit(page, `${locale}-${scheme}`);
      await throughRegistration(page, visit);
      await throughRules(page, visit);
      await throughExam(page, visit, looks);
      await throughPass(page, visit);
      await throughTheRest(page, visit);
      await throughHq(page, visit);
      await throughOffice(page, visit, server.url);
      assert.deepEqual(visit.findings, []);
      assert.deepEqual(page.faults, []);
    });
  }
}
