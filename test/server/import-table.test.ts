import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkImports, findProblems } from '../../tools/import-table.mjs';

test('nothing in web/ and server/ goes against the import table', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  assert.deepEqual(checkImports(root), []);
});

describe('the check', () => {
  function problemsOf(files: Record<string, string>): string[] {
    return findProblems(new Map(Object.entries(files)));
  }

  const planted: [what: string, file: string, text: string, told: RegExp][] = [
    ['lib importing a folder', 'web/lib/a.ts', `import { b } from '../calls/b.ts';`, /calls\/b/],
    ['lib importing a package', 'web/lib/a.ts', `import * as v from 'valibot';`, /valibot/],
    ['identity importing links', 'web/identity/a.ts', `import '../links/b.ts';`, /links\/b/],
    ['links importing peerjs', 'web/links/a.ts', `import { Peer } from 'peerjs';`, /peerjs/],
    ['a lazy import', 'web/calls/a.ts', `const p = () => import('peerjs');`, /peerjs/],
    ['a re-export', 'web/calls/a.ts', `export { b } from '../ui/b.ts';`, /ui\/b/],
    ['an import as a type', 'web/calls/a.ts', `let x: import('../ui/b.ts').B;`, /ui\/b/],
    [
      'lit in a domain',
      'web/calls/a.ts',
      `import { html } from 'lit/html.js';`,
      /never imports lit/,
    ],
    ['domains among themselves', 'web/calls/a.ts', `import '../contacts/b.ts';`, /contacts\/b/],
    ['a domain’s code', 'web/platform/a.ts', `import { b } from '../calls/b.ts';`, /only types/],
    ['platform importing ui', 'web/platform/a.ts', `import type { B } from '../ui/b.ts';`, /ui\/b/],
    ['ui importing platform', 'web/ui/a.ts', `import '../platform/b.ts';`, /platform\/b/],
    ['ui importing idb-keyval', 'web/ui/a.ts', `import { get } from 'idb-keyval';`, /idb-keyval/],
    ['pwa importing ui', 'web/pwa/a.ts', `import '../ui/b.ts';`, /ui\/b/],
    ['server importing web', 'server/a.ts', `import '../web/lib/b.ts';`, /web\/lib/],
    [
      'web importing server',
      'web/ui/a.ts',
      `import type { B } from '../../server/b.ts';`,
      /server/,
    ],
    ['the composition root', 'web/ui/a.ts', `import '../main.ts';`, /composition root/],
    ['the root in a part', 'web/parts/a.ts', `import '../main.ts';`, /composition root/],
    ['a part', 'web/platform/a.ts', `import type { B } from '../parts/b.ts';`, /web\/parts/],
    ['a late part', 'web/ui/a.ts', `const b = () => import('../parts/b.ts');`, /web\/parts/],
    ['a part importing server', 'web/parts/a.ts', `import '../../server/b.ts';`, /server/],
    ['a global', 'web/calls/a.ts', `const n = navigator.onLine;`, /names navigator/],
    ['a global of globalThis', 'web/calls/a.ts', `globalThis.window.open();`, /names window/],
    ['a global in links', 'web/links/a.ts', `document.title = '';`, /names document/],
    ['a folder nobody knows', 'web/stuff/a.ts', ``, /in no folder/],
    ['a file beside main.ts', 'web/a.ts', ``, /in no folder/],
  ];
  for (const [what, file, text, told] of planted) {
    test(`finds ${what}`, () => {
      const problems = problemsOf({ [file]: text });
      assert.equal(problems.length, 1, problems.join('\n'));
      assert.match(problems[0] ?? '', told);
      assert.ok(problems[0]?.startsWith(file));
    });
  }

  test('finds a circle of imports', () => {
    const problems = problemsOf({
      'web/lib/a.ts': `import './b.ts';`,
      'web/lib/b.ts': `export * from './c.ts';`,
      'web/lib/c.ts': `const a = await import('./a.ts');`,
    });
    assert.deepEqual(problems, [
      'Imports in a circle: web/lib/a.ts → web/lib/b.ts → web/lib/c.ts → web/lib/a.ts',
    ]);
  });

  const allowed: [what: string, files: Record<string, string>][] = [
    [
      'a circle of types',
      {
        'web/lib/a.ts': `import type { B } from './b.ts'; export type A = B;`,
        'web/lib/b.ts': `import { a } from './a.ts';`,
      },
    ],
    [
      'a circle through what a function loads later',
      {
        'web/lib/a.ts': `import './b.ts';`,
        'web/lib/b.ts': `export const later = () => import('./a.ts');`,
      },
    ],
    ['a type of a domain', { 'web/platform/a.ts': `import type { B } from '../calls/b.ts';` }],
    ['adapters', { 'web/platform/a.ts': `import { Peer } from 'peerjs'; navigator.onLine;` }],
    ['everything in main.ts', { 'web/main.ts': `import './platform/a.ts'; window.close();` }],
    ['parts in main.ts', { 'web/main.ts': `const a = () => import('./parts/a.ts');` }],
    [
      'everything in a part',
      { 'web/parts/a.ts': `import '../platform/a.ts'; import '../ui/b.ts'; window.close();` },
    ],
    [
      'the same word for something else',
      { 'web/calls/a.ts': `system.navigator; const x = { window: 1 }; // document` },
    ],
  ];
  for (const [what, files] of allowed) {
    test(`allows ${what}`, () => {
      assert.deepEqual(problemsOf(files), []);
    });
  }
});
