import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../tools/browsers.mjs';
import { freePort } from '../server/support/free-port.ts';

export type Category = 'performance' | 'accessibility' | 'best-practices';

/** What Lighthouse's phone preset says of a phone whose owner has said a name. */
export interface Verdict {
  /** 0 … 100. */
  readonly scores: Readonly<Partial<Record<Category, number>>>;
  /** Titles of the audits that were not passed. */
  readonly failed: readonly string[];
}

export async function judge(url: string, categories: readonly Category[]): Promise<Verdict> {
  const port = await freePort();
  const profile = mkdtempSync(join(tmpdir(), 'tincan-lighthouse-'));
  // Lighthouse opens a tab of its own, which shares what is saved with the default context only.
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? 'chromium',
    args: [...chromiumFlags, `--remote-debugging-port=${port}`],
  });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ana');
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByLabel('Your ID').first().waitFor();
    await page.goto('about:blank');
    const result = await lighthouse(url, {
      port,
      onlyCategories: [...categories],
      disableStorageReset: true,
      logLevel: 'error',
    });
    if (!result) throw new Error('Lighthouse had no result');
    const { lhr } = result;
    const scores = Object.values(lhr.categories).map(({ id, score }) => [id, (score ?? 0) * 100]);
    const failed = Object.values(lhr.categories)
      .flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0))
      .map(({ id }) => lhr.audits[id])
      .filter((audit) => audit && audit.score !== null && audit.score < 1)
      .map((audit) => `${audit?.title} ${audit?.displayValue ?? ''}`.trim());
    return { scores: Object.fromEntries(scores) as Verdict['scores'], failed };
  } finally {
    await context.close();
  }
}
