import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';

const folder = new URL('../../web/public/', import.meta.url);

interface Picture {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
}

interface Manifest {
  readonly icons: readonly Picture[];
  readonly shortcuts: readonly { readonly icons: readonly Picture[] }[];
  readonly screenshots: readonly Picture[];
}

/** Width × height in px, from the header of a PNG (ISO/IEC 15948, 11.2.1). */
function pngSize(bytes: Buffer): string {
  assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

describe('icons and screenshots of the manifest', () => {
  it('are there in the sizes they are said to have', async () => {
    const text = await readFile(new URL('manifest.webmanifest', folder), 'utf8');
    const manifest = JSON.parse(text) as Manifest;
    const own = manifest.shortcuts.flatMap(({ icons }) => icons);
    for (const { src, sizes, type } of [...manifest.icons, ...own, ...manifest.screenshots]) {
      const bytes = await readFile(new URL(src, folder));
      if (type === 'image/svg+xml') assert.match(bytes.toString(), /<svg/, src);
      else assert.equal(pngSize(bytes), sizes, src);
    }
  });

  it('are there for the page and for a home screen of iOS', async () => {
    const page = await readFile(new URL('../../index.html', folder), 'utf8');
    const links = [...page.matchAll(/<link\b[^>]*\brel="([^"]*icon)"[^>]*\bhref="\/?([^"]+)"/g)];
    const kinds = new Set(links.map(([, rel]) => rel));
    assert.deepEqual(kinds, new Set(['icon', 'apple-touch-icon']));
    for (const [, , href] of links) await readFile(new URL(href ?? '', folder));
  });
});
