import { encodeQR, type ErrorCorrection } from 'qr';

/** The quiet zone that readers rely on, in modules (ISO/IEC 18004, section 9.1). */
const border = 4;
const width = 1024;
const caption = 176;

/** A QR code as the path of its dark modules, in a square of `size` modules. */
export function qrShape(
  text: string,
  ecc: ErrorCorrection = 'medium',
): { readonly size: number; readonly dark: string } {
  const rows = encodeQR(text, 'raw', { ecc, border });
  const dark = rows.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : '')));
  return { size: rows.length, dark: dark.join('') };
}

/** The code with name and ID below it, as a PNG to save or send; null where the browser can't draw. */
export async function drawQrPicture(link: string, name: string, id: string): Promise<File | null> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = width + caption;
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#000';
  const { size, dark } = qrShape(link);
  // Whole pixels for each module, or its edges turn grey.
  const module = Math.floor(width / size);
  const margin = Math.floor((width - module * size) / 2);
  pen.setTransform(module, 0, 0, module, margin, margin);
  pen.fill(new Path2D(dark));
  pen.resetTransform();
  pen.textAlign = 'center';
  pen.font = '600 56px system-ui, sans-serif';
  pen.fillText(name, width / 2, width + 40, width - 96);
  pen.font = '36px ui-monospace, monospace';
  pen.fillText(id, width / 2, width + 112, width - 96);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return blob && new File([blob], 'tincan.png', { type: 'image/png' });
}
