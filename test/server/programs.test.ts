import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ensurePrograms } from '../../tools/programs.mjs';

const known = {
  'no-such-server': { package: 'no-such-package', parts: ['server', 'e2e'] },
  'no-such-tool': { package: 'no-such-tools', parts: ['e2e'] },
};

function ensure(...parts: readonly string[]): string | null {
  return ensurePrograms(parts, () => undefined, known);
}

describe('programs that are missing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tincan-programs-'));
  const path = process.env['PATH'];
  before(() => {
    // One that can install nothing, wherever this runs.
    writeFileSync(join(folder, 'apt-get'), '#!/bin/sh\nexit 100\n', { mode: 0o755 });
    process.env['PATH'] = `${folder}:${path}`;
  });
  after(() => {
    process.env['PATH'] = path;
    rmSync(folder, { recursive: true });
  });

  test('are named where they can’t be installed', (t) => {
    t.mock.method(process as { getuid(): number }, 'getuid', () => 1_000);
    assert.equal(ensure('server'), 'Some tests need no-such-server: install no-such-package.');
    assert.match(ensure('unit', 'e2e') ?? '', /no-such-server and no-such-tool:/);
  });

  test('are named where installing them failed', () => {
    assert.match(ensure('server') ?? '', /no-such-package/);
  });

  test('are missed by nobody but the parts that run them', () => {
    assert.equal(ensure('unit'), null);
    assert.doesNotMatch(ensure('server') ?? '', /no-such-tool/);
  });
});
