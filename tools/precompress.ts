import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const text = /\.(?:html|js|mjs|css|svg|json|webmanifest|txt|wasm|ico)$/;

/** Below this the headers cost more than the compression saves. */
const leastBytes = 400;

/** Lays a `.br` and a `.gz` beside each built file that gets smaller by it. */
export function precompress(): Plugin {
  let folder = '';
  let written = false;
  return {
    name: 'tincan:precompress',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    writeBundle() {
      written = true;
    },
    closeBundle: {
      // After everything else has written its files; also called if the build failed.
      order: 'post',
      sequential: true,
      async handler() {
        if (!written) return;
        const files = await readdir(folder, { recursive: true });
        await Promise.all(
          files.filter((file) => text.test(file)).map((file) => both(folder, file)),
        );
      },
    },
  };
}

async function both(folder: string, file: string): Promise<void> {
  const path = join(folder, file);
  const content = await readFile(path);
  if (content.length < leastBytes) return;
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  if (br.length < content.length) await writeFile(`${path}.br`, br);
  if (gz.length < content.length) await writeFile(`${path}.gz`, gz);
}
