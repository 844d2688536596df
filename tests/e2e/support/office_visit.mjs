// Looks at every page of approvals and webhooks, for pages.test.mjs. Somebody of HQ is signed in, and an approval is there.

const press = (page, selector) => page.locator(selector).click();

async function throughApprovals(page, visit, url) {
  await page.goto(`${url}/hq/approvals`);
  await page.locator('.approval-rows').waitFor();
  await visit.look('hq-approvals');
  await press(page, '.approval-rows li:first-child a');
  await page.locator('.history').waitFor();
  await visit.look('hq-approval');
  await press(page, '.acts button:last-child');
  await page.locator('dialog[open]').waitFor();
  await press(page, 'dialog button[type=submit]');
  await page.locator('dialog .error-summary').waitFor();
  await visit.look('hq-act-errors');
  await page.locator('#reason').selectOption('R3');
  await press(page, 'dialog button[type=submit]');
  await page.locator('.outcome').waitFor();
  await page.locator('.alarms').waitFor();
  await visit.look('hq-revocation-asked');
  await page.goto(`${url}/hq/renewals`);
  await page.locator('.notice, .approval-rows').last().waitFor();
  await visit.look('hq-renewals');
}

async function throughWebhooks(page, visit, url) {
  await page.goto(`${url}/hq/webhooks/new`);
  await page.locator('#all-types').uncheck();
  await press(page, 'form button[type=submit]');
  await page.locator('.error-summary').waitFor();
  await visit.look('hq-receiver-errors');
  await page.locator('#url').fill('https://receiver.example/a/rather/long/path/to/the/hooks');
  await page.locator('#all-types').check();
  await press(page, 'form button[type=submit]');
  await page.locator('.secret').waitFor();
  await visit.look('hq-secret');
  await press(page, '.secret .acts button:last-child');
  await page.locator('#since').waitFor();
  await press(page, '.acts button:first-child');
  await press(page, '.notice.good a');
  await page.locator('.pairs').waitFor();
  await visit.look('hq-delivery');
  await press(page, '.aside a');
  await page.locator('.delivery-rows').waitFor();
  await visit.look('hq-receiver');
  await press(page, '.acts button:nth-of-type(2)');
  await page.locator('dialog[open]').waitFor();
  await visit.look('hq-ask');
  await page.keyboard.press('Escape');
  await press(page, '.aside a');
  await page.locator('.card').first().waitFor();
  await visit.look('hq-receivers');
}

export async function throughOffice(page, visit, url) {
  await throughApprovals(page, visit, url);
  await throughWebhooks(page, visit, url);
}
