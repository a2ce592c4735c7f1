import type { PictureProblem } from '../lib/sight.ts';
import { openPicture } from './picture-file.ts';

/** The Shape Detection API of the WICG, as far as it is used. */
interface Detector {
  detect(image: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorMaker {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** Longer sides are made this short before they are decoded, in px. */
const longest = { frame: 960, picture: 2_000 };

let native: Promise<Detector | null> | null = null;
const canvas = document.createElement('canvas');

/** Looks for a QR code in what a video shows at this moment. */
export async function readFrame(video: HTMLVideoElement): Promise<string | null> {
  if (video.readyState < video.HAVE_CURRENT_DATA) return null;
  const detector = await (native ??= findDetector());
  if (detector !== null) {
    const found = await detect(detector, video);
    if (found !== null) return found.text;
    native = Promise.resolve(null);
  }
  return decode(video, video.videoWidth, video.videoHeight, longest.frame, {});
}

/** Looks for a QR code in a picture; it may take its time. */
export async function readPicture(
  file: Blob,
): Promise<{ readonly text: string | null } | PictureProblem> {
  const opened = await openPicture(file);
  if (typeof opened === 'string') return opened;
  try {
    const { width, height } = opened;
    const text = await decode(opened, width, height, longest.picture, { timeLimit: 500 });
    if (text !== null) return { text };
    const detector = await (native ??= findDetector());
    const found = detector && (await detect(detector, opened));
    return { text: found?.text ?? null };
  } finally {
    opened.close();
  }
}

/** The browser's own detector, where it has one that reads QR codes. */
async function findDetector(): Promise<Detector | null> {
  const maker = (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
  if (!maker) return null;
  try {
    const formats = await maker.getSupportedFormats();
    return formats.includes('qr_code') ? new maker({ formats: ['qr_code'] }) : null;
  } catch {
    // It is named in more browsers than it works in.
    return null;
  }
}

/** Null if the detector does not work here after all. */
async function detect(
  detector: Detector,
  image: ImageBitmapSource,
): Promise<{ readonly text: string | null } | null> {
  try {
    return { text: (await detector.detect(image))[0]?.rawValue ?? null };
  } catch {
    // Its service may be missing on this device, which it tells only now.
    return null;
  }
}

async function decode(
  image: CanvasImageSource,
  width: number,
  height: number,
  most: number,
  options: { timeLimit?: number },
): Promise<string | null> {
  const { decodeQR } = await import('qr/decode.js');
  const scale = Math.min(1, most / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) return null;
  // What is transparent is paper.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height), options);
  } catch {
    // Thrown wherever there is no code, which is nearly always.
    return null;
  }
}
