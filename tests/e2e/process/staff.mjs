// Somebody of the staff, with a cookie of their own.

import assert from 'node:assert/strict';

const password = 'a long password 1';

export class Staff {
  /** A new account with this role, signed in. */
  static async join(server, name, role = 'hq') {
    const added = server.tell(['staff', 'add', name, '--role', role, '--password-stdin'], { input: `${password}\n` });
    assert.equal(added.code, 0, added.err);
    const staff = Object.assign(new Staff(), { server });
    await staff.fine('POST', '/api/v1/staff/sign-ins', { name, password });
    return staff;
  }

  /** Answers status, headers and body. */
  async ask(method, path, body, fields = {}) {
    const headers = { origin: this.server.url, 'content-type': 'application/json', ...(this.cookie && { cookie: this.cookie }), ...fields };
    const reply = await fetch(this.server.url + path, { method, headers, body: body && JSON.stringify(body) });
    const [cookie] = reply.headers.getSetCookie();
    if (cookie) [this.cookie] = cookie.split(';');
    return { status: reply.status, headers: reply.headers, body: reply.status === 204 ? {} : await reply.json() };
  }

  async fine(method, path, body, fields) {
    const reply = await this.ask(method, path, body, fields);
    assert.ok(reply.status < 300, `${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }
}
