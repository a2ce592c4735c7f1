import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../tools/browsers.mjs';

/**
 * A Chromium whose tabs hide each other. Pages in one that Playwright starts
 * all believe that they are looked at.
 */
export async function startBareChromium(flags: readonly string[] = []): Promise<{
  readonly context: BrowserContext;
  readonly pid: number;
  stop(): Promise<void>;
}> {
  const profile = mkdtempSync(join(tmpdir(), 'tincan-bare-'));
  const child = spawn(
    findChromium() ?? 'chromium',
    [
      ...chromiumFlags,
      ...flags,
      '--headless',
      '--no-first-run',
      '--window-size=1280,800',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      // Its own first page keeps who wants to drive it waiting now and then, for ever.
      'about:blank',
    ],
    // A group of its own, so that none of its processes is left to write to the profile.
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  // Left by a test that broke it would keep the tests from ending.
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const endpoint = await new Promise<string>((resolve, reject) => {
    let told = '';
    child.stderr.on('data', (chunk) => {
      told += String(chunk);
      const [address] = /ws:\/\/\S+/.exec(told) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error('Chromium ended before it could be driven.')));
  });
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
  return {
    context: browser.contexts()[0]!,
    pid: child.pid!,
    async stop() {
      process.kill(-child.pid!, 'SIGKILL');
      await ended;
      rmSync(profile, { recursive: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}
