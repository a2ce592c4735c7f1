// Styles say start and end, not left and right: then Arabic mirrors them by itself.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const physical = [
  /(?:^|[\s;{])(?:left|right)\s*:/,
  /\b(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b/,
  /\bborder-(?:top|bottom)-(?:left|right)-radius\b/,
  /\b(?:text-align|float|clear)\s*:\s*(?:left|right)\b/,
];

/** `inset: 0 8px 0 16px`: the second value is the right, the fourth the left. */
const fourSides = /\b(?:inset|margin|padding)\s*:\s*([^;{}]+);/g;

/**
 * Says where under web/ui/ a style would not be mirrored.
 * @param {string} root the folder of the project
 * @returns {string[]} one sentence for each problem
 */
export function checkMirror(root) {
  return readdirSync(join(root, 'web/ui'), { recursive: true })
    .map((file) => posix.join('web/ui', file.split('\\').join('/')))
    .filter((file) => /\.(?:ts|css)$/.test(file) && !file.includes('/locales/'))
    .flatMap((file) => findPhysical(file, readFileSync(join(root, file), 'utf8')));
}

/**
 * Says where a file has a style that is not mirrored.
 * @param {string} file its path
 * @param {string} text what is in it
 * @returns {string[]} one sentence for each problem
 */
export function findPhysical(file, text) {
  const styles = file.endsWith('.css') ? [text] : [...text.matchAll(/\bcss`([^`]*)`/g)].map(last);
  return styles
    .flatMap((style) => [
      ...physical.map((one) => one.exec(style)?.[0].trim()).filter((found) => found),
      ...[...style.matchAll(fourSides)].filter(isLopsided).map(([found]) => found),
    ])
    .map((found) => `${file} has the style “${found}”: say start and end`);
}

function isLopsided(match) {
  const [, right, , left] = last(match).match(/(?:[\w-]*\((?:[^()]|\([^()]*\))*\)|[^\s()]+)/g);
  return left !== undefined && left !== right;
}

function last(match) {
  return match[1];
}
