import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const sources = fileURLToPath(new URL('../web/', import.meta.url));

/**
 * Takes the indentation out of the app's sources. A minifier leaves alone what stands in templates,
 * and the styles and markup of the components are templates: a kilobyte of blanks in the first load.
 */
export function flushLeft(): Plugin {
  return {
    name: 'tincan:flush-left',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(sources) || !id.endsWith('.ts')) return null;
      return { code: code.replace(/\n[ \t]+/g, '\n'), map: null };
    },
  };
}
