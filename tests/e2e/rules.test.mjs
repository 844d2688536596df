// Nobody accepts the text of a rule that he has not been shown.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { bankCopy, edit, filesBelow, Running } from './process/program.mjs';
import { acceptRules, button, heading, link, register } from './support/applicant.mjs';
import { launch, newPhone } from './support/browser.mjs';

const new_words = 'Your kiosk sells at the price of the nearest Mi Home store.';

function replaceText(banks) {
  for (const file of filesBelow(banks).filter((name) => /^(banks|exams)\/.*\.yaml$/.test(name))) {
    edit(join(banks, file), /^version: .*$/m, 'version: "2026.2"');
  }
  const exam = join(banks, 'exams', 'kiosk-partner.yaml');
  edit(exam, /(id: price-alignment\n {4}version:) 1/, '$1 2');
  edit(exam, /en: "Your kiosk sells every product[^"]*"/, `en: "${new_words}"`);
}

test('a rule whose text was replaced while the page was open is shown again before it is accepted', async (t) => {
  const banks = bankCopy(t);
  const server = await Running.start(t, { banks });
  const browser = await launch();
  t.after(() => browser.close());
  const page = await newPhone(browser);
  await register(page, server.url);
  await link(page, 'Take the exam').click();
  await heading(page, 'Before the exam').waitFor();
  await acceptRules(page);

  replaceText(banks);
  assert.match(await server.reload(), /content-loaded.*2026\.2/);
  await button(page, 'Accept and prepare my exam').click();
  await page.getByRole('alert').getByText('The text of a rule has changed. Please read it and accept it again.').waitFor();
  await page.locator('.rule').getByText(new_words).waitFor();
  assert.equal(await page.locator('.rule input:checked').count(), 0);
  if (process.env.KIOSK_TEST_SHOTS) await page.screenshot({ path: join(process.env.KIOSK_TEST_SHOTS, 'rules-changed.png') });

  await acceptRules(page);
  await button(page, 'Accept and prepare my exam').click();
  await heading(page, 'Your exam is ready').waitFor();
  assert.deepEqual(page.faults, []);
});
