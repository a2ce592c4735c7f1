import { chromium, type Browser } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../tools/browsers.mjs';
import { toneFile } from './tone.ts';

/** A Chromium whose microphone hears bursts of 440 Hz and whose camera sees a test picture. */
export function startChromium(...flags: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? 'chromium',
    args: [...chromiumFlags, `--use-file-for-fake-audio-capture=${toneFile()}`, ...flags],
  });
}

/** For a Chromium with three microphones, cameras and speakers: of two flags the last one counts. */
export const threeOfEach = '--use-fake-device-for-media-stream=device-count=3';
