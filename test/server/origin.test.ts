import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { originOf } from '../../server/origin.ts';

const own = 'https://phone.example';

function read(origin: string | undefined, mine: string | null = own) {
  return originOf({ headers: { origin } } as IncomingMessage, mine);
}

test('the own page, and whoever is no browser', () => {
  assert.deepEqual(read(own), { kind: 'own' });
  assert.deepEqual(read(undefined), { kind: 'own' });
});

test('pages of other servers, each by its origin', () => {
  for (const origin of [
    'https://other.example',
    'https://other.example:9000',
    'https://phone.example:8443',
    'http://phone.example',
    'http://localhost:9000',
    'https://phone.example.other.example',
    `https://${'a.'.repeat(123)}example`,
  ]) {
    assert.deepEqual(read(origin), { kind: 'other', origin }, origin);
  }
});

test('pages of no server, and what is no origin', () => {
  for (const origin of [
    'null',
    '',
    'file://',
    'chrome-extension://abcdef',
    'blob:https://other.example/x',
    'https://other.example/path',
    'https://other.example ',
    'https://me@other.example',
    'HTTPS://OTHER.example',
    '__proto__',
    `https://${'a.'.repeat(124)}example`,
  ]) {
    assert.deepEqual(read(origin), { kind: 'none' }, origin);
  }
});

test('without an own origin every page is one’s own', () => {
  for (const origin of ['https://other.example', 'null', '']) {
    assert.deepEqual(read(origin, null), { kind: 'own' });
  }
});
