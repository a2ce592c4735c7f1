import type { DeviceProblem } from '../lib/device-problem.ts';
import type { OpenCamera } from '../lib/sight.ts';
import { problemOf } from './devices.ts';

/** The light of a camera, by W3C mediacapture-image, section 10; TypeScript knows none of it. */
interface Lit {
  readonly torch?: boolean;
}

/** Opens the camera on the back for reading codes. */
export async function openBackCamera(): Promise<OpenCamera | DeviceProblem> {
  // Without a secure context there is no `mediaDevices` at all.
  if (!window.isSecureContext) return 'insecure';
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: {
        facingMode: { ideal: 'environment' },
        width: { ideal: 1280 },
        height: { ideal: 720 },
      },
    });
    const close = (): void => stream.getTracks().forEach((track) => track.stop());
    return { stream, light: lightOf(stream), close };
  } catch (error) {
    return problemOf(error);
  }
}

function lightOf(stream: MediaStream): OpenCamera['light'] {
  const [track] = stream.getVideoTracks();
  // Firefox has had `getCapabilities` since 132 only.
  if (!track || !('getCapabilities' in track)) return null;
  if ((track.getCapabilities() as Lit).torch !== true) return null;
  return (torch) => track.applyConstraints({ advanced: [{ torch } as MediaTrackConstraintSet] });
}
