// `npx tsx tools/icons.ts`: draws every icon of the app from web/public/icon.svg. The results are committed.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  generateFavicon,
  generateMaskableAsset,
  generateTransparentAsset,
} from '@vite-pwa/assets-generator/api';
import { root } from './root.mjs';

const folder = join(root, 'web/public');
const source = await readFile(join(folder, 'icon.svg'), 'utf8');

/** Systems cut the tile to a shape of their own; within a circle of 80 % nothing is lost. */
const square = edited([
  [/ rx="\d+"/, ''],
  ['<g id="motif"', '<g id="motif" transform="translate(25.6 25.6) scale(.9)"'],
]);

/** Of a monochrome icon only the transparency counts: what is dark becomes a hole. */
const stencil = edited([
  [/<rect id="tile"[^>]*>/, '<mask id="cut">'],
  [/#7a330d/g, '#000'],
  [/#fff4e6/g, '#fff'],
  ['</svg>', '</mask><rect width="512" height="512" fill="#fff" mask="url(#cut)"/></svg>'],
]);

const whole = { padding: 0, outputOptions: { compressionLevel: 9 } };

await Promise.all([
  ...[192, 512].flatMap((size) => [
    save(`icon-${size}.png`, generateTransparentAsset('png', bytes(source), size, whole)),
    save(`maskable-${size}.png`, generateMaskableAsset('png', bytes(square), size, whole)),
  ]),
  save('monochrome-512.png', generateTransparentAsset('png', bytes(stencil), 512, whole)),
  save('badge-96.png', generateTransparentAsset('png', bytes(stencil), 96, whole)),
  save('apple-touch-icon.png', generateMaskableAsset('png', bytes(square), 180, whole)),
  save('favicon.png', generateTransparentAsset('png', bytes(source), 48, whole)),
  favicon(),
]);

type Edit = readonly [what: string | RegExp, by: string];

function edited(edits: readonly Edit[]): string {
  return edits.reduce((svg, [what, by]) => {
    const next = svg.replace(what, by);
    if (next === svg) throw new Error(`icon.svg has no ${String(what)} any more`);
    return next;
  }, source);
}

function bytes(svg: string): Buffer {
  return Buffer.from(svg);
}

async function save(name: string, image: ReturnType<typeof generateTransparentAsset>) {
  await writeFile(join(folder, name), await (await image).toBuffer());
}

/** What browsers ask for by themselves, whatever a page says. */
async function favicon(): Promise<void> {
  const small = await generateTransparentAsset('png', bytes(source), 48, whole);
  await writeFile(
    join(folder, 'favicon.ico'),
    await generateFavicon('png', await small.png().toBuffer()),
  );
}
