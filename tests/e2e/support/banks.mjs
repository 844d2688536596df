// The question banks as the tests need them: a copy with another policy, and
// the right answers by the text of the stem.

import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { banks } from './paths.mjs';

/** A copy of the banks whose exam has these policy values, for example `{ time_limit_s: 20 }`. */
export function banksWithPolicy(values) {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-banks-'));
  cpSync(banks, folder, { recursive: true });
  const path = join(folder, 'exams', 'kiosk-partner.yaml');
  let text = readFileSync(path, 'utf8');
  for (const [name, value] of Object.entries(values)) {
    const changed = text.replace(new RegExp(`^(  ${name}:).*$`, 'm'), `$1 ${value}`);
    if (changed === text) throw new Error(`the exam has no policy value ${name}`);
    text = changed;
  }
  writeFileSync(path, text);
  return folder;
}

function readFolder(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.map((name) => parse(readFileSync(join(folder, name), 'utf8')));
}

/** What a person would choose or write: option texts, `true`/`false`, or a number. */
function rightAnswer(item, options) {
  if (item.kind === 'numeric') return { number: String(item.correct) };
  if (item.kind === 'true_false') return { truth: String(item.correct) };
  return { texts: [item.correct].flat().map((id) => options[id]) };
}

/** Stem -> right answer, in every language. */
export function loadKey() {
  const files = readFolder(join(banks, 'banks'));
  const key = new Map();
  for (const bank of files.filter((file) => file.schema === 'kiosk-bank/1')) {
    const translations = files.filter((file) => file.schema === 'kiosk-translation/1' && file.bank === bank.id);
    for (const item of bank.items) {
      key.set(item.stem, rightAnswer(item, item.options));
      for (const { items } of translations) key.set(items[item.id].stem, rightAnswer(item, items[item.id].options));
    }
  }
  return key;
}
