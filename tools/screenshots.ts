// `npx tsx tools/screenshots.ts`: takes the pictures of the manifest from the gallery. They are committed.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { chromiumFlags, findChromium } from './browsers.mjs';
import { root } from './root.mjs';

const folder = join(root, 'web/public/screenshots');
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };
const desktop = { viewport: { width: 1440, height: 900 } };

const pictures = [
  { name: 'phone-recents', scene: 'recents', screen: phone },
  { name: 'phone-call', scene: 'voice', screen: phone },
  { name: 'desktop', scene: 'person', screen: desktop },
] as const;

mkdirSync(folder, { recursive: true });
const server = await createServer({
  root,
  // Apart from a server that may run for development.
  cacheDir: 'node_modules/.vite-screenshots',
  server: { port: 0 },
  logLevel: 'warn',
});
await server.listen();
const url = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
  executablePath: findChromium() ?? 'chromium',
  args: chromiumFlags,
});
for (const { name, scene, screen } of pictures) {
  const page = await browser.newPage({ ...screen, colorScheme: 'light' });
  await page.goto(`${url}test/fakes/gallery.html?scene=${scene}`);
  await page.getByRole('main').waitFor();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.close();
}
await browser.close();
await server.close();
// The broker in development has timers that run for ever.
process.exit(0);
