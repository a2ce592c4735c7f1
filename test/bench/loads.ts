import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright-core';

/** Kilobytes of JavaScript and style sheets a page loads until it is quiet, each file as gzip -9 makes it. */
export async function loadedKilobytes(page: Page, url: string): Promise<number> {
  const sizes = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    const type = response.request().resourceType();
    if (type !== 'script' && type !== 'stylesheet') return;
    sizes.set(
      response.url(),
      response.body().then((body) => gzipSync(body, { level: 9 }).length),
    );
  });
  await page.goto(url);
  await page.waitForLoadState('networkidle');
  const all = await Promise.all(sizes.values());
  return all.reduce((sum, size) => sum + size, 0) / 1_000;
}

/**
 * Milliseconds from the start of the navigation until `selector` takes input; cold cache. One comes
 * from a page of another site, as people do, so that both pages begin in a new process.
 */
export async function usableMs(
  context: BrowserContext,
  elsewhere: string,
  url: string,
  selector: string,
  network: { readonly latency: number; readonly bytesPerSecond: number } | null,
): Promise<number> {
  const page = await context.newPage();
  await page.goto(elsewhere);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.clearBrowserCache');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  if (network) {
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: network.latency,
      downloadThroughput: network.bytesPerSecond,
      uploadThroughput: network.bytesPerSecond,
    });
  }
  await page.addInitScript((wanted) => {
    const roots = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
      root,
      ...[...root.querySelectorAll('*')].flatMap((one) =>
        one.shadowRoot ? roots(one.shadowRoot) : [],
      ),
    ];
    const look = () => {
      const field = roots(document)
        .map((root) => root.querySelector<HTMLInputElement>(wanted))
        .find((one) => one && !one.disabled && one.checkVisibility());
      if (field) Object.assign(window, { usableAt: performance.now() });
      else setTimeout(look, 2);
    };
    look();
  }, selector);
  await page.goto(url);
  const at = await page.waitForFunction(
    () => (window as unknown as { usableAt?: number }).usableAt,
  );
  const ms = (await at.jsonValue())!;
  await page.close();
  return ms;
}
