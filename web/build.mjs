// Builds the pages into dist/, puts .br and .gz beside every text file, and
// fails when an entry has grown over its budget.

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const web = dirname(fileURLToPath(import.meta.url));
const dist = join(web, 'dist');

/** Bytes after brotli: the document with every script and style that it names, strings included. */
const budgets = { 'index.html': 36_000, 'hq/index.html': 30_000 };
/** Scripts that a page loads later, with their styles and strings. */
const lateBudgets = { office: 20_000 };

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

function compress(path) {
  const bytes = readFileSync(path);
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}

const size = (path) => readFileSync(path).length;

function sum(paths) {
  const of = (ending) => paths.reduce((total, path) => total + size(path + ending), 0);
  return { raw: of(''), gz: of('.gz'), br: of('.br') };
}

/** What one page needs: itself and the assets it links, which in turn load nothing else at start. */
function weigh(page) {
  const html = readFileSync(join(dist, page), 'utf8');
  const assets = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]);
  const paths = [page, ...assets].map((path) => join(dist, path));
  return sum(paths);
}

/** A script that is loaded later, with its style. */
function weighLate(name) {
  const paths = readdirSync(join(dist, 'assets')).filter((file) => file.startsWith(`${name}-`) && /\.(js|css)$/.test(file)).map((file) => join(dist, 'assets', file));
  return sum(paths);
}

rmSync(dist, { recursive: true, force: true });
for (const page of Object.keys(budgets)) {
  await build({ root: web, logLevel: 'warn', build: { emptyOutDir: false, rolldownOptions: { input: page } } });
}
for (const path of [...files(dist)]) if (/\.(html|js|css|svg)$/.test(path)) compress(path);

let over = false;
function report(name, { raw, gz, br }, budget) {
  const kept = br <= budget;
  over ||= !kept;
  console.log(`${name}: ${raw} bytes, gz ${gz}, br ${br} of ${budget}${kept ? '' : ' OVER BUDGET'}`);
}
for (const [page, budget] of Object.entries(budgets)) report(page, weigh(page), budget);
for (const [name, budget] of Object.entries(lateBudgets)) report(name, weighLate(name), budget);
process.exit(over ? 1 : 0);
