import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { digestOf, pieces } from '../src/digest.mjs';
import { isGenuine } from '../src/door.mjs';
import { readEvent } from '../src/event.mjs';
import { parseFault } from '../src/faults.mjs';
import { pauseAfter } from '../src/follower.mjs';
import { readOptions, WrongUse } from '../src/options.mjs';
import { statusText } from '../src/table.mjs';
import { Issuer } from './issuer.mjs';

describe('an event', () => {
  const issuer = Object.assign(new Issuer(), { url: 'https://cert.example' });
  const changed = (change) => {
    const event = JSON.parse(issuer.event('jws'));
    change(event);
    return JSON.stringify(event);
  };

  it('is read', () => {
    const event = readEvent(issuer.event('jws', { number: 42 }));
    assert.deepEqual(
      [event.id, event.source, event.kind, event.sequence, event.data.credential],
      ['evt_42', 'https://cert.example/events', 'approval.issued', 42, 'jws'],
    );
  });

  it('of a new kind is none to refuse; a test has neither sequence nor data', () => {
    assert.equal(readEvent(changed((event) => (event.type = 'com.example.kiosk.moon.full.v1'))).kind, 'unknown');
    assert.equal(readEvent(changed((event) => (event.type = 'com.example.kiosk.approval.issued.v2'))).kind, 'unknown');
    const test = changed((event) => {
      event.type = 'com.example.kiosk.endpoint.test.v1';
      delete event.sequence;
      delete event.data;
    });
    assert.equal(readEvent(test).kind, 'endpoint.test');
  });

  for (const [what, text] of [
    ['no JSON', '{'],
    ['null', 'null'],
    ['without an id', changed((event) => delete event.id)],
    ['without a time', changed((event) => delete event.time)],
    ['of another specification', changed((event) => (event.specversion = '0.2'))],
    ['with a short sequence', changed((event) => (event.sequence = '7'))],
    ['without data', changed((event) => delete event.data)],
    ['without a credential', changed((event) => delete event.data.credential)],
    ['without a region', changed((event) => delete event.data.region)],
    ['whose subject is another approval', changed((event) => (event.subject = 'approvals/x'))],
  ])
    it(`${what}: refused`, () => assert.throws(() => readEvent(text), { check: 'event-form' }));
});

describe('a webhook', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const body = Buffer.from('{"id":"evt_1"}');
  const headers = (age_s = 0, made_with = secret) => {
    const at = new Date(Date.now() - age_s * 1000);
    return {
      'webhook-id': 'evt_1',
      'webhook-timestamp': String(Math.floor(at / 1000)),
      'webhook-signature': new Webhook(made_with).sign('evt_1', at, body.toString()),
    };
  };
  const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;

  it('is genuine by any of the secrets, and any of its signatures', () => {
    assert.ok(isGenuine([secret], headers(), body));
    assert.ok(isGenuine([other, secret], headers(), body));
    const sent = headers();
    const at = new Date(1000 * Number(sent['webhook-timestamp']));
    const both = `${new Webhook(other).sign('evt_1', at, body.toString())} ${sent['webhook-signature']}`;
    assert.ok(isGenuine([secret], { ...sent, 'webhook-signature': both }, body));
    assert.ok(isGenuine([secret], headers(290), body));
    assert.ok(isGenuine([secret], headers(-290), body));
  });

  for (const [what, sent, bytes = body] of [
    ['no signature', {}],
    ['another secret', headers(0, other)],
    ['5 minutes and more old', headers(310)],
    ['5 minutes and more ahead', headers(-310)],
    ['another time than signed', { ...headers(), 'webhook-timestamp': headers(5)['webhook-timestamp'] }],
    ['another id than signed', { ...headers(), 'webhook-id': 'evt_2' }],
    [
      'another version of signature',
      { ...headers(), 'webhook-signature': headers()['webhook-signature'].replace('v1', 'v2') },
    ],
    ['a byte more', headers(), Buffer.concat([body, Buffer.from(' ')])],
    ['bytes that are no text', headers(), Buffer.from([0xff])],
  ])
    it(`with ${what} is not`, () => assert.equal(isGenuine([secret], sent, bytes), false));
});

it('digests are of the ids with line feeds between them, in pieces', () => {
  assert.equal(digestOf([]), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  assert.equal(digestOf(['a', 'b']), digestOf(['a\nb']));
  assert.deepEqual(pieces(0), []);
  assert.deepEqual(pieces(100_001), [
    { from: 1, to: 100_000 },
    { from: 100_001, to: 100_001 },
  ]);
});

it('pauses grow up to half a minute, and are as long as the server asks for', () => {
  assert.deepEqual(
    [1, 2, 3, 7, 50].map((failures) => pauseAfter(failures, 0, 1)),
    [500, 1000, 2000, 30_000, 30_000],
  );
  assert.equal(pauseAfter(3, 0, 0), 1000);
  assert.equal(pauseAfter(1, 60_000, 0), 60_000);
});

describe('the command line', () => {
  it('faults', () => {
    assert.deepEqual(['500', 'hang@0.25', 'clock-skew=-400'].map(parseFault), [
      { name: '500', share: 1 },
      { name: 'hang', share: 0.25 },
      { skew_s: -400 },
    ]);
    for (const wrong of ['', '501', '500@', '500@2', '500@-1', 'hang@0.1@0.2', 'clock-skew=', 'clock-skew=1@0.5'])
      assert.throws(() => parseFault(wrong), /--fault/);
  });

  for (const [line, complaint] of [
    ['', /a command is missing/],
    ['sit', /no command "sit"/],
    ['run --server http://a', /needs --token-file/],
    ['run --server http://a/b --token-file t', /without a path/],
    ['run --server http://a --token-file t --listen 127.0.0.1:0', /--listen and --secret-file/],
    ['run --server http://a --token-file t --no-feed', /would do nothing/],
    ['run --server http://a --token-file t --listen here --secret-file s', /HOST:PORT/],
    ['run --server http://a --token-file t --fault x', /no fault "x"/],
    ['verify --server http://a', /takes one FILE/],
    ['status now', /takes one FILE/],
    ['status --format xml', /text or json/],
    ['status --colour', /--colour/],
  ])
    it(`"${line}" is wrong use`, () =>
      assert.throws(
        () => readOptions(line.split(' ').filter(Boolean)),
        (error) => error instanceof WrongUse && complaint.test(error.message),
      ));
});

it('the table has a row for each approval, and names what was refused', () => {
  const row = {
    number: 'KP-1',
    region: 'CN-GD',
    state: 'active',
    shop: null,
    mark: 'wanted',
    valid_until: '2027',
    partner: 'urn:uuid:1',
  };
  const text = statusText({
    cursor: { id: 'evt_3', sequence: 3 },
    events: { acted: 2, refused: 1 },
    ways: { feed: 3 },
    partners: [row],
    deeds: [],
    refused: [{ id: 'evt_2', way: 'feed', reason: 'key: unknown' }],
  });
  assert.match(text, /^NUMBER +REGION .*\nKP-1 +CN-GD +active +- +wanted +2027 +urn:uuid:1\n/);
  assert.match(
    text,
    /\n1 approvals, 0 deeds; events: 2 acted, 1 refused; first by: 3 feed\nfeed: taken up to 3 \(evt_3\)\nREFUSED evt_2 \(feed\): key: unknown\n$/,
  );
});
