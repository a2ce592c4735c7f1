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

/** What draws where there is no graphics processor; Chromium's own one is no “caveat” to it. */
const software = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** False where everything is drawn by the processor. */
function hasGraphics(): boolean {
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext('webgl', { failIfMajorPerformanceCaveat: true });
  if (gl === null) return false;
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !software.test(renderer);
}
