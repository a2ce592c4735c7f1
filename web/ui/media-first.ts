import type { Call } from '../calls/call.ts';
import type { MediaOfCalls } from '../calls/ports.ts';

/** Longest time for which drawing makes way for devices, in ms: a prompt may keep them closed. */
const patience = 150;

/**
 * Resolves when the screen of an accepted call may be drawn: with the next frame and, where devices
 * are being opened, when they are. Opening takes several turns of the page, and each would wait for
 * the drawing; media first, the other side sees its first picture some 20 ms earlier.
 */
export async function mediaFirst(call: Call, media: MediaOfCalls): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = () => {
      if (isOpening(call, media)) return;
      clearTimeout(timer);
      stop();
      resolve();
    };
    const stop = media.subscribe(look);
    const timer = setTimeout(() => {
      stop();
      resolve();
    }, patience);
    look();
  });
  // A hidden page has no frames.
  if (document.visibilityState === 'visible') await new Promise(requestAnimationFrame);
}

function isOpening(call: Call, media: MediaOfCalls): boolean {
  const of = media.value.get(call.id);
  return call.direction === 'incoming' && of?.local === null && of.microphone === null;
}
