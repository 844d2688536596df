// The public page of an approval as a passer-by sees it: a small phone, no script, both languages, light and dark. And
// the holder, who shares the link and decides whether it shows a name.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Applicant } from './process/applicant.mjs';
import { launch, newPhone, overflow } from './support/browser.mjs';
import { Server } from './support/server.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = process.env.KIOSK_TEST_SHOTS;
let server, browser, holder, approval;

before(async () => {
  server = await Server.start();
  browser = await launch();
  holder = await Applicant.sitting(server);
  await holder.saveAll();
  approval = (await holder.submit()).approval;
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function picture(page, name) {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `public-${name}.png`), fullPage: true });
}

/** A page with scripts, which axe needs, finds that there are none. */
async function axeFindings(url, options) {
  const page = await newPhone(browser, options);
  await page.goto(url);
  assert.equal(await page.locator('script').count(), 0);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] } }));
  assert.deepEqual(page.faults, []);
  await page.context().close();
  return violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

for (const [locale, scheme, word] of [['en', 'light', 'Active'], ['zh-CN', 'dark', '有效']]) {
  test(`the public page on a small phone without script, ${locale}, ${scheme}`, async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 }, locale, colorScheme: scheme, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(approval.verify_url);
    assert.equal(await page.locator('.state .word').textContent(), word);
    const text = await page.locator('body').innerText();
    assert.ok(text.includes(approval.number) && text.includes('CN-JS'), text);
    assert.ok(!text.includes('Ye Rong'), text);
    await picture(page, `${locale}-${scheme}`);
    await page.locator('nav a').click();
    assert.equal(await page.locator('.state .word').textContent(), word === 'Active' ? '有效' : 'Active');
    await page.goto(`${server.url}/v/unknown`);
    assert.equal(await page.locator('h1').count(), 1);
    await picture(page, `${locale}-${scheme}-unknown`);
    await context.close();
    assert.deepEqual(await axeFindings(approval.verify_url, { width: 320, locale, scheme }), []);
  });
}

test('nothing of the page sticks out, with large text too', async () => {
  const page = await newPhone(browser, { width: 320 });
  await page.goto(approval.verify_url);
  assert.equal(await overflow(page), 0);
  await page.evaluate(() => { document.documentElement.style.fontSize = '212.5%'; });
  assert.equal(await overflow(page), 0);
  await page.context().close();
});

test('the holder shares the link and switches the name on and off', async () => {
  const [name, value] = holder.cookie.split('=');
  const page = await newPhone(browser, { cookies: [{ name, value, url: server.url }] });
  await page.goto(`${server.url}/approval/${approval.id}`);
  const box = page.locator('#show-name');
  await box.waitFor();
  await picture(page, 'holder');
  const onPage = async () => (await (await fetch(approval.verify_url)).text()).includes('Ye Rong');
  assert.equal(await onPage(), false);
  for (const wanted of [true, false, true]) {
    const answered = page.waitForResponse((reply) => reply.url().endsWith('/public-name'));
    await box.setChecked(wanted);
    assert.equal((await answered).status(), 200);
    await page.waitForFunction(() => !document.querySelector('#show-name').disabled);
    assert.equal(await onPage(), wanted);
  }
  await page.reload();
  await box.waitFor();
  assert.equal(await box.isChecked(), true);
  await page.getByRole('link', { name: 'Open the public page' }).click();
  await page.locator('.state .word').waitFor();
  assert.ok((await page.locator('dl').innerText()).includes('Ye Rong'));
  await picture(page, 'with-name');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
