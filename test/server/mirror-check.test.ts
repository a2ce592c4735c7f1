import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkMirror, findPhysical } from '../../tools/mirror-check.mjs';

const found = (style: string) =>
  findPhysical('web/ui/some.ts', `static styles = css\`${style}\`;`).length;

describe('the check of mirrored styles', () => {
  it('finds nothing in the app', () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    assert.deepEqual(checkMirror(root), []);
  });

  for (const style of [
    'a { left: 0 }',
    'a { margin-left: 4px; }',
    'a { text-align: right; }',
    'a { inset: auto auto 24px 88px; }',
    'a { padding: 0 calc(4px + env(safe-area-inset-right)) 0 4px; }',
    'a { border-top-left-radius: 4px; }',
  ]) {
    it(`finds ${style}`, () => assert.equal(found(style), 1));
  }

  it('lets through what is the same from both sides', () => {
    const style =
      'a { inset: 0; padding: 4px 8px 0; margin: 0 calc(4px + 1em) 8px calc(4px + 1em); margin-inline-start: 8px; grid-area: left; text-align: start; }';
    assert.equal(found(style), 0);
  });
});
