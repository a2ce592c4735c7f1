import type { PictureProblem } from '../lib/sight.ts';

const mostBytes = 40_000_000;
/** Beyond what phones' cameras make; decoded, a pixel takes four bytes. */
const mostPixels = 120_000_000;

/** The decoded picture in a file; its owner closes it. Turned as its EXIF data say. */
export async function openPicture(file: Blob): Promise<ImageBitmap | PictureProblem> {
  if (file.size > mostBytes) return 'huge';
  const size = await sizeOf(file);
  if (size === null) return 'unreadable';
  if (size.width * size.height > mostPixels) return 'huge';
  try {
    return await createImageBitmap(file);
  } catch {
    // Broken further in, or of a kind that is drawn and not decoded (SVG).
    return 'unreadable';
  }
}

/** Reads no more than the head of the file: a small one can unfold to gigabytes. */
async function sizeOf(file: Blob): Promise<{ width: number; height: number } | null> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    const loaded = new Promise<boolean>((resolve) => {
      image.addEventListener('load', () => resolve(true), { once: true });
      image.addEventListener('error', () => resolve(false), { once: true });
    });
    image.src = url;
    if (!(await loaded)) return null;
    const { naturalWidth: width, naturalHeight: height } = image;
    return width > 0 && height > 0 ? { width, height } : null;
  } finally {
    URL.revokeObjectURL(url);
  }
}
