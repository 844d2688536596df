// Goal: no message is understood in two ways. Every row of the table, straight at the server and behind two proxies:
// what is refused is answered once and closes, what is served is answered once with the right status, and nothing that
// hides inside a message is ever taken for a request.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Running } from '../process/program.mjs';
import { checkForm } from './answer_form.mjs';
import { startProxy } from './proxies.mjs';
import { exchange } from './raw.mjs';
import { follower, get } from './row.mjs';
import { framing } from './table/framing.mjs';
import { heads } from './table/heads.mjs';

const limit = { timeout: 120_000 };
const table = [...framing, ...heads];
const server_options = ['--log-level', 'error'];

const methodsOf = (bytes) => [...bytes.matchAll(/(?:^|\r\n)(HEAD|[!-~]+) [!-~]+ HTTP\/1\.[01]\r\n/g)].map((found) => found[1]);
const statuses = (answers) => answers.map((answer) => answer.status);
const isFollowers = (answer) => answer.content === '{"status":"ok"}';
const list = (value) => [value].flat();

/** The follower comes after every message but one that breaks off. */
const sent = (row) => (row.end === 'missing' ? row.bytes : row.bytes + follower);

function checkStraight(row, { answers, stray, closed }) {
  assert.equal(stray, '', 'bytes that are no answer');
  assert.ok(closed, 'the server did not close');
  if (row.end === 'missing') return assert.deepEqual(statuses(answers), []);
  if (row.refused) {
    assert.equal(answers.length, 1, `one answer, not ${statuses(answers)}`);
    assert.ok(list(row.refused).includes(answers[0].status), `${answers[0].status} is not ${row.refused}`);
  } else {
    assert.deepEqual(statuses(answers), [...list(row.answers), ...(row.closes ? [] : [200])]);
    assert.equal(answers.filter(isFollowers).length, row.closes ? 0 : 1, 'answers to what follows');
  }
  answers.forEach((answer, i) => checkForm(answer, methodsOf(sent(row))[i], i === answers.length - 1));
}

async function straight(t, piece) {
  const server = await Running.start(t, { extra: server_options });
  const port = new URL(server.url).port;
  for (const row of table) {
    await t.test(`${row.name} [${row.rests_on}]`, async () => {
      const bytes = sent(row);
      const pieces = bytes.length > 4096 ? bytes.length : (piece ?? bytes.length);
      checkStraight(row, await exchange(port, bytes, methodsOf(bytes), { piece: pieces, hang_up: row.end === 'missing' }));
    });
  }
}

it('has sections, verdicts and names of its own for each of its rows', () => {
  assert.ok(table.length >= 100);
  assert.equal(new Set(table.map((row) => row.name)).size, table.length, 'two rows have one name');
  for (const row of table) {
    assert.match(row.rests_on, /^(9110|9112) \d/, row.name);
    assert.equal([row.refused, row.answers, row.end === 'missing' || undefined].filter((verdict) => verdict !== undefined).length, 1, row.name);
  }
});

it('straight', limit, (t) => straight(t));
it('straight, one byte a write', limit, (t) => straight(t, 1));

/** How often the server has answered on this route so far. */
async function answered(metrics_url, route) {
  const text = await (await fetch(metrics_url)).text();
  const counts = text.matchAll(/^kiosk_http_requests_total\{method="[^"]*",route="([^"]*)",status="\d+"\} (\d+)$/gm);
  return [...counts].filter(([, known]) => known === route).reduce((sum, [, , count]) => sum + Number(count), 0);
}

/** What the server itself said before the follower: a proxy's own refusals carry no id of ours. */
const fromServer = (answers) => answers.filter((answer) => answer.fields.some(([name]) => name === 'x-request-id') && !isFollowers(answer));

/** How many messages there are at most, the follower with them, for a reader who is as lenient as the RFCs allow. */
const mostMessages = (row) => Math.max(list(row.answers ?? 0).length, 1) + (row.end === 'clear' ? 1 : 0);

for (const proxy of ['haproxy', 'nginx']) {
  it(`behind ${proxy}`, limit, async (t) => {
    const server = await Running.start(t, { extra: server_options });
    const [, metrics_url] = await server.hears(/metrics on (\S+)\)/);
    const port = await startProxy(t, proxy, new URL(server.url).port);
    for (const row of table) {
      await t.test(`${row.name} [${row.rests_on}]`, async () => {
        const before = await answered(metrics_url, '/healthz');
        const { answers } = await exchange(port, sent(row), methodsOf(sent(row)), { hang_up: row.end === 'missing' });
        assert.ok(answers.length <= mostMessages(row), `${statuses(answers)} to ${mostMessages(row)} messages`);

        if (row.answers && !row.mendable && answers.every((answer) => isFollowers(answer) || fromServer([answer]).length === 1)) {
          assert.deepEqual(statuses(fromServer(answers)), list(row.answers), 'the proxy refused nothing');
        }

        // Whoever comes next gets the answers to his own requests, over the connection that this one has used.
        for (let i = 0; i < 2; ++i) {
          const next = await exchange(port, get('/readyz', 'Host: 127.0.0.1\r\nConnection: close\r\n'), ['GET']);
          assert.deepEqual(next.answers.map((answer) => answer.content), ['{"status":"ready"}'], 'the next client');
        }
        const reached = (await answered(metrics_url, '/healthz')) - before;
        assert.equal(reached, answers.filter(isFollowers).length, 'the server answered what nobody was told of');
        if (row.end !== 'clear') assert.equal(reached, 0, 'what hides in the message was taken for a request');
      });
    }
  });
}
