import { chromium, type Browser } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../tools/browsers.mjs';
import { toneFile } from './tone.ts';

/** Few pictures a second: each one costs the machine of the tests. Of two such flags the last one counts. */
export const fewPictures = '--use-fake-device-for-media-stream=fps=5';

/** A Chromium whose microphone hears bursts of 440 Hz and whose camera sees a test picture. */
export function startChromium(...flags: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? 'chromium',
    args: [
      ...chromiumFlags,
      fewPictures,
      `--use-file-for-fake-audio-capture=${toneFile()}`,
      ...flags,
    ],
  });
}

/** For a Chromium with three microphones, cameras and speakers, whose cameras give 20 pictures a second. */
export const threeOfEach = '--use-fake-device-for-media-stream=device-count=3';
