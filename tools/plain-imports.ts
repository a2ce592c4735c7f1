import type { Plugin } from 'vite';

/**
 * Imports parts of the app as they are. Vite wraps each `import()` in a function that loads its
 * style sheets before; no part has any, and the function is a kilobyte of the first load.
 */
export function plainImports(): Plugin {
  return {
    name: 'tincan:plain-imports',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith('vite/preload-helper.js')) return null;
      return 'export const __vitePreload = (load) => load();';
    },
  };
}
