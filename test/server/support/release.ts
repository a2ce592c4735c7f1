import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A package as the lock file has it. */
export interface LockedPackage {
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** What runs, as the lock file has it, by its folder from that of the project on. */
export function runtimePackages(): ReadonlyMap<string, LockedPackage> {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, LockedPackage>>;
  };
  const entries = Object.entries(packages);
  return new Map(
    entries.filter(([folder, { dev, devOptional }]) => folder !== '' && !dev && !devOptional),
  );
}

/** Makes a release in a folder of its own; `remove` takes it away. */
export function makeRelease(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'tincan-release-'));
  execFileSync(process.execPath, [join(root, 'tools/release.mjs'), '--to', folder], {
    stdio: 'pipe',
  });
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** Unpacks the release in a folder, and installs what it needs from here instead of the registry; its path. */
export function installRelease(folder: string): string {
  const archive = readdirSync(folder).find((file) => file.endsWith('.tar.gz')) ?? '';
  execFileSync('tar', ['-C', folder, '-xf', join(folder, archive)]);
  const tree = join(folder, archive.replace('.tar.gz', ''));
  for (const path of runtimePackages().keys()) {
    if (path.split('node_modules/').length > 2) continue;
    cpSync(join(root, path), join(tree, path), { recursive: true });
  }
  return tree;
}
