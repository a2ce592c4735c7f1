// Unit tests as one bundle with shared chunks: a file loads in a few requests instead of hundreds.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { root } from './root.mjs';

/** A plugin of @web/dev-server that serves the tests of a folder, and all they import. */
export function bundledTests(folder) {
  const served = new Map();
  return {
    name: 'bundled-tests',
    async serverStart() {
      const { outputFiles } = await build({
        absWorkingDir: root,
        entryPoints: readdirSync(join(root, folder), { recursive: true })
          .filter((file) => file.endsWith('.test.ts'))
          .map((file) => join(folder, file)),
        outbase: root,
        outdir: root,
        write: false,
        bundle: true,
        splitting: true,
        chunkNames: 'bundled/[name]-[hash]',
        format: 'esm',
        target: 'es2022',
        conditions: ['development', 'browser'],
        sourcemap: 'linked',
        // What @hpke/common asks of old versions of Node, and what the runner serves itself.
        external: ['crypto', '/__web-*'],
        plugins: [placed],
      });
      for (const { path, text } of outputFiles) served.set(`/${relative(root, path)}`, text);
    },
    serve({ path }) {
      const body = served.get(path.replace(/\.ts$/, '.js'));
      return body && { body, type: 'js' };
    },
  };
}

/** Modules that ask where they are, for a worker beside them, are not where their chunk is. */
const placed = {
  name: 'placed',
  setup({ onLoad }) {
    onLoad({ filter: /\/web\/(ui|platform)\/.*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.url')) return null;
      const here = `(location.origin + ${JSON.stringify(`/${relative(root, path)}`)})`;
      return { contents: text.replaceAll('import.meta.url', here), loader: 'ts' };
    });
  },
};
