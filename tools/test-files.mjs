import { root } from './root.mjs';

/**
 * Whether a test file is meant: by its whole name, with or without folders before it, or by any part of
 * its path.
 * @param {string} file its path from the project's folder on
 * @param {string} name as given on the command line
 */
export function isMeant(file, name) {
  const wanted = bare(name);
  if (!wanted.endsWith('.test.ts')) return file.includes(wanted);
  return file === wanted || file.endsWith(`/${wanted}`);
}

/** `./test/unit/call.test.ts`, or the same with the folder of the project before it, from the folder on. */
function bare(name) {
  return name.replace(root, '').replace(/^\.\//, '');
}
