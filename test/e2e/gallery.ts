import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build, preview, type InlineConfig, type PreviewServer } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const path = 'test/fakes/gallery.html';

/** Serves every screen without a broker: the scenes of `test/fakes/scenes.ts`, built once. */
export class Gallery {
  readonly #server: PreviewServer;
  readonly #folder: string;

  private constructor(server: PreviewServer, folder: string) {
    this.#server = server;
    this.#folder = folder;
  }

  static async open(): Promise<Gallery> {
    const folder = mkdtempSync(join(tmpdir(), 'tincan-gallery-'));
    const config: InlineConfig = {
      root,
      configFile: false,
      publicDir: 'web/public',
      logLevel: 'error',
      build: { outDir: folder, minify: false, rollupOptions: { input: join(root, path) } },
      preview: { port: 0, host: '127.0.0.1' },
    };
    await build(config);
    return new Gallery(await preview(config), folder);
  }

  /** Shows a scene and waits until it is drawn. */
  async show(page: Page, scene: string): Promise<void> {
    const [url = ''] = this.#server.resolvedUrls?.local ?? [];
    // A page that shows one already goes on to the next without being loaded anew.
    if (page.url().startsWith(url)) return page.evaluate(`show('${scene}')`);
    await page.goto(`${url}${path}?scene=${scene}`);
    await page.locator('tin-app[data-drawn]').waitFor();
  }

  async close(): Promise<void> {
    await this.#server.close();
    rmSync(this.#folder, { recursive: true });
  }
}
