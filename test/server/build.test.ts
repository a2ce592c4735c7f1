import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { shared } from '../../tools/build.mjs';
import { root } from './support/release.ts';

test('a build is out of date once a tool that made it has changed', () => {
  const config = readFileSync(join(root, 'vite.config.ts'), 'utf8');
  const tools = Array.from(config.matchAll(/tools\/[\w-]+\.ts/g), ([tool]) => tool);
  assert.ok(tools.includes('tools/licences.ts'));
  for (const tool of tools) assert.ok(shared.includes(tool), tool);
});
