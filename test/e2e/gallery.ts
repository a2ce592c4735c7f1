import { createServer, type ViteDevServer } from 'vite';
import type { Page } from 'playwright-core';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Serves every screen without a broker: the scenes of `test/fakes/scenes.ts`. */
export class Gallery {
  readonly #server: ViteDevServer;

  private constructor(server: ViteDevServer) {
    this.#server = server;
  }

  static async open(): Promise<Gallery> {
    const server = await createServer({
      root,
      configFile: false,
      publicDir: 'web/public',
      logLevel: 'error',
      // Packages as they are: bundling them on the way would load pages twice.
      optimizeDeps: { noDiscovery: true },
      server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
    });
    await server.listen();
    return new Gallery(server);
  }

  /** Shows a scene and waits until it is drawn. */
  async show(page: Page, scene: string): Promise<void> {
    const [url] = this.#server.resolvedUrls?.local ?? [];
    await page.goto(`${url}test/fakes/gallery.html?scene=${scene}`);
    await page.locator('tin-app[data-drawn]').waitFor();
  }

  async close(): Promise<void> {
    await this.#server.close();
  }
}
