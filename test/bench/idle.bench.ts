import type { Browser } from 'playwright-core';
import { startBareChromium } from '../e2e/bare-chromium.ts';
import { hide } from '../e2e/installed-app.ts';
import { Person } from '../e2e/person.ts';
import { Server } from '../e2e/server.ts';
import { used } from './processes.ts';
import { humFile } from './fake-input.ts';
import { MeteredChromium } from './metered.ts';
import { median, print } from './report.ts';
import { rest } from './rest.ts';

const rounds = 3;
const idleSeconds = 60;
/** A call is shown and hidden in turns, so that a slow minute of the machine is one of both. */
const turns = 2;
const callSeconds = 10;
/**
 * A phone is unused when it is through with its start: what it loads for later, the service worker's
 * cache, code kept compiled. A page that is shown again is calm when V8 has compiled anew what it threw
 * away of it, which takes up to 15 s. In seconds.
 */
const unusedAfter = 30;
const calmAfter = 20;
/** What may be used more than the baseline, in percent of a core. */
const most = { idle: 0.2, string: 3 };

/** Percent of a core all processes of a browser use while it shows what `open` opens. */
async function percent(open: (browser: Browser) => Promise<void>, seconds: number) {
  const metered = await MeteredChromium.launch();
  await open(metered.browser);
  await rest(unusedAfter);
  const used = await metered.used(seconds);
  await metered.close();
  return (used / seconds) * 100;
}

async function blank(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  await page.goto('data:text/html,<title>Blank</title>');
}

/**
 * Percent of a core the browser of one side of a voice call uses while the call is on the screen, and
 * while another tab lies over it. Both sides always speak, and the other one has a browser of its own.
 */
async function talk(seconds: number) {
  const bare = await startBareChromium([
    '--mute-audio',
    `--use-file-for-fake-audio-capture=${humFile()}`,
  ]);
  const other = await MeteredChromium.launch();
  const here = { newContext: () => Promise.resolve(bare.context) };
  const [ana, ben] = await Promise.all([
    Person.moveIn(here, server.url, 'Ana'),
    Person.moveIn(other.browser, server.url, 'Ben'),
  ]);
  await ana.addContact('Ben', ben.id);
  await ana.dial(ben.id);
  await ben.answer();
  await Promise.all([ana.talks(), ben.talks()]);
  const measure = async () => {
    await rest(calmAfter);
    return ((await used(bare.pid, seconds)) / seconds) * 100;
  };
  const [shown, hidden]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < turns; turn++) {
    const show = await hide(ana.page);
    hidden.push(await measure());
    await show();
    shown.push(await measure());
  }
  await Promise.all([bare.stop(), other.close()]);
  return { shown: median(shown), hidden: median(hidden) };
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
    const { page } = await Person.moveIn(browser, server.url, 'Ana');
    // The cache is filled once, when the app is opened for the first time.
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  };
  open.push(await percent(moveIn, idleSeconds));
  empty.push(await percent(blank, idleSeconds));
  const call = await talk(callSeconds);
  shown.push(call.shown);
  unseen.push(call.hidden);
}
tell('idle_cpu', open, empty, 'blank page', most.idle);
tell('string_cpu', shown, unseen, 'page hidden', most.string);
await server.stop();
process.exit(0);
