import type { Flow } from '../calls/quality-reading.ts';
import type { Picture } from '../calls/quality-sample.ts';
import { numberFormat } from './formatters.ts';
import { qualityFiguresWords } from './quality-figures-words.ts';

const none = '–';

function number(value: number, language: string, options: Intl.NumberFormatOptions): string {
  return numberFormat(language, options).format(value);
}

/** `38 ms`; a dash for what was not measured, as below. */
export function formatMs(ms: number | null, language: string): string {
  if (ms === null) return none;
  const maximumFractionDigits = ms < 10 ? 1 : 0;
  return number(ms, language, { style: 'unit', unit: 'millisecond', maximumFractionDigits });
}

/** `1.2%` */
export function formatShare(share: number | null, language: string): string {
  if (share === null) return none;
  return number(share, language, { style: 'percent', maximumFractionDigits: 1 });
}

/** `4.4` */
export function formatScore(score: number | null, language: string): string {
  if (score === null) return none;
  return number(score, language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** `opus · 33 kbit/s` */
export function formatSound(flow: Flow | null, language: string): string {
  return flow === null ? none : parts(flow.codec, rate(flow, language));
}

/** `1280 × 720 · 30 fps · VP8 · 1,420 kbit/s` */
export function formatPicture(flow: Flow | null, language: string): string {
  if (!flow?.picture) return none;
  return parts(...size(flow.picture, language), flow.codec, rate(flow, language));
}

function size({ width, height, fps }: Picture, language: string): (string | null)[] {
  const plain = (value: number) => number(value, language, { useGrouping: false });
  const frames =
    fps === null
      ? null
      : qualityFiguresWords.fps(number(fps, language, { maximumFractionDigits: 0 }));
  return [`${plain(width)} × ${plain(height)}`, frames];
}

function rate({ kbps }: Flow, language: string): string {
  return qualityFiguresWords.kbps(number(kbps, language, { maximumFractionDigits: 0 }));
}

function parts(...all: (string | null)[]): string {
  return all.filter((one) => one !== null).join(' · ');
}
