/** Runs in a worker: draws the string without a frame of the page, which would cost thrice as much. */
import type { BrushOrder, StringPicture } from './string-picture.ts';

let brush: OffscreenCanvasRenderingContext2D | null = null;

addEventListener('message', ({ data }: MessageEvent<BrushOrder>) => {
  if ('canvas' in data) {
    brush = data.canvas.getContext('2d');
    // The answer: whether frames are cheap here.
    postMessage(hasGraphics());
  } else if (brush) draw(brush, data);
});

function draw(on: OffscreenCanvasRenderingContext2D, picture: StringPicture): void {
  const { width, height, ratio, color, strokes } = picture;
  const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (on.canvas.width !== columns || on.canvas.height !== rows) {
    Object.assign(on.canvas, { width: columns, height: rows });
  }
  on.setTransform(1, 0, 0, 1, 0, 0);
  on.clearRect(0, 0, columns, rows);
  on.strokeStyle = color;
  on.lineCap = on.lineJoin = 'round';
  for (const { path, width: thick, dashed = false, right = 0, down = 0 } of strokes) {
    on.setTransform(ratio, 0, 0, ratio, right * ratio, down * ratio);
    on.lineWidth = thick;
    on.setLineDash(dashed ? [7, 8] : []);
    on.stroke(new Path2D(path));
  }
}

/** False where everything is drawn by the processor. */
function hasGraphics(): boolean {
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext('webgl', { failIfMajorPerformanceCaveat: true });
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return gl !== null;
}
