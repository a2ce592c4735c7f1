import type { Side } from './call.ts';
import type { CallMedia } from './ports.ts';

/**
 * What follows for this side's word from its media, null if nothing does: a
 * screen is shown while there is one, a camera that does not open is off, and
 * one that can be opened after all is on again; without a microphone it is silent.
 */
export function sideOf(media: CallMedia, before: CallMedia | undefined): Partial<Side> | null {
  const screen = media.screen != null;
  const was = before?.screen != null;
  const failed = media.camera !== null;
  const recovered = !failed && before !== undefined && before.camera !== null;
  const silent = media.microphone !== null;
  const wasSilent = before !== undefined && before.microphone !== null;
  const side: Partial<Side> = {
    ...(screen !== was && { screen }),
    ...(failed && { camera: false }),
    ...(recovered && { camera: true }),
    ...(silent !== wasSilent && { silent }),
  };
  return Object.keys(side).length > 0 ? side : null;
}
