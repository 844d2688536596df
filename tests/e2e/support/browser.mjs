import { chromium } from 'playwright-core';
import * as paths from './paths.mjs';

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const launch = () => chromium.launch({ executablePath: paths.chromium, args: quiet });

/** A phone of its own (with no storage of others, and only the given cookies) that reports every script error and refusal of the content security policy. */
export async function newPhone(browser, { width = 360, height = 640, locale = 'en', scheme = 'light', cookies = [] } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale, colorScheme: scheme, hasTouch: true });
  await context.addCookies(cookies);
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.stack ?? String(error)));
  page.on('console', (message) => {
    // Refused and lost requests are part of the tests; everything else is a fault.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) page.faults.push(message.text());
  });
  return page;
}

export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
