import assert from 'node:assert/strict';
import { it } from 'node:test';
import { matchRoute, safeNext } from '../../core/router.ts';

const routes = [['/', 'home'], ['/attempt/:id', 'attempt'], ['/attempt/:id/review', 'review'], ['/attempt/:id/:number', 'question']];

it('finds the page and its parameters', () => {
  assert.deepEqual(matchRoute(routes, '/'), { page: 'home', params: {} });
  assert.deepEqual(matchRoute(routes, '/attempt/x1'), { page: 'attempt', params: { id: 'x1' } });
  assert.deepEqual(matchRoute(routes, '/attempt/x1/7'), { page: 'question', params: { id: 'x1', number: '7' } });
});

it('the first fitting pattern wins, and a last slash does not matter', () => {
  assert.equal(matchRoute(routes, '/attempt/x1/review').page, 'review');
  assert.equal(matchRoute(routes, '/attempt/x1/').page, 'attempt');
});

it('decodes, and refuses what cannot be decoded or is empty', () => {
  assert.deepEqual(matchRoute(routes, '/attempt/a%20b').params, { id: 'a b' });
  assert.equal(matchRoute(routes, '/attempt/%E0%A4%A'), undefined);
  assert.equal(matchRoute(routes, '/attempt//7'), undefined);
  assert.equal(matchRoute(routes, '/nowhere'), undefined);
});

it('goes on only to places of this site', () => {
  assert.equal(safeNext('/attempt/x1', '/me'), '/attempt/x1');
  for (const bad of [null, '', 'https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example', 'javascript:1']) {
    assert.equal(safeNext(bad, '/me'), '/me');
  }
});
