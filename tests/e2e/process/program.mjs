// The built program as an operator meets it: commands that end, servers that run, and directories of their own.

import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pages, program, banks as shipped_banks } from '../support/paths.mjs';
import { Server } from '../support/server.mjs';

// They end a test that has failed; a loaded machine may be slow.
const command_limit_ms = 60_000;
const ready_limit_ms = 60_000;

const endings = new WeakMap();

/** Does this when the test has ended; what was asked for last comes first (node's own `after` does it the other way round). */
export function atEnd(t, action) {
  if (!endings.has(t)) {
    endings.set(t, []);
    t.after(async () => {
      for (const ending of endings.get(t).reverse()) await ending();
    });
  }
  endings.get(t).push(action);
}

/** A directory that goes when the test ends. */
export function scratch(t) {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-process-'));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of the shipped banks that a test may change. */
export function bankCopy(t) {
  const folder = join(scratch(t), 'banks');
  cpSync(shipped_banks, folder, { recursive: true });
  return folder;
}

/** Changes one file; the pattern must be found. */
export function edit(file, pattern, text) {
  const before = readFileSync(file, 'utf8');
  const after = before.replace(pattern, text);
  assert.notEqual(after, before, `${file} has no ${pattern}`);
  writeFileSync(file, after);
}

export function filesBelow(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

/** Another version for every exam and bank, as a change of content needs. */
export function giveVersion(banks, version) {
  for (const file of filesBelow(banks).filter((name) => /^(banks|exams)\/.*\.yaml$/.test(name))) {
    edit(join(banks, file), /^version: .*$/m, `version: "${version}"`);
  }
}

/** All bytes below a folder, to see that nothing was changed. */
export const contents = (folder) => filesBelow(folder).map((file) => [file, readFileSync(join(folder, file)).toString('base64')]);

export const mode = (path) => (statSync(path).mode & 0o777).toString(8).padStart(4, '0');

/** The environment without what another shell may have set for the program. */
function environment(extra) {
  const names = Object.keys(process.env).filter((name) => !name.startsWith('KIOSK_EXAM_'));
  return { ...Object.fromEntries(names.map((name) => [name, process.env[name]])), ...extra };
}

/** Runs the program to its end: exit code, standard output, standard error. */
export function run(words, { input = '', env = {}, cwd } = {}) {
  const done = spawnSync(program, words, { encoding: 'utf8', input, env: environment(env), cwd, timeout: command_limit_ms });
  if (done.error?.code === 'ETIMEDOUT') throw new Error(`it did not end:\n${done.stdout}${done.stderr}`);
  // EPIPE: it ended before it read its input, as it may; what it said and its exit code are whole.
  assert.ifError(done.error?.code === 'EPIPE' ? undefined : done.error);
  return { code: done.status, out: done.stdout, err: done.stderr };
}

/** The words for a server that shall serve, or be refused, on a free port. */
export const serveWords = (data, extra = [], { banks = shipped_banks, listen = '127.0.0.1:0' } = {}) => [
  ...['serve', '--listen', listen, '--operations-listen', '127.0.0.1:0', '--data', data, '--banks', banks, '--web', pages],
  ...extra,
];

/** Asserts that the program ended in this way and said so on standard error. */
export function assertRefused({ code, err }, expected_code, ...patterns) {
  assert.equal(code, expected_code, err);
  for (const pattern of patterns) assert.match(err, pattern);
}

/** A server that a test may kill, signal and start again, with everything it said. */
export class Running extends Server {
  /** Ends with the test, whatever happens in it. */
  static async start(t, { data = join(scratch(t), 'data'), banks = shipped_banks, listen = '127.0.0.1:0', extra = [], env = {}, ulimit } = {}) {
    const server = Object.assign(new Running(), { data, banks, extra, env, ulimit });
    atEnd(t, () => server.kill());
    await server.launch(listen);
    return server;
  }

  async launch(listen) {
    const words = serveWords(this.data, this.extra, { banks: this.banks, listen });
    const [command, ...rest] = this.ulimit ? ['sh', '-c', `ulimit ${this.ulimit} && exec "$@"`, 'sh', program, ...words] : [program, ...words];
    this.child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: environment(this.env) });
    this.said = '';
    this.closed = new Promise((resolve) => this.child.on('close', resolve)); // ended, and all that it said was heard
    for (const stream of [this.child.stdout, this.child.stderr]) stream.setEncoding('utf8').on('data', (text) => (this.said += text));
    [, this.url] = await this.hears(/serves on (http:\/\/[^/\s]+)/, ready_limit_ms);
  }

  /** Waits until the server has said something; answers the match. */
  async hears(pattern, limit_ms = 60_000) {
    const end = Date.now() + limit_ms;
    for (;;) {
      const found = pattern.exec(this.said);
      if (found) return found;
      if (this.ended() || Date.now() > end) throw new Error(`the server ${this.ended() ? 'ended' : 'did not speak'} before ${pattern}:\n${this.said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Loads the banks again; answers what the server said about it. */
  async reload() {
    const before = this.said.length;
    this.child.kill('SIGHUP');
    await this.hears(new RegExp(`^[^]{${before}}[^]*content-(loaded|refused)[^]*\n`));
    return this.said.slice(before);
  }

  ended() {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async kill() {
    if (this.ended()) return;
    const ended = new Promise((resolve) => this.child.on('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
  }

  /** Waits for the process to end by itself; answers its exit code. */
  async exit() {
    await this.closed;
    return this.child.exitCode;
  }

  /** A value of /proc/PID/status in bytes, `VmRSS` or `VmHWM`. */
  memory(name) {
    const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'));
    return Number(kilobytes) * 1024;
  }

  /** Processor time used so far, in ticks of 10 ms: fields 14 and 15 of /proc/PID/stat, which follow the name in brackets. */
  ticks() {
    const fields = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  }

  /** The metrics by name, without those that have labels. */
  async metrics() {
    const [, url] = await this.hears(/metrics on (\S+)\)/);
    const text = await (await fetch(url)).text();
    return Object.fromEntries([...text.matchAll(/^(\w+) (\S+)$/gm)].map(([, name, value]) => [name, Number(value)]));
  }

  /** A command by the socket of this server (or, when it has ended, by the directory's lock). */
  tell(words, options) {
    return run([...words, '--data', this.data], options);
  }

  /** The same without holding up what else the test does. */
  tellMeanwhile(words) {
    return new Promise((resolve) => {
      execFile(program, [...words, '--data', this.data], { env: environment({}) }, (error, out, err) => resolve({ code: error ? error.code : 0, out, err }));
    });
  }

  address() {
    return new URL(this.url).host;
  }
}

/** The server still runs, ends well when it is asked to, and no sanitizer that may be in it has found anything. */
export async function assertSound(server) {
  assert.equal(server.ended(), false, server.said);
  assert.equal(await server.halt(), 0, server.said);
  await server.closed;
  assert.doesNotMatch(server.said, /Sanitizer|runtime error:/);
}

/** The copy that the program makes and checks itself is also checked by another SQLite than the program's connection. */
export function assertWholeFile(file) {
  const checks = 'import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); print(d.execute("PRAGMA integrity_check").fetchall(), d.execute("PRAGMA foreign_key_check").fetchall())';
  assert.equal(spawnSync('python3', ['-c', checks, file], { encoding: 'utf8' }).stdout, "[('ok',)] []\n");
}

export const hasSocket = (data) => existsSync(join(data, 'command.sock'));
