import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { format, inLanguage, pickLanguage } from '../../core/i18n.ts';

const read = (path) => JSON.parse(readFileSync(new URL(`../../locales/${path}`, import.meta.url), 'utf8'));

/** A count for each plural category that the language has. */
function countsOf(language) {
  const rules = new Intl.PluralRules(language);
  const counts = new Map();
  for (let n = 0; n <= 200; n += 1) if (!counts.has(rules.select(n))) counts.set(rules.select(n), n);
  return [...counts.values()];
}

describe('every message of every language formats', () => {
  for (const folder of ['', 'hq/']) {
    for (const file of readdirSync(new URL(`../../locales/${folder}`, import.meta.url)).filter((name) => name.endsWith('.json'))) {
      const language = file.replace('.json', '');
      it(`${folder}${file}`, () => {
        for (const [key, message] of Object.entries(read(folder + file))) {
          const all = typeof message === 'string' ? message : Object.values(message).join(' ');
          const params = Object.fromEntries([...all.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, 'x']));
          const counts = typeof message === 'string' ? [undefined] : countsOf(language);
          for (const n of counts) {
            const text = format(message, language, n === undefined ? params : { ...params, n });
            assert.ok(text.trim() !== '' && !text.includes('{') && !text.includes('undefined'), `${key}: ${text}`);
          }
        }
      });
    }
  }
});

it('picks the plural form of the language', () => {
  const message = { one: '{n} answer', other: '{n} answers' };
  assert.deepEqual([0, 1, 2].map((n) => format(message, 'en', { n })), ['0 answers', '1 answer', '2 answers']);
  assert.equal(format({ other: '{n} 题' }, 'zh-CN', { n: 1 }), '1 题');
});

it('writes numbers as the language does, and leaves texts alone', () => {
  assert.equal(format('{n} of {text}', 'en', { n: 12345, text: '12345' }), '12,345 of 12345');
});

it('a place without a parameter stays visible', () => {
  assert.equal(format('Hello {name}', 'en', {}), 'Hello {name}');
});

it('parameters are not read as places again', () => {
  assert.equal(format('{a} {b}', 'en', { a: '{b}', b: 'x' }), '{b} x');
});

it('falls back from a language to a near one, then to English, then to any', () => {
  const words = { en: 'Phones', 'zh-CN': '手机' };
  assert.equal(inLanguage(words, 'zh-CN'), '手机');
  assert.equal(inLanguage(words, 'zh-TW'), '手机');
  assert.equal(inLanguage(words, 'hi'), 'Phones');
  assert.equal(inLanguage({ hi: 'फ़ोन' }, 'en'), 'फ़ोन');
  assert.equal(inLanguage(undefined, 'en'), '');
});

it('picks a language that a person asked for', () => {
  assert.equal(pickLanguage(['zh-CN', 'en'], ['fr', 'EN-us', 'zh']), 'en');
  assert.equal(pickLanguage(['zh-CN', 'en'], ['zh-TW']), 'zh-CN');
  assert.equal(pickLanguage(['zh-CN', 'en'], ['fr']), 'zh-CN');
});
