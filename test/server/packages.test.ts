import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runtimePackages } from './support/release.ts';

/** Licences (SPDX) that let everybody use, change and pass on, asking for no more than to be named. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Unlicense',
  '(MIT OR Apache-2.0)',
]);

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** A package of the page. */
interface Named {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest;
}

test('packages are named by exact versions', () => {
  const { dependencies, devDependencies } = manifestIn('.');
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    assert.match(version, /^\d+\.\d+\.\d+(?:-[\w.]+)?$/, name);
  }
});

test('each package that runs has its checksum in the lock file', () => {
  for (const [folder, { integrity }] of runtimePackages()) {
    assert.match(integrity ?? '', /^sha512-/, folder);
  }
});

test('none that runs wants to run a script when it is installed, and none could', () => {
  for (const [folder, { hasInstallScript }] of runtimePackages()) {
    assert.ok(!hasInstallScript, folder);
    const { scripts = {} } = manifestIn(folder);
    for (const name of ['preinstall', 'install', 'postinstall']) {
      assert.equal(scripts[name], undefined, `${folder} ${name}`);
    }
    assert.ok(!existsSync(`${folder}/binding.gyp`), `${folder} would be compiled`);
  }
  assert.match(readFileSync('.npmrc', 'utf8'), /^ignore-scripts=true$/m);
});

test('the licence of each that runs is on the list', () => {
  for (const [folder, { license }] of runtimePackages()) {
    assert.ok(license !== undefined && allowed.has(license), `${folder}: ${license}`);
  }
});

test('all that is in the page is among them', () => {
  const list = JSON.parse(readFileSync('dist/web/licences.json', 'utf8')) as readonly Named[];
  const packages = runtimePackages();
  for (const { name, version, licence } of list) {
    assert.equal(packages.get(`node_modules/${name}`)?.version, version, name);
    assert.ok(allowed.has(licence), `${name}: ${licence}`);
  }
});

test('Node.js is started by the same flags everywhere', () => {
  const starts = ['package.json', 'deploy/tincan.service', 'deploy/Containerfile'];
  const flags = starts.map((file) =>
    readFileSync(file, 'utf8').match(/--max-semi-space-size=\d+/g),
  );
  assert.deepEqual(flags, [flags[0], flags[0], flags[0]]);
  assert.equal(flags[0]?.length, 1);
});
