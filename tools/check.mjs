// `npm run check`: types, lint, format and the import table; says which of them failed.
import { checkImports } from './import-table.mjs';
import { checkMirror } from './mirror-check.mjs';
import { root } from './root.mjs';
import { runBin } from './run.mjs';
import { Translations } from './translations.mjs';
import { checkWords } from './words-check.mjs';

const checks = {
  types: () => runBin('tsc', ['-p', 'tsconfig.json']),
  'types of server and tests': () => runBin('tsc', ['-p', 'tsconfig.node.json']),
  lint: () => runBin('eslint', ['.', '--max-warnings=0']),
  format: () => runBin('prettier', ['--check', '--log-level=warn', '.']),
  imports: () => tell(checkImports(root)),
  'styles that mirror': () => tell(checkMirror(root)),
  words: () => tell(checkWords(root)),
  translations: async () => tell(await new Translations(root).problems()),
};

function tell(problems) {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return problems.length === 0 ? 0 : 1;
}

const failed = [];
for (const [name, check] of Object.entries(checks)) {
  process.stdout.write(`── ${name} ──\n`);
  if ((await check()) !== 0) failed.push(name);
}
process.stdout.write(
  failed.length === 0 ? 'All checks passed.\n' : `Failed: ${failed.join(', ')}\n`,
);
process.exit(failed.length === 0 ? 0 : 1);
