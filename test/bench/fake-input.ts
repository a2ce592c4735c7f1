import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waveFile } from '../e2e/tone.ts';

const folder = mkdtempSync(join(tmpdir(), 'tincan-bench-'));

/** A WAV file that is never silent for long: 60 ms of 440 Hz, 20 ms of nothing. */
export function humFile(): string {
  return waveFile(60, 20);
}

/** Two seconds of a moving bar, 640 × 360 at 30 frames a second, as YUV4MPEG2. */
export function cameraFile(): string {
  const [width, height] = [640, 360];
  const parts: Buffer[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F30:1 Ip A1:1 C420jpeg\n`)];
  for (let frame = 0; frame < 60; frame++) {
    const luma = Buffer.alloc(width * height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const bar = (x + frame * 10) % width < 80;
        luma[y * width + x] = bar ? 220 : 40 + ((x ^ y) & 63);
      }
    }
    parts.push(Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128));
  }
  const path = join(folder, 'camera.y4m');
  writeFileSync(path, Buffer.concat(parts));
  return path;
}
