import type { Browser, Page } from 'playwright-core';
import { Person } from '../e2e/person.ts';
import { Server } from '../e2e/server.ts';
import { MeteredChromium } from './metered.ts';
import { median, print } from './report.ts';

const rounds = 3;
const idleSeconds = 60;
const callSeconds = 20;
/** What may be used more than the baseline, in percent of a core. */
const most = { idle: 0.2, string: 3 };

/** Percent of a core all processes of a browser use while it shows what `open` opens. */
async function percent(open: (browser: Browser) => Promise<void>, seconds: number) {
  const metered = await MeteredChromium.launch();
  await open(metered.browser);
  // Start-up work and the first heartbeats are no idling.
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const used = await metered.used(seconds);
  await metered.close();
  return (used / seconds) * 100;
}

async function blank(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  await page.goto('data:text/html,<title>Blank</title>');
}

async function talk(browser: Browser, hidden: boolean): Promise<void> {
  const [ana, ben] = await Promise.all([
    Person.moveIn(browser, server.url, 'Ana'),
    Person.moveIn(browser, server.url, 'Ben'),
  ]);
  await ana.addContact('Ben', ben.id);
  await ben.addContact('Ana', ana.id);
  await ana.dial(ben.id);
  await ben.answer();
  await Promise.all([ana.talks(), ben.talks()]);
  // Only Ana's screen is looked at in both cases.
  await hide(ben.page);
  if (hidden) await hide(ana.page);
}

/** Another tab over it in the same window would be in the way of the other person's. */
async function hide(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { windowId } = await session.send('Browser.getWindowForTarget');
  await session.send('Browser.setWindowBounds', {
    windowId,
    bounds: { windowState: 'minimized' },
  });
  await page.waitForFunction(() => document.visibilityState === 'hidden');
}

function tell(metric: string, mine: number[], other: number[], baseline: string, more: number) {
  const baselineValue = median(other);
  print({
    bench: 'idle',
    metric,
    value: median(mine),
    unit: '% of a core',
    baseline,
    baselineValue,
    budget: (baselineValue + more) / baselineValue,
  });
}

const server = await Server.start();
const [open, empty, shown, unseen]: [number[], number[], number[], number[]] = [[], [], [], []];
for (let round = 0; round < rounds; round++) {
  const moveIn = async (browser: Browser) => {
    await Person.moveIn(browser, server.url, 'Ana');
  };
  open.push(await percent(moveIn, idleSeconds));
  empty.push(await percent(blank, idleSeconds));
  shown.push(await percent((browser) => talk(browser, false), callSeconds));
  unseen.push(await percent((browser) => talk(browser, true), callSeconds));
}
tell('idle_cpu', open, empty, 'blank page', most.idle);
tell('string_cpu', shown, unseen, 'page hidden', most.string);
await server.stop();
process.exit(0);
