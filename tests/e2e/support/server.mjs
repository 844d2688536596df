// The real server on a free port with a data directory of its own.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { banks as shipped_banks, pages, program } from './paths.mjs';

const start_limit_ms = 30_000;
const stop_limit_ms = 20_000;

function addressIn(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why) => reject(new Error(`the server did not start (${why}):\n${output}`));
    const timer = setTimeout(() => fail('too slow'), start_limit_ms);
    const read = (chunk) => {
      output += chunk;
      const found = /serves on (http:\/\/[^/\s]+)/.exec(output);
      if (!found) return;
      clearTimeout(timer);
      resolve(found[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code) => fail(`exit ${code}`));
  });
}

export class Server {
  /** `banks`: folder of question banks; the shipped ones by default. */
  static async start({ banks = shipped_banks } = {}) {
    const server = new Server();
    server.banks = banks;
    server.data = mkdtempSync(join(tmpdir(), 'kiosk-data-'));
    await server.launch('127.0.0.1:0');
    return server;
  }

  async launch(listen) {
    const options = ['serve', '--listen', listen, '--operations-listen', '127.0.0.1:0', '--data', this.data, '--banks', this.banks, '--web', pages, '--log-level', 'warning'];
    this.child = spawn(program, options, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.url = await addressIn(this.child);
  }

  /** Asks to stop and waits for it; answers the exit code. */
  async halt() {
    const ended = new Promise((resolve) => this.child.on('exit', resolve));
    const timer = setTimeout(() => this.child.kill('SIGKILL'), stop_limit_ms);
    this.child.kill('SIGTERM');
    const code = await ended;
    clearTimeout(timer);
    return code;
  }

  /** Stops and comes back on the same address with the same data. */
  async restart() {
    await this.halt();
    await this.launch(new URL(this.url).host);
  }

  async stop() {
    await this.halt();
    rmSync(this.data, { recursive: true, force: true });
    if (this.banks !== shipped_banks) rmSync(this.banks, { recursive: true, force: true });
  }

  /** A command against the running server, for example `token add …`; answers its output. */
  command(words, input = '') {
    const done = spawnSync(program, [...words, '--data', this.data], { encoding: 'utf8', input });
    if (done.status !== 0) throw new Error(`kiosk-exam ${words.join(' ')}: exit ${done.status}\n${done.stdout}${done.stderr}`);
    return done.stdout;
  }

  token(scope) {
    const found = /\bkk_[\w-]+/.exec(this.command(['token', 'add', 'e2e', '--scope', scope]));
    if (!found) throw new Error('no token was printed');
    return found[0];
  }

  addStaff(name, password) {
    this.command(['staff', 'add', name, '--role', 'hq', '--password-stdin'], `${password}\n`);
  }
}
