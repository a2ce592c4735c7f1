import type { DevicesPort } from '../calls/devices.ts';
import { outputFor } from '../calls/outputs.ts';
import type { Settings } from '../identity/settings.ts';
import type { Readable } from '../lib/store.ts';
import { WebAudioTones } from '../platform/web-audio-tones.ts';

/** Tones as the owner chose them, from the speakers that are there of those they chose. */
export function makeTones(settings: Readable<Settings>, { list }: DevicesPort): WebAudioTones {
  return new WebAudioTones(
    () => settings.value,
    (tone) => outputFor(tone, list.value, settings.value),
  );
}
