// What the disk can do to the data directory: unreadable, foreign, newer, damaged, read-only, full.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statfsSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Applicant } from './applicant.mjs';
import { assertRefused, atEnd, contents, run, Running, scratch, serveWords } from './program.mjs';
import { seeded, until, Writers } from './writers.mjs';

const limit = { timeout: 90_000 };

/** A small file system in memory, or nothing where mounting is not allowed; it goes with the test. */
function smallDisk(t, megabytes) {
  const folder = scratch(t);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', folder]);
  if (mounted.status !== 0) {
    t.skip('mounting a tmpfs is not allowed here');
    return undefined;
  }
  atEnd(t, () => spawnSync('umount', ['--lazy', folder]));
  return folder;
}

/** Overwrites bytes of a file that nobody has open. */
function overwrite(file, place, bytes) {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, place);
  closeSync(descriptor);
}

/** The four bytes of a number in the database's head (sqlite.org/fileformat2.html, 1.3). */
function bigEndian(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
const user_version_place = 60;
const application_id_place = 68;

const noise = (length) => Buffer.alloc(length, 'not what was written here ');

/** A data directory with an attempt whose answers are saved; the server has stopped. */
async function filled(t, data) {
  const server = await Running.start(t, { data });
  const applicant = await Applicant.sitting(server);
  await applicant.saveAll();
  await server.halt();
  return { server, applicant, file: join(server.data, 'kiosk.db') };
}

describe('a data directory that cannot be one', () => {
  it('a file: exit 1, says so, and the file is as before', limit, (t) => {
    const data = join(scratch(t), 'data');
    writeFileSync(data, 'a letter');
    for (const place of [data, join(data, 'below')]) {
      assertRefused(run(serveWords(place)), 1, new RegExp(`${place}: .*(is no directory|Not a directory)`));
      assertRefused(run(['verify-audit', '--data', place]), 1, new RegExp(place));
    }
    assert.equal(readFileSync(data, 'utf8'), 'a letter');
  });

  it('read-only: exit 1, says so, and commands too', limit, async (t) => {
    const disk = smallDisk(t, 16);
    if (!disk) return;
    const { server } = await filled(t, join(disk, 'data'));
    assert.equal(spawnSync('mount', ['-o', 'remount,ro', disk]).status, 0);
    const before = contents(server.data);
    assertRefused(run(serveWords(server.data)), 1, new RegExp(server.data), /[Rr]ead-only/);
    assertRefused(server.tell(['staff', 'add', 'anna', '--role', 'hq', '--password-stdin'], { input: 'long enough a password\n' }), 1, /[Rr]ead-only/);
    assert.deepEqual(contents(server.data), before);
    assert.equal(spawnSync('mount', ['-o', 'remount,rw', disk]).status, 0);
    await server.launch(server.address());
  });
});

describe('a database file that must not be touched: exit 1, says why, changes nothing', () => {
  const middle = (file) => Math.floor(readFileSync(file).length / 2 / 4096) * 4096;
  for (const [what, spoil, ...patterns] of [
    ['of a newer schema', (file) => overwrite(file, user_version_place, bigEndian(99)), /schema-newer/, /schema 99/, /newer program/],
    ['of another program', (file) => overwrite(file, application_id_place, bigEndian(7)), /belongs to another program/],
    ['whose head is damaged', (file) => overwrite(file, 0, noise(100)), /damaged/, /restore a backup/],
    ['that is damaged in the middle', (file) => overwrite(file, middle(file), noise(8192)), /damaged/, /restore a backup/],
    ['that was cut off', (file) => truncateSync(file, middle(file)), /damaged/, /restore a backup/],
  ])
    it(what, limit, async (t) => {
      const { server, applicant, file } = await filled(t);
      const whole = readFileSync(file);
      spoil(file);
      const before = contents(server.data);
      assertRefused(run(serveWords(server.data)), 1, ...patterns);
      assertRefused(server.tell(['verify-audit']), 1, ...patterns);
      assertRefused(server.tell(['migrate']), 1, ...patterns);
      assert.deepEqual(contents(server.data), before);

      writeFileSync(file, whole);
      await server.launch(server.address());
      assert.equal((await applicant.submit()).decision, 'pass', 'with the file put back all is as before');
    });
});

describe('key files that are damaged, or not those of the database: exit 1 and the name, changes nothing', () => {
  const put = (...bytes) => (file) => writeFileSync(file, Buffer.concat(bytes));
  const remove = (file) => rmSync(file, { recursive: true });
  for (const [what, pattern, spoil] of [
    ['an empty secret', /^secret\.key$/, put()],
    ['another secret', /^secret\.key$/, put(noise(32))],
    ['no secret', /^secret\.key$/, remove],
    ['an empty private key', /^keys\/[\d-]+\.pem$/, put()],
    ['a private key that is none', /^keys\/[\d-]+\.pem$/, put(noise(240))],
    ['no private key', /^keys\/[\d-]+\.pem$/, remove],
    ['a public key that is none', /^keys\/[\d-]+\.public\.pem$/, put(noise(180))],
    ['no public key', /^keys\/[\d-]+\.public\.pem$/, remove],
    ['an empty name of the signing key', /^keys\/signing-key$/, put()],
  ])
    it(what, limit, async (t) => {
      const { server, applicant } = await filled(t);
      const name = contents(server.data).map(([file]) => file).find((file) => pattern.test(file));
      const file = join(server.data, name);
      const whole = readFileSync(file);
      spoil(file);
      const before = contents(server.data);
      assertRefused(run(serveWords(server.data)), 1, new RegExp(name));
      assert.deepEqual(contents(server.data), before);
      writeFileSync(file, whole, { mode: 0o600 });
      await server.launch(server.address());
      assert.equal((await applicant.submit()).decision, 'pass');
    });

  it('no keys at all where credentials have been issued', limit, async (t) => {
    const { server, applicant } = await filled(t);
    await server.launch(server.address());
    assert.equal((await applicant.submit()).decision, 'pass');
    await server.halt();
    remove(join(server.data, 'keys'));
    assertRefused(run(serveWords(server.data)), 1, /keys/);
    assert.equal(existsSync(join(server.data, 'keys')), false, 'a new key would not verify what the old one signed');
  });
});

describe('a full disk', () => {
  const disk_mb = 6;

  /** Takes all the room that is left. */
  function fill(disk) {
    const descriptor = openSync(join(disk, 'ballast'), 'w');
    const block = Buffer.alloc(4096);
    try {
      for (;;) writeSync(descriptor, block);
    } catch (error) {
      assert.equal(error.code, 'ENOSPC');
    } finally {
      closeSync(descriptor);
    }
  }

  /** Saves until the disk refuses; answers the refusal. The write-ahead log may still have room for a while. */
  async function saveUntilFull(applicant) {
    for (let i = 0; i < 2000; ++i) {
      const reply = await applicant.save(applicant.items.slice(0, 10));
      if (reply.status !== 200) return reply;
    }
    throw new Error('the disk never was full');
  }

  const revisions = async (applicant) => new Map([...(await applicant.stored())].map(([item, { revision }]) => [item, revision]));

  it('refuses saves with store-full, loses none that was acknowledged, and goes on when there is room', limit, async (t) => {
    const disk = smallDisk(t, disk_mb);
    if (!disk) return;
    const server = await Running.start(t, { data: join(disk, 'data') });
    const applicant = await Applicant.sitting(server);
    await applicant.saveAll();
    fill(disk);

    const refused = await saveUntilFull(applicant);
    assert.equal(refused.status, 503);
    assert.equal(refused.body.code, 'store-full');
    assert.ok(refused.retry_after_s > 0, 'the page is told when to try again');
    const acknowledged = await revisions(applicant);
    assert.equal(acknowledged.size, applicant.items.length, 'what was saved before can be read');
    assert.equal((await applicant.save(applicant.items)).body.code, 'store-full');
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
    assert.deepEqual(await revisions(applicant), acknowledged);
    assertRefused(server.tell(['token', 'add', 'flow', '--scope', 'events:read']), 1, /store-full/);
    assertRefused(server.tell(['backup', join(disk, 'copy.db')]), 1, /full|No space left/);
    assert.deepEqual(contents(disk).map(([file]) => file).filter((file) => file.startsWith('copy')), []);

    rmSync(join(disk, 'ballast'));
    await applicant.saveAll();
    await server.restart();
    assert.equal(server.tell(['verify-audit']).code, 0);
    assert.equal((await applicant.submit()).decision, 'pass');
  });

  it('nearly full: no exam begins, those that run go on to their results, and it ends by itself', limit, async (t) => {
    const disk = smallDisk(t, 2 * disk_mb);
    if (!disk) return;
    const server = await Running.start(t, { data: join(disk, 'data') });
    const [running, prepared, waiting] = [await Applicant.sitting(server), await Applicant.register(server), await Applicant.register(server)];
    await prepared.prepare();
    const room = statfsSync(disk);
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(room.bavail * room.bsize - 1024 * 1024)); // leaves 1 of 12 MB
    await server.hears(/disk-nearly-full/);
    for (const begin of [() => waiting.ask('POST', '/api/v1/exams/kiosk-partner/attempts', {}), () => prepared.ask('POST', `/api/v1/attempts/${prepared.attempt}/start`, {})]) {
      const { status, body, retry_after_s } = await begin();
      assert.deepEqual([status, body.code], [503, 'unavailable']);
      assert.match(body.detail, /disk is nearly full/);
      assert.ok(retry_after_s > 0);
    }
    await running.saveAll();
    assert.equal((await running.submit()).decision, 'pass');
    rmSync(join(disk, 'ballast'));
    await server.hears(/disk-has-room/);
    await prepared.start();
    await waiting.prepare();
    assert.equal(server.said.match(/disk-nearly-full/g).length, 1, 'told once');
  });

  it('room is asked for only below the reserve that the operator sets', limit, async (t) => {
    const disk = smallDisk(t, 2 * disk_mb);
    if (!disk) return;
    const data = join(disk, 'data');
    const server = await Running.start(t, { data, extra: ['--disk-reserve-mb', '0'] });
    const room = statfsSync(disk);
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(room.bavail * room.bsize - 1024 * 1024));
    await server.restart();
    await Applicant.sitting(server);
    assert.doesNotMatch(server.said, /disk-nearly-full/);
  });

  it('a server that is killed and started on a full disk loses nothing', limit, async (t) => {
    const disk = smallDisk(t, disk_mb);
    if (!disk) return;
    const server = await Running.start(t, { data: join(disk, 'data') });
    const applicant = await Applicant.sitting(server);
    await applicant.saveAll();
    fill(disk);
    await saveUntilFull(applicant);
    const acknowledged = await revisions(applicant);
    await server.kill();

    const started = await server.launch(server.address()).then(() => true, () => false);
    if (!started) assert.match(server.said, /cannot serve: .*(full|No space left)/);
    rmSync(join(disk, 'ballast'));
    if (!started) await server.launch(server.address());
    assert.deepEqual(await revisions(applicant), acknowledged);
    await applicant.saveAll();
    assert.equal((await applicant.submit()).decision, 'pass');
  });

  it('fills up under load: writes are put off, reads go on, and all is well again as soon as there is room', limit, async (t) => {
    const disk = smallDisk(t, disk_mb);
    if (!disk) return;
    const server = await Running.start(t, { data: join(disk, 'data'), extra: ['--log-level', 'error'] });
    const writers = await Writers.sitting(server, 8, seeded(t));
    await writers.during(async () => {
      await writers.more(50);
      for (let round = 0; round < 3; ++round) {
        fill(disk);
        await until(() => writers.all.every((writer) => writer.is_put_off), 'nobody can save any more');
        await writers.assertKept();
        assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
        rmSync(join(disk, 'ballast'));
        await writers.more(50);
      }
    });
    t.diagnostic(`${writers.sum('saves')} saves acknowledged, ${writers.sum('put_off')} times put off`);
    await server.kill();
    await server.launch(server.address());
    await writers.assertKept();
    assert.equal(server.tell(['verify-audit']).code, 0);
  });

  it('a first start with no room: exit 1 and the reason', limit, async (t) => {
    const disk = smallDisk(t, 1);
    if (!disk) return;
    fill(disk);
    assertRefused(run(serveWords(join(disk, 'data'))), 1, /full|No space left/);
    rmSync(join(disk, 'ballast'));
  });
});
