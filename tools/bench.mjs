// `npm run bench [-- NAME…] [--json]`: runs test/bench/NAME.bench.ts, all of them without a name.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowsers } from './browsers.mjs';
import { buildIfStale } from './build.mjs';
import { root } from './root.mjs';
import { runNode } from './run.mjs';

const folder = join(root, 'test/bench');
const ending = '.bench.ts';
const given = process.argv.slice(2);
const flags = given.filter((argument) => argument.startsWith('--'));
const named = given.filter((argument) => !argument.startsWith('--'));
const all = existsSync(folder)
  ? readdirSync(folder)
      .filter((file) => file.endsWith(ending))
      .map((file) => file.slice(0, -ending.length))
      .sort()
  : [];

const strange = named.find((name) => !all.includes(name));
if (strange !== undefined) fail(`There is no benchmark ${strange}; there are ${all.join(', ')}.`);
const sentence = ensureBrowsers();
if (sentence !== null) fail(sentence);
if (!(await buildIfStale())) fail('The build failed.');

let code = 0;
for (const name of named.length > 0 ? named : all) {
  code = (await runNode([join(folder, name + ending), ...flags])) || code;
}
process.exit(code);

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
