// A head office: a server whose webhooks may go to this machine, staff with pages of their own, partners who pass
// without a browser.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pass } from '../process/onboarding.mjs';
import { bankCopy, Running } from '../process/program.mjs';
import { Receiver } from '../process/receiver.mjs';
import { button, heading } from './applicant.mjs';
import { launch, newPhone } from './browser.mjs';

const password = 'a long enough password';

export class Desk {
  /** With banks of its own, which a test may change. Close it when the tests have ended. */
  static async open() {
    const desk = Object.assign(new Desk(), { endings: [], pages: [] });
    const extra = ['--webhook-loopback-http', '--webhook-test-delay-ms', '100'];
    desk.server = await Running.start(desk, { banks: bankCopy(desk), extra });
    desk.browser = await launch();
    return desk;
  }

  /** So that what ends with a test ends with the desk. */
  after(ending) {
    this.endings.push(ending);
  }

  async close() {
    await this.browser?.close();
    for (const ending of this.endings.reverse()) await ending();
  }

  receiver(options) {
    return Receiver.start(this, options);
  }

  /** One after the other; answers the approvals. */
  async passes(count) {
    const approvals = [];
    while (approvals.length < count) approvals.push(await pass(this.server));
    return approvals;
  }

  addStaff(name, role = 'hq') {
    const { code, err } = this.server.tell(['staff', 'add', name, '--role', role, '--password-stdin'], { input: `${password}\n` });
    if (code !== 0) throw new Error(err);
  }

  /** A page on which this person is signed in, at `path`. */
  async signIn(name, { path = '/hq/approvals', ...looks } = {}) {
    const page = await newPhone(this.browser, { width: 1000, height: 800, ...looks });
    this.pages.push(page);
    await page.goto(this.server.url + path);
    await page.locator('#name').fill(name);
    await page.locator('#password').fill(password);
    await page.locator('form button[type=submit]').click();
    await page.locator('.hq-nav').waitFor();
    return page;
  }

  /** Script errors on any page so far. */
  faults() {
    return this.pages.flatMap((page) => page.faults);
  }

  /** Sets the results so far back by this time, with the server stopped: as if it had been away for so long. */
  async age(hours) {
    const listen = this.server.address();
    await this.server.halt();
    const change = [
      'import sqlite3, sys',
      'd = sqlite3.connect(sys.argv[1])',
      `d.execute("UPDATE approvals SET issued_ms = issued_ms - ${hours} * 3600000")`,
      'd.commit()',
    ].join('\n');
    execFileSync('python3', ['-c', change, join(this.server.data, 'kiosk.db')]);
    await this.server.launch(listen);
  }
}

/** Waits for the page of this approval. */
export const approvalPage = (page, approval) => heading(page, approval.number).waitFor();

/** Opens the dialog of an act, gives the reason, and carries it out. */
export async function act(page, name, reason, submit) {
  await button(page, name).click();
  if (reason) await page.getByLabel('Reason').selectOption({ label: reason });
  await button(page, submit).click();
}
