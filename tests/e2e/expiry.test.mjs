// The time runs out: with a network, and without one. A minute is the shortest
// time that an exam may have, so both phones sit at once.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { answer, button, heading, prepare, register, saved, start } from './support/applicant.mjs';
import { banksWithPolicy } from './support/banks.mjs';
import { launch, newPhone } from './support/browser.mjs';
import { Server } from './support/server.mjs';

const a_minute_and_more = { timeout: 90_000 };
let server, browser;

before(async () => {
  server = await Server.start({ banks: banksWithPolicy({ time_limit_s: 60, grace_s: 2 }) });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Writes down everything that the page says to a screen reader unasked. */
async function listen(page) {
  await page.evaluate(() => {
    globalThis.spoken = [];
    const said = new Map(); // what stands in each region: it is spoken when it changes, not while it stands
    const hear = () => {
      for (const region of document.querySelectorAll('.unseen[role=status], .unseen[role=alert]')) {
        const text = region.textContent;
        if (text && said.get(region) !== text) globalThis.spoken.push(text);
        said.set(region, text);
      }
    };
    new MutationObserver(hear).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

describe('at the end of the time', { concurrency: 2 }, () => {
  it('at zero the exam closes by itself and shows its result', async () => {
    const page = await newPhone(browser);
    await register(page, server.url);
    await prepare(page);
    await start(page);
    await listen(page);
    await answer(page);
    await heading(page, 'Not passed yet').waitFor(a_minute_and_more);
    const spoken = await page.evaluate(() => globalThis.spoken);
    assert.deepEqual(spoken, ['30 seconds left', 'Time is up.'], 'the clock speaks at its thresholds only');
    assert.match(await page.locator('.headline-score').textContent(), /2\.5%/, 'the answer given counts');
    assert.deepEqual(page.faults, []);
  });

  it('answers that arrive after the end are kept as evidence, and the page says so', async () => {
    const page = await newPhone(browser);
    await register(page, server.url);
    await prepare(page);
    await start(page);
    await answer(page);
    await saved(page);
    await page.context().setOffline(true);
    await button(page, 'Next').click();
    await answer(page);
    await heading(page, 'Time is up').waitFor(a_minute_and_more);
    await page.getByText('There is no connection. 1 answer is kept on this phone').waitFor();
    // Past the grace and the server's own closing.
    await new Promise((done) => setTimeout(done, 10_000));
    await page.context().setOffline(false);
    await heading(page, 'Not passed yet').waitFor(a_minute_and_more);
    assert.match(await page.locator('.headline-score').textContent(), /2\.5%/, 'only the answer in time counts');
    await page.getByText('1 answer came after the end. It is kept as evidence.').waitFor();
    assert.deepEqual(page.faults, []);
  });
});
