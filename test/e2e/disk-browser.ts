import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type BrowserContextOptions } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../tools/browsers.mjs';

/** A Chromium with a profile on the disk, as a person has one; a private one keeps its files in memory. */
export class DiskBrowser {
  readonly folder = mkdtempSync(join(tmpdir(), 'tincan-profile-'));
  context!: BrowserContext;

  async newContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    this.context = await chromium.launchPersistentContext(this.folder, {
      ...options,
      executablePath: findChromium() ?? 'chromium',
      args: [...chromiumFlags],
    });
    return this.context;
  }

  /** The process that all others of it come from. */
  get pid(): number {
    const found = execFileSync('pgrep', ['-of', '--', `--user-data-dir=${this.folder}`], {
      encoding: 'utf8',
    });
    return Number(found);
  }

  /** Ends at once, without a chance to write or say anything (kill -9). */
  async kill(): Promise<void> {
    const closed = new Promise((resolve) => this.context.once('close', resolve));
    process.kill(this.pid, 'SIGKILL');
    await closed;
  }

  async close(): Promise<void> {
    await this.context.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
