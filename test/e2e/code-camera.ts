import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../tools/browsers.mjs';
import { toneFile } from './tone.ts';

const [width, height] = [640, 480];

/** A file for Chromium's fake camera: a still picture, made of a PNG by the page, as YUV4MPEG2. */
export async function cameraFileOf(page: Page, png: Buffer): Promise<string> {
  const luma = await page.evaluate(
    async ({ data, w, h }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [w, h];
      const pen = canvas.getContext('2d')!;
      const scale = Math.min(w / image.naturalWidth, h / image.naturalHeight);
      const [iw, ih] = [image.naturalWidth * scale, image.naturalHeight * scale];
      pen.drawImage(image, (w - iw) / 2, (h - ih) / 2, iw, ih);
      const pixels = pen.getImageData(0, 0, w, h).data;
      return Array.from({ length: w * h }, (_, at) => 16 + (pixels[at * 4 + 1]! * 219) / 255);
    },
    { data: png.toString('base64'), w: width, h: height },
  );
  const frame = [
    Buffer.from('FRAME\n'),
    Buffer.from(luma),
    Buffer.alloc((width * height) / 2, 128),
  ];
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  const path = join(mkdtempSync(join(tmpdir(), 'tincan-code-')), 'camera.y4m');
  writeFileSync(path, Buffer.concat([head, ...frame, ...frame]));
  return path;
}

/** A Chromium whose camera sees that file. */
export function startChromiumSeeing(file: string): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? 'chromium',
    args: [
      ...chromiumFlags,
      `--use-file-for-fake-audio-capture=${toneFile()}`,
      `--use-file-for-fake-video-capture=${file}`,
    ],
  });
}
