// What every answer of the server must be like, whatever it says.

import assert from 'node:assert/strict';

const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;
const token = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;

/** `last`: the connection ended after it. That its content is as long as announced, the reader of answers has seen. */
export function checkForm({ status, fields, content }, method, last) {
  const values = (name) => fields.filter(([known]) => known === name).map(([, value]) => value);
  for (const [name] of fields) assert.match(name, token);
  assert.equal(values('date').length, 1, 'one Date (9110 6.6.1)');
  assert.match(values('date')[0], date, '9110 5.6.7');
  assert.deepEqual(values('transfer-encoding'), [], 'never chunked');
  assert.deepEqual(values('connection'), last ? ['close'] : [], 'Connection says what happens (9112 9.6)');
  const bare = status === 204 || status === 304;
  assert.equal(values('content-length').length, bare ? 0 : 1, 'one Content-Length, none where there can be no content (9110 8.6)');
  if (!bare) assert.match(values('content-length')[0], /^(0|[1-9]\d*)$/);
  if (method === 'HEAD' && status === 200) assert.notEqual(values('content-length')[0], '0', 'that of the answer to GET (9110 8.6)');
  if (status === 405) assert.match(values('allow').join(), /^[A-Z]+(, [A-Z]+)*$/, '9110 10.2.1');
  if (status === 503 || status === 429) assert.match(values('retry-after').join(), /^\d+$/, '9110 10.2.3');
  if (status >= 400 && content !== '') assert.deepEqual(values('content-type'), ['application/problem+json']);
  assert.deepEqual(values('server'), [], 'no version, no name');
  assert.deepEqual(values('x-content-type-options'), ['nosniff']);
}
