// The command line.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { faults_help, parseFault } from './faults.mjs';

export const usage = `\
usage: node onboarding_consumer COMMAND [options]

  run              follow the feed, take webhooks, tell the server who was onboarded; ends on Ctrl-C
  status           a table of the partners, and what became of the events
  digest           compare all events taken from the feed with the server's; exit 1 when they differ
  verify FILE      check a credential (a compact JWS; "-" = standard input); exit 1 when it is refused

  --server URL           the server's base URL, as credentials name it        (run, digest, verify)
  --data DIR             where onboarding.db lies (default: onboarding-data)  (run, status, digest)
  --token-file FILE      file with a machine token                            (run, digest)
  --listen HOST:PORT     take webhooks there; port 0 = any free one           (run)
  --secret-file FILE     file with the endpoint's secret; one a line while it is changed
  --no-feed              webhooks alone
  --format text|json     of status
${faults_help}
`;

/** What the user did wrong; the usage follows it. */
export class WrongUse extends Error {}

const known = {
  server: { type: 'string' },
  data: { type: 'string', default: 'onboarding-data' },
  'token-file': { type: 'string' },
  listen: { type: 'string' },
  'secret-file': { type: 'string' },
  'no-feed': { type: 'boolean', default: false },
  format: { type: 'string', default: 'text' },
  fault: { type: 'string', multiple: true, default: [] },
  help: { type: 'boolean', short: 'h', default: false },
};

function parsed(words) {
  try {
    return parseArgs({ args: words, options: known, allowPositionals: true });
  } catch (error) {
    throw new WrongUse(error.message);
  }
}

function address(text) {
  const found = /^(.+):(\d{1,5})$/.exec(text);
  if (!found || Number(found[2]) > 65535) throw new WrongUse(`--listen takes HOST:PORT, not "${text}"`);
  return { host: found[1].replace(/^\[(.*)\]$/, '$1'), port: Number(found[2]) };
}

function faults(texts) {
  try {
    return texts.map(parseFault);
  } catch (error) {
    throw new WrongUse(error.message);
  }
}

/** `{command, file, server, data, token_file, listen, secret_file, feed, format, faults, help}`. Error: WrongUse. */
export function readOptions(words) {
  const { values, positionals } = parsed(words);
  const [command, file, ...more] = positionals;
  if (values.help) return { help: true };
  const needs = { run: ['server', 'token-file'], status: [], digest: ['server', 'token-file'], verify: ['server'] }[
    command
  ];
  if (!needs) throw new WrongUse(command ? `there is no command "${command}"` : 'a command is missing');
  if (more.length > 0 || (file !== undefined) !== (command === 'verify'))
    throw new WrongUse('"verify" takes one FILE, the other commands none');
  for (const name of needs) if (!values[name]) throw new WrongUse(`"${command}" needs --${name}`);
  if (values.server && !/^https?:\/\/[^/]+$/.test(values.server))
    throw new WrongUse('--server is a URL without a path, such as https://cert.example');
  if ((values.listen === undefined) !== (values['secret-file'] === undefined))
    throw new WrongUse('--listen and --secret-file go together');
  if (values['no-feed'] && !values.listen) throw new WrongUse('--no-feed without --listen would do nothing');
  if (!['text', 'json'].includes(values.format)) throw new WrongUse(`--format is text or json, not "${values.format}"`);
  return {
    command,
    file,
    server: values.server,
    data: values.data,
    token_file: values['token-file'],
    listen: values.listen && address(values.listen),
    secret_file: values['secret-file'],
    feed: !values['no-feed'],
    format: values.format,
    faults: faults(values.fault),
  };
}

/** The lines of a file that are not empty: a token, or one or two secrets. */
export function secretLines(file) {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length === 0) throw new Error(`${file} is empty`);
  return lines;
}
