// Debian's haproxy and nginx, as processes of a test.

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { atEnd, scratch } from '../process/program.mjs';

const start_limit_ms = 10_000;

export function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

const haproxyConfig = (port, upstream) => `
global
  log stdout format raw daemon
defaults
  mode http
  timeout connect 2s
  timeout client 2s
  timeout server 5s
  timeout http-request 1s
  http-reuse always
frontend applicants
  bind 127.0.0.1:${port}
  default_backend kiosk
backend kiosk
  server kiosk 127.0.0.1:${upstream} pool-max-conn 1
`;

// Its workers must reach the scratch folder; without the rights of root, nginx ignores `user`.
const nginxConfig = (folder, site) => `
user root;
daemon off;
pid ${folder}/nginx.pid;
error_log stderr crit;
events { worker_connections 64; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ')}
  ${site}
}
`;

const strictSite = (port, upstream) => `
  client_header_timeout 1s;
  client_body_timeout 1s;
  keepalive_timeout 1s;
  client_max_body_size 128k;
  upstream kiosk { server 127.0.0.1:${upstream}; keepalive 1; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://kiosk;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
    }
  }
`;

const accepts = (port) =>
  new Promise((resolve) => {
    const probe = connect(port, '127.0.0.1');
    probe.on('connect', () => resolve(true)).on('error', () => resolve(false));
    probe.on('connect', () => probe.destroy());
  });

async function run(t, port, program, words) {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  let over = false;
  const ended = new Promise((resolve) => child.on('exit', resolve).on('error', resolve)).then(() => (over = true));
  atEnd(t, async () => {
    child.kill('SIGTERM');
    await ended;
  });
  for (const until = Date.now() + start_limit_ms; !(await accepts(port)); ) {
    if (over || Date.now() > until) throw new Error(`${program} did not start:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** nginx with this inside of its `http` block, for as long as the test runs; `port`: where it accepts when it is there. */
export async function startNginx(t, port, site) {
  const folder = scratch(t);
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, nginxConfig(folder, site));
  await run(t, port, '/usr/sbin/nginx', ['-p', folder, '-c', file, '-e', 'stderr']);
}

async function startHaproxy(t, port, config) {
  const file = join(scratch(t), 'haproxy.cfg');
  writeFileSync(file, config);
  await run(t, port, '/usr/sbin/haproxy', ['-db', '-f', file]);
}

/**
 * The proxy before a server on this port, with one connection to it that all clients share: what one client leaves on
 * it, the next one would get. Answers the port.
 */
export async function startProxy(t, name, upstream) {
  const port = await freePort();
  if (name === 'nginx') await startNginx(t, port, strictSite(port, upstream));
  else await startHaproxy(t, port, haproxyConfig(port, upstream));
  return port;
}
