// Every language says everything, with the same places and with the plural
// forms it needs; every code of the server has a sentence; nothing lies unused.
// Prints each finding and exits 1 if there is one.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (...path) => readFileSync(join(web, ...path), 'utf8');
const findings = [];

const forms = (message) => (typeof message === 'string' ? { other: message } : message);
const places = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(' ');

function checkMessage(file, language, key, source, message) {
  const where = `${file}: "${key}"`;
  if (typeof source === 'string' !== (typeof message === 'string')) findings.push(`${where} must be ${typeof source === 'string' ? 'one text' : 'plural forms'}, as in English`);
  if (typeof message !== 'string') {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const category of needed) if (!message[category]) findings.push(`${where} lacks the plural form "${category}"`);
    for (const category of Object.keys(message)) if (!needed.includes(category)) findings.push(`${where} has the plural form "${category}", which ${language} does not use`);
  }
  for (const text of Object.values(forms(message))) {
    if (text.trim() === '') findings.push(`${where} is empty`);
    if (places(text) !== places(forms(source).other)) findings.push(`${where} has the places ${places(text) || '(none)'}, English has ${places(forms(source).other) || '(none)'}`);
  }
}

function checkLanguage(folder, file, source) {
  const language = file.replace('.json', '');
  const messages = JSON.parse(read(folder, file));
  for (const [key, message] of Object.entries(source)) {
    if (messages[key] === undefined) findings.push(`${folder}/${file}: "${key}" is missing`);
    else checkMessage(`${folder}/${file}`, language, key, message, messages[key]);
  }
  for (const key of Object.keys(messages)) if (source[key] === undefined) findings.push(`${folder}/${file}: "${key}" is not in en.json`);
}

function sourceText(folder) {
  return readdirSync(join(web, folder), { withFileTypes: true })
    .map((entry) => {
      if (entry.isDirectory()) return sourceText(join(folder, entry.name));
      return /\.tsx?$/.test(entry.name) ? read(folder, entry.name) : '';
    })
    .join('\n');
}

/** Keys put together at run time start with one of these. */
const composed = ['error.', 'field.', 'approval.state.', 'me.state.', 'me.decision.', 'navigator.', 'register.', 'event.', 'actor.', 'url.', 'description.'];

function checkUse(folder, source, text) {
  for (const key of Object.keys(source)) {
    const used = text.includes(`'${key}'`) || composed.some((start) => key.startsWith(start)) || text.includes(`\`${key.replace(/[^.]*$/, '')}\${`);
    if (!used) findings.push(`${folder}/en.json: "${key}" is not used`);
  }
}

function checkServerCodes(source) {
  const table = read('..', 'engine', 'base', 'error.cpp');
  const codes = [...table.matchAll(/return "([a-z-]+)";/g)].map((match) => match[1]);
  if (codes.length === 0) findings.push('engine/base/error.cpp: no codes found; this check must follow it');
  for (const code of codes) if (!source[`error.${code}`]) findings.push(`locales/en.json: no sentence for the server's code "${code}"`);
}

const text = ['core', 'ui', 'applicant', 'hq'].map(sourceText).join('\n');
for (const folder of ['locales', 'locales/hq', 'locales/office']) {
  const source = JSON.parse(read(folder, 'en.json'));
  const files = readdirSync(join(web, folder)).filter((name) => name.endsWith('.json'));
  for (const file of files) checkLanguage(folder, file, source);
  checkUse(folder, source, text);
  if (folder === 'locales') checkServerCodes(source);
  console.log(`${folder}: ${Object.keys(source).length} messages in ${files.length} languages`);
}
for (const finding of findings) console.error(finding);
process.exit(findings.length > 0 ? 1 : 0);
