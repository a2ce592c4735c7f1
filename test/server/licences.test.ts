import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

test('the build names the packages of the page, each with its terms, and none of the server', () => {
  const list = JSON.parse(readFileSync('dist/web/licences.json', 'utf8')) as Licence[];
  const names = list.map(({ name }) => name);
  for (const name of [
    'eventemitter3',
    'lit',
    'lit-html',
    'peerjs',
    'qr',
    'valibot',
    'webrtc-adapter',
    'workbox-core',
    'workbox-precaching',
    'workbox-routing',
    'workbox-strategies',
  ]) {
    assert.ok(names.includes(name), `${name} is named`);
  }
  for (const name of ['express', 'peer', 'vite', 'tincan']) assert.ok(!names.includes(name));
  for (const { name, version, licence, text } of list) {
    assert.match(version, /^\d+\.\d+\.\d+/, name);
    assert.notEqual(licence, '', name);
    assert.match(text, /copyright|licen[cs]ed?\b/i, name);
  }
});
