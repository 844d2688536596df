// Nobody accepts the text of a rule that he has not been shown.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { bankCopy, edit, giveVersion, Running } from './process/program.mjs';
import { acceptRules, button, heading, link, register } from './support/applicant.mjs';
import { launch, newPhone } from './support/browser.mjs';

/** Changes the exam; content of one version may not say two things. */
function change(banks, version, pattern, text) {
  giveVersion(banks, version);
  edit(join(banks, 'exams', 'kiosk-partner.yaml'), pattern, text);
}

async function toldToReadAgain(page, words) {
  await page.getByRole('alert').getByText('The rules have changed. Please read and accept them again.').waitFor();
  await page.locator('.rule').getByText(words).waitFor();
  assert.equal(await page.locator('.rule input:checked').count(), 0);
}

test('rules that changed while the page was open are shown again before they are accepted', async (t) => {
  const banks = bankCopy(t);
  const server = await Running.start(t, { banks });
  const browser = await launch();
  t.after(() => browser.close());
  const page = await newPhone(browser);
  await register(page, server.url);
  await link(page, 'Take the exam').click();
  await heading(page, 'Before the exam').waitFor();
  await acceptRules(page);

  change(banks, '2026.2', /(id: price-alignment\n {4}version:) 1\n([^]*?)en: "Your kiosk sells every product[^"]*"/, '$1 2\n$2en: "As in the nearest store."');
  assert.match(await server.reload(), /content-loaded.*2026\.2/);
  await button(page, 'Accept and prepare my exam').click();
  await toldToReadAgain(page, 'As in the nearest store.');
  if (process.env.KIOSK_TEST_SHOTS) await page.screenshot({ path: join(process.env.KIOSK_TEST_SHOTS, 'rules-changed.png') });

  await acceptRules(page);
  change(banks, '2026.3', /^rules:\n/m, 'rules:\n  - id: friendliness\n    version: 1\n    title: {en: "Friendliness", zh-CN: "友善"}\n    text: {en: "Greet everybody.", zh-CN: "友善待客。"}\n');
  assert.match(await server.reload(), /content-loaded.*2026\.3/);
  await button(page, 'Accept and prepare my exam').click();
  await toldToReadAgain(page, 'Greet everybody.');

  await acceptRules(page);
  await button(page, 'Accept and prepare my exam').click();
  await heading(page, 'Your exam is ready').waitFor();
  assert.deepEqual(page.faults, []);
});
