import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserServer } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../tools/browsers.mjs';
import { memory, used } from './processes.ts';
import { cameraFile, humFile } from './fake-input.ts';

/** A Chromium whose processor time and memory are known. */
export class MeteredChromium {
  readonly browser: Browser;
  readonly #server: BrowserServer;

  private constructor(server: BrowserServer, browser: Browser) {
    this.#server = server;
    this.browser = browser;
  }

  static async launch(): Promise<MeteredChromium> {
    const server = await chromium.launchServer({
      executablePath: findChromium() ?? 'chromium',
      args: [
        ...chromiumFlags,
        `--use-file-for-fake-audio-capture=${humFile()}`,
        `--use-file-for-fake-video-capture=${cameraFile()}`,
        `--crash-dumps-dir=${mkdtempSync(join(tmpdir(), 'tincan-bench-'))}`,
      ],
    });
    return new MeteredChromium(server, await chromium.connect(server.wsEndpoint()));
  }

  /** Processor seconds of all its processes during the next `seconds`. */
  used(seconds: number): Promise<number> {
    return used(this.#server.process().pid!, seconds);
  }

  /** Of all its processes, in MB. */
  get memory(): number {
    return memory(this.#server.process().pid!);
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
