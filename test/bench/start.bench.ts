import type { Browser, BrowserContext } from 'playwright-core';
import { startChromium } from '../e2e/browser.ts';
import { nameless } from '../e2e/probe.ts';
import { Server } from '../e2e/server.ts';
import { serveBare } from './bare/serve.ts';
import { usableMs } from './loads.ts';
import { median, print } from './report.ts';

const rounds = 9;
/** 150 ms and 1.6 Mb/s. */
const slow4g = { latency: 150, bytesPerSecond: 200_000 };
const dialField = '#peer';

/** A browser in which somebody has a phone; like the bare page's, without the probe of the tests. */
async function movedIn(browser: Browser, url: string): Promise<BrowserContext> {
  const context = await browser.newContext();
  await context.addInitScript(nameless);
  const first = await context.newPage();
  await first.goto(url);
  await first.getByRole('textbox', { name: 'Your name' }).fill('Ana');
  await first.getByRole('button', { name: 'Start' }).click();
  await first.getByLabel('Your ID').first().waitFor();
  await first.close();
  return context;
}

const [server, page, browser] = [await Server.start(), await serveBare(), await startChromium()];
const ana = await movedIn(browser, server.url);
/** Another site than `localhost`. */
const elsewhere = `http://127.0.0.1:${server.port}/healthz`;
const plain = await browser.newContext();
await plain.addInitScript(nameless);

for (const [metric, network] of [
  ['usable_ms', null],
  ['usable_slow4g_ms', slow4g],
] as const) {
  const mine: number[] = [];
  const other: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const ours = await usableMs(ana, elsewhere, server.url, dialField, network);
    const theirs = await usableMs(plain, elsewhere, page.url, '#peer', network);
    // The first round warms up the browser.
    if (round > 0) {
      mine.push(ours);
      other.push(theirs);
    }
  }
  print({
    bench: 'start',
    metric,
    value: median(mine),
    unit: 'ms',
    baseline: 'bare PeerJS',
    baselineValue: median(other),
    budget: 1.5,
  });
}
await browser.close();
page.stop();
await server.stop();
// Stock PeerServer's timers would keep the process for ever.
process.exit(0);
