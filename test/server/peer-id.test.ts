import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isPeerId, peerIdOf } from '../../server/peer-id.ts';

const protocol = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');

/** The cells of all rows of the vectors with that name. */
function column(name: string): string[] {
  return [...protocol.matchAll(new RegExp(`^\\| ${name} +\\| \`(\\w+)\``, 'gm'))].map(
    ([, cell]) => cell!,
  );
}

test('the published vectors', () => {
  const signing = column('Ed25519');
  const sealing = column('X25519');
  const wire = column('wire');
  assert.ok(wire.length >= 4);
  wire.forEach((id, index) => {
    const keys = Buffer.from(`${signing[index]}${sealing[index]}`, 'hex');
    assert.equal(peerIdOf(keys), id);
    assert.ok(isPeerId(id));
    assert.ok(isPeerId(id.toUpperCase()), 'in another case it still looks like one');
  });
});

test('what is no ID of a phone', () => {
  const [id = ''] = column('wire');
  for (const other of [
    '',
    'ann',
    id.slice(1),
    `${id}0`,
    `${id.slice(0, -1)}u`,
    `0${id.slice(1)}`,
  ]) {
    assert.equal(isPeerId(other), false, other);
  }
});
