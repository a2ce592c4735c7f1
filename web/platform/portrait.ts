import { longestPicture } from '../identity/picture-schema.ts';
import type { PictureProblem } from '../lib/sight.ts';
import { openPicture } from './picture-file.ts';

const edge = 160;

/** Cuts the middle out of a picture and makes it small; nothing of the file but its pixels is kept. */
export async function makePortrait(
  file: Blob,
): Promise<{ readonly picture: string } | PictureProblem> {
  const opened = await openPicture(file);
  if (typeof opened === 'string') return opened;
  try {
    const canvas = squareOf(opened);
    // Noise compresses badly; what is too long for a link gets coarser.
    for (const quality of [0.86, 0.7, 0.5, 0.3]) {
      // Not every browser can write WebP, and those which can't give a PNG without a word.
      const picture = canvas.toDataURL('image/jpeg', quality);
      if (picture.length <= longestPicture) return { picture };
    }
    return 'unreadable';
  } finally {
    opened.close();
  }
}

function squareOf(bitmap: ImageBitmap): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = edge;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('No canvas to draw on');
  // JPEG knows no transparency; its black would be a hole.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, edge, edge);
  pen.imageSmoothingQuality = 'high';
  const side = Math.min(bitmap.width, bitmap.height);
  const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  pen.drawImage(bitmap, left, top, side, side, 0, 0, edge, edge);
  return canvas;
}
