// Finds programs in the folders of PATH.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Absolute paths at which programs of these names may be, best first.
 * @param {readonly string[]} names
 * @param {readonly string[]} more folders behind those of PATH
 */
export function pathsOf(names, more = []) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...more];
  const named = folders.filter((folder) => folder !== '');
  return names.flatMap((name) => named.map((folder) => join(folder, name)));
}

/** @param {string} path */
export function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
