import { numberFormat } from './formatters.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size in the largest decimal unit that fits, to three digits: `1.23 MB`. */
export function formatBytes(bytes: number, language: string): string {
  const step = bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3);
  const power = Math.min(units.length - 1, step);
  return numberFormat(language, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    // A short one has no plural in English.
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  }).format(bytes / 1000 ** power);
}
