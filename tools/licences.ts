import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Plugin } from 'vite';

interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * Lays `licences.json` beside the page: name, version and licence text of each package of which
 * anything is in the build. `also` names packages which another build puts beside it, as that of a
 * service worker; those they depend on are listed too.
 */
export function licences({ also = [] }: { readonly also?: readonly string[] } = {}): Plugin {
  let root = '';
  return {
    name: 'tincan:licences',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((one) =>
        one.type === 'chunk' ? one.moduleIds : [],
      );
      const folders = new Set([
        ...modules.flatMap((id) => packageFolder(id) ?? []),
        ...withDependencies(also, join(root, 'node_modules')),
      ]);
      const list = [...folders].map(licenceOf).sort((a, b) => a.name.localeCompare(b.name, 'en'));
      this.emitFile({
        type: 'asset',
        fileName: 'licences.json',
        source: JSON.stringify(list),
      });
    },
  };
}

/** The folder of the package a module is from; null for our own. */
function packageFolder(id: string): string | null {
  const path = id.replace(/^\0/, '').replace(/[?#].*$/, '');
  if (!path.split(/[\\/]/).includes('node_modules')) return null;
  // A package may have package.json files without a name in folders of its own.
  for (let at = dirname(path); at !== dirname(at); at = dirname(at)) {
    if (at.endsWith(`${sep}node_modules`)) return null;
    if (manifestOf(at)?.name !== undefined) return at;
  }
  return null;
}

function withDependencies(names: readonly string[], modules: string): Set<string> {
  const folders = new Set<string>();
  const add = (name: string): void => {
    const folder = join(modules, name);
    const manifest = manifestOf(folder);
    if (manifest === null) throw new Error(`There is no package ${name} to take a licence from.`);
    if (folders.has(folder)) return;
    folders.add(folder);
    for (const dependency of Object.keys(manifest.dependencies ?? {})) add(dependency);
  };
  names.forEach(add);
  return folders;
}

function manifestOf(folder: string): Manifest | null {
  const path = join(folder, 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : null;
}

function licenceOf(folder: string): Licence {
  const { name = '', version = '', license = '' } = manifestOf(folder) ?? {};
  const file = readdirSync(folder).find((one) => /^(licen[cs]e|copying)/i.test(one));
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
  return { name, version, licence: license, text };
}
