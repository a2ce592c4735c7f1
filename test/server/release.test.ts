import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { makeRelease, root, runtimePackages } from './support/release.ts';

interface Bill {
  readonly bomFormat: string;
  readonly metadata: { readonly component: { readonly name: string } };
  readonly components: readonly { readonly purl: string }[];
}

/** What is in the archive of a release, by paths from its one folder on. */
function contents(folder: string): string[] {
  const archive = readdirSync(folder).find((file) => file.endsWith('.gz')) ?? '';
  return execFileSync('tar', ['-tf', join(folder, archive)], { encoding: 'utf8' })
    .split('\n')
    .map((path) => path.replace(/^[^/]+\//, ''));
}

describe('a release', () => {
  let release: ReturnType<typeof makeRelease>;
  let files: readonly string[];
  before(() => {
    release = makeRelease();
    files = readdirSync(release.folder).sort();
  });
  after(() => release.remove());

  test('is an archive, a bill of materials and their checksums', () => {
    assert.deepEqual(
      files.map((file) => file.replace(/\d+\.\d+\.\d+/, 'VERSION')),
      ['SHA256SUMS', 'tincan-VERSION.cdx.json', 'tincan-VERSION.tar.gz'],
    );
    execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], {
      cwd: release.folder,
      stdio: 'pipe',
    });
  });

  test('holds the build and how to run it, and no sources', () => {
    const paths = contents(release.folder);
    for (const path of [
      'dist/server/main.js',
      'dist/web/index.html',
      'dist/web/licences.json',
      'deploy/tincan.service',
      'package-lock.json',
      'LICENSE',
    ]) {
      assert.ok(paths.includes(path), path);
    }
    assert.ok(!paths.some((path) => /^(?:web|test|tools|node_modules|\.git)\//.test(path)));
  });

  test('holds what the project has in deploy/, and nothing of one’s own', () => {
    const made = mkdirSync(join(root, 'deploy/own'), { recursive: true });
    const secrets = ['deploy/own/of-a-test.env', 'deploy/of-a-test.env'].map((path) =>
      join(root, path),
    );
    try {
      for (const path of secrets) writeFileSync(path, 'TURN_SECRET=hunter2\n');
      const other = makeRelease();
      const deployed = contents(other.folder).filter((path) => /^deploy\/./.test(path));
      other.remove();
      const tracked = execFileSync('git', ['ls-files', 'deploy'], { cwd: root, encoding: 'utf8' });
      assert.deepEqual(deployed.sort(), tracked.trimEnd().split('\n').sort());
    } finally {
      for (const path of secrets) rmSync(path, { force: true });
      if (made !== undefined) rmSync(made, { recursive: true });
    }
  });

  test('installs what runs, and nothing that builds', () => {
    const archive = join(release.folder, files.find((file) => file.endsWith('.gz')) ?? '');
    const lock = execFileSync('tar', ['-xOf', archive, '--wildcards', '*/package-lock.json']);
    const { packages } = JSON.parse(lock.toString()) as { packages: Record<string, object> };
    assert.deepEqual(
      Object.keys(packages).filter((folder) => folder !== ''),
      [...runtimePackages().keys()],
    );
  });

  test('is the same twice', () => {
    const other = makeRelease();
    const archive = files.find((file) => file.endsWith('.gz')) ?? '';
    const [one, two] = [release, other].map(({ folder }) => readFileSync(join(folder, archive)));
    assert.ok(one !== undefined && two !== undefined && one.equals(two));
    other.remove();
  });

  test('names every package that runs, with its version', () => {
    const path = join(release.folder, files.find((file) => file.endsWith('.json')) ?? '');
    const bill = JSON.parse(readFileSync(path, 'utf8')) as Bill;
    assert.equal(bill.bomFormat, 'CycloneDX');
    assert.equal(bill.metadata.component.name, 'tincan');
    const listed = new Set(bill.components.map(({ purl }) => decodeURIComponent(purl)));
    for (const [folder, { version }] of runtimePackages()) {
      const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
      assert.ok(listed.has(`pkg:npm/${name}@${version}`), `${name}@${version}`);
    }
    assert.ok(![...listed].some((one) => one.startsWith('pkg:npm/vite@')), 'no tools');
  });
});
