import { assert } from '@esm-bundle/chai';
import * as v from 'valibot';
import { longestPicture, pictureSchema } from '../../../web/identity/picture-schema.ts';
import { sight } from '../../../web/platform/sight.ts';
import { drawQrPicture } from '../../../web/ui/qr-picture.ts';

const link = 'https://tin.example/#7k2mq9xr4t6b8wzp3hdh?name=Grace%20Hopper';

async function drawn(
  width: number,
  height: number,
  draw: (pen: CanvasRenderingContext2D) => void,
  type = 'image/png',
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  draw(canvas.getContext('2d')!);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob!), type));
}

/** Colours at the left, the middle and the right of a picture of 160 × 160. */
async function colours(url: string): Promise<number[][]> {
  const image = new Image();
  image.src = url;
  await image.decode();
  assert.deepEqual([image.naturalWidth, image.naturalHeight], [160, 160]);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 160;
  const pen = canvas.getContext('2d')!;
  pen.drawImage(image, 0, 0);
  return [8, 80, 152].map((x) => [...pen.getImageData(x, 80, 1, 1).data.slice(0, 3)]);
}

const svg = (size: number) =>
  new Blob([`<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"/>`], {
    type: 'image/svg+xml',
  });

describe('a portrait', () => {
  it('is the middle of a picture, small, without what lies outside', async () => {
    const file = await drawn(900, 300, (pen) => {
      for (const [at, colour] of [
        [0, '#f00'],
        [300, '#0f0'],
        [600, '#00f'],
      ] as const) {
        pen.fillStyle = colour;
        pen.fillRect(at, 0, 300, 300);
      }
    });
    const made = await sight.makePortrait(file);
    assert.typeOf(made, 'object');
    const { picture } = made as { picture: string };
    assert.isTrue(v.is(pictureSchema, picture));
    for (const [red = 0, green = 0, blue = 0] of await colours(picture)) {
      assert.isAbove(green, 230);
      assert.isBelow(red + blue, 40);
    }
  });

  it('of pure noise still fits through a link', async () => {
    const file = await drawn(640, 640, (pen) => {
      const noise = pen.createImageData(640, 640);
      for (let y = 0; y < 640; y++) {
        for (let x = 0; x < 640; x++) {
          // One value for each pixel that will be left, or shrinking would smooth it away.
          const seed = Math.imul((x >> 2) * 7919 + (y >> 2) * 104_729, 2_654_435_761);
          noise.data.set(
            [seed >>> 24, (seed >>> 16) & 255, (seed >>> 8) & 255, 255],
            (y * 640 + x) * 4,
          );
        }
      }
      pen.putImageData(noise, 0, 0);
    });
    const made = (await sight.makePortrait(file)) as { picture: string };
    assert.isAtMost(made.picture.length, longestPicture);
    assert.isTrue(v.is(pictureSchema, made.picture));
  });

  it('has paper behind what is transparent', async () => {
    const made = (await sight.makePortrait(await drawn(20, 20, () => {}))) as { picture: string };
    assert.deepEqual((await colours(made.picture))[1], [255, 255, 255]);
  });

  for (const [what, file] of [
    ['a text', new Blob(['hello'], { type: 'image/png' })],
    ['nothing', new Blob([])],
    ['a drawing, which can hold a script', svg(100)],
  ] as const) {
    it(`is not made of ${what}`, async () => {
      assert.equal(await sight.makePortrait(file), 'unreadable');
    });
  }

  it('is not made of a picture cut off after its head', async () => {
    const whole = await drawn(600, 600, (pen) => pen.fillText('x', 9, 9));
    assert.equal(await sight.makePortrait(whole.slice(0, 40)), 'unreadable');
  });

  it('is not made of what is too large, in bytes or in pixels', async () => {
    assert.equal(await sight.makePortrait(new Blob([new Uint8Array(40_000_001)])), 'huge');
    assert.equal(await sight.makePortrait(svg(20_000)), 'huge');
  });
});

describe('reading codes', function () {
  this.timeout(20_000);

  it('finds the saved picture of a code, also small in a large photo and upside down', async () => {
    const code = (await drawQrPicture(link, 'Grace Hopper', 'ID'))!;
    assert.deepEqual(await sight.readPicture(code), { text: link });
    const bitmap = await createImageBitmap(code);
    const photo = await drawn(
      3000,
      2250,
      (pen) => {
        pen.fillStyle = '#875';
        pen.fillRect(0, 0, 3000, 2250);
        pen.translate(1500, 1100);
        pen.rotate(3.3);
        pen.drawImage(bitmap, -300, -350, 600, 700);
      },
      'image/jpeg',
    );
    assert.deepEqual(await sight.readPicture(photo), { text: link });
  });

  it('says where there is none, and where there is no picture', async () => {
    const blank = await drawn(400, 400, (pen) => pen.fillRect(20, 20, 100, 100));
    assert.deepEqual(await sight.readPicture(blank), { text: null });
    assert.equal(await sight.readPicture(new Blob(['x'])), 'unreadable');
  });

  it('finds it before a camera', async () => {
    const code = await createImageBitmap((await drawQrPicture(link, 'Grace', 'ID'))!);
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1280, 720];
    const pen = canvas.getContext('2d')!;
    const video = document.createElement('video');
    video.muted = true;
    assert.equal(await sight.readFrame(video), null, 'nothing yet');
    video.srcObject = canvas.captureStream(30);
    const paint = setInterval(() => {
      pen.fillStyle = '#654';
      pen.fillRect(0, 0, 1280, 720);
      pen.drawImage(code, 400, 60, 480, 558);
    }, 30);
    try {
      await video.play();
      let text: string | null = null;
      const end = performance.now() + 8_000;
      while (text === null && performance.now() < end) {
        await new Promise(requestAnimationFrame);
        text = await sight.readFrame(video);
      }
      assert.equal(text, link);
    } finally {
      clearInterval(paint);
    }
  });
});
