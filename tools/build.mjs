// Builds what is out of date.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { runBin } from './run.mjs';

/** What is in both: how they are built, and the tools by which vite.config.ts does it. */
export const shared = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
  ...importsOf('vite.config.ts'),
];

const parts = [
  { made: 'dist/web/index.html', from: ['index.html', 'web'], args: ['build'] },
  { made: 'dist/server/main.js', from: ['server'], args: ['build', '--ssr'] },
];

/** Builds the page and the server where a source is newer than what was made of it; false if that failed. */
export async function buildIfStale() {
  for (const { made, from, args } of parts) {
    if (!isStale(join(root, made), [...from, ...shared])) continue;
    // Who asked for something else reads that on stdout.
    const stdio = ['inherit', 2, 2];
    const code = await runBin('vite', [...args, '--logLevel', 'warn'], { stdio });
    if (code !== 0) return false;
  }
  return true;
}

/** The files of the project that this one imports. */
function importsOf(path) {
  const text = readFileSync(join(root, path), 'utf8');
  return [...text.matchAll(/^import .* from '\.\/([^']+)';$/gm)].map(([, file]) => file);
}

function isStale(made, sources) {
  if (!existsSync(made)) return true;
  const madeAt = statSync(made).mtimeMs;
  return sources.some((source) => newest(join(root, source)) >= madeAt);
}

/** The latest change in a file or a folder; a folder's own time tells of removed files. */
function newest(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
