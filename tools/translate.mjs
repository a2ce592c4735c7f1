// `node tools/translate.mjs [FILE.json]`: brings translations/ and web/ui/locales/ up to the words.
// What is missing is printed as JSON; filled in and given as FILE.json, it is taken over.
import { readFileSync } from 'node:fs';
import { root } from './root.mjs';
import { Translations } from './translations.mjs';

const translations = new Translations(root);
const file = process.argv[2];
if (file !== undefined) {
  const unknown = translations.fill(JSON.parse(readFileSync(file, 'utf8')));
  for (const text of unknown) process.stderr.write(`No words file says “${text}”.\n`);
}
await translations.extract();

const missing = new Translations(root).missing();
const count = Object.keys(missing).length;
if (count === 0) await new Translations(root).build();
else process.stdout.write(`${JSON.stringify(missing, null, 2)}\n`);
process.stderr.write(
  count === 0
    ? 'All is translated; web/ui/locales/ is up to date.\n'
    : `${count} texts are missing.\n`,
);
