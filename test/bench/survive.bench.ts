import type { Page } from 'playwright-core';
import { Homes, routerless } from '../e2e/homes.ts';
import { Person } from '../e2e/person.ts';
import { together } from '../e2e/talk.ts';
import { gapOf, installNotes, readNotes, type Noted } from './gaps.ts';
import { leaveOut, median, print } from './report.ts';
import { bare, type Subject } from './subject.ts';

const rounds = 5;
/** Nothing shorter is told from no gap at all; s. */
const least = 0.1;
/** What has not come back in that time never will; s. */
const never = 25;

/** What a disaster befalls. */
interface Scene {
  readonly homes: Homes;
  /** The page of the one who dialled. */
  readonly page: Page;
  /** Its server. */
  readonly url: string;
}

/** What is left after it. */
interface Left {
  /** When there is a path again, in ms. */
  readonly back: number;
  /** What the page of the one who dialled has noted. */
  read(): Promise<Noted>;
}

/** Something that breaks a call between two homes. */
interface Disaster {
  readonly name: string;
  readonly routers?: boolean;
  readonly once?: boolean;
  readonly strike: (scene: Scene) => Promise<Left>;
}

interface Gaps {
  readonly audio: number;
  readonly video: number;
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function left(page: Page): Promise<Left> {
  return Promise.resolve({ back: Date.now(), read: () => readNotes(page) });
}

const disasters: readonly Disaster[] = [
  {
    name: 'moved',
    strike({ homes, page }) {
      homes.move('a');
      return left(page);
    },
  },
  {
    name: 'rebound',
    routers: true,
    strike({ homes, page }) {
      // The phone is told nothing of it.
      homes.move('a');
      return left(page);
    },
  },
  {
    name: '20s_away',
    async strike({ homes, page }) {
      homes.cut('a');
      await rest(20_000);
      homes.connect('a');
      return left(page);
    },
  },
  {
    name: 'asleep',
    async strike({ homes, page }) {
      homes.sleep('a', true);
      await rest(20_000);
      homes.sleep('a', false);
      return left(page);
    },
  },
  {
    name: 'reloaded',
    async strike({ page }) {
      await page.reload();
      return left(page);
    },
  },
  {
    name: 'crashed',
    async strike({ page }) {
      const session = await page.context().newCDPSession(page);
      // Of a page that has crashed nothing of this would be answered.
      await Promise.all([session.send('Page.enable'), session.send('Runtime.enable')]);
      const crashed = page.waitForEvent('crash');
      page.goto('chrome://crash').catch(() => undefined);
      await crashed;
      const loaded = new Promise((resolve) => session.once('Page.loadEventFired', resolve));
      await session.send('Page.reload');
      await loaded;
      // Playwright has no more to do with a page that crashed.
      const read = async () => {
        const expression = 'window.noted';
        const { result } = await session.send('Runtime.evaluate', {
          expression,
          returnByValue: true,
        });
        return result.value as Noted;
      };
      return { back: Date.now(), read };
    },
  },
  {
    name: 'taken_over',
    async strike({ page, url }) {
      const other = await page.context().newPage();
      await other.goto(url);
      const use = other.getByRole('button', { name: 'Use here' });
      // The bare page knows of no other tab.
      const isThere = await use.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
      if (isThere) await use.click();
      return left(other);
    },
  },
  {
    name: 'broker_restarted',
    async strike({ homes, page, url }) {
      await homes.restartServer(url);
      return left(page);
    },
  },
  {
    // What comes after it goes without a broker.
    name: 'broker_gone',
    once: true,
    async strike({ homes, page, url }) {
      await homes.stopServer(url);
      return left(page);
    },
  },
];

/** The gaps on both sides: what takes longer counts. */
async function gaps(
  readers: readonly (() => Promise<Noted>)[],
  from: number,
  back: number,
): Promise<Gaps> {
  const limit = Date.now() + never * 1_000;
  const longest = (all: readonly (number | null)[]) =>
    all.includes(null) ? null : Math.max(...(all as number[]));
  let audio: number | null = null;
  let video: number | null = null;
  while (Date.now() < limit && (audio === null || video === null)) {
    await rest(500);
    const noted = await Promise.all(readers.map((read) => read()));
    audio = longest(noted.map(({ heard }) => gapOf(heard, from, back)));
    video = longest(noted.map(({ seen }) => gapOf(seen, from, back)));
  }
  const told = (gap: number | null) => Math.max(least, gap ?? never);
  return { audio: told(audio), video: told(video) };
}

async function ours(homes: Homes, strike: Disaster['strike']): Promise<Gaps> {
  const [a, b] = homes.browsers;
  const note = (page: Page) => installNotes(page.context());
  const [ana, ben] = await Promise.all([
    Person.moveIn(a, homes.url, 'Ana', note),
    Person.moveIn(b, homes.url, 'Ben', note),
  ]);
  await ana.befriend(ben);
  await ana.talkTo(ben, 'Video call');
  await together(ana, ben);
  await rest(2_000);
  const from = Date.now();
  const { back, read } = await strike({ homes, page: ana.page, url: homes.url });
  const found = await gaps([read, () => readNotes(ben.page)], from, back);
  await Promise.all([ana.leave(), ben.leave()]);
  return found;
}

async function theirs(homes: Homes, url: string, strike: Disaster['strike']): Promise<Gaps> {
  const subject = await bareBetween(homes, url);
  const pages = [subject.caller, subject.callee];
  await subject.caller.locator(subject.dial).click();
  await subject.callee.locator(subject.ringing).waitFor();
  await subject.callee.locator(subject.answer).click();
  for (const page of pages) await page.waitForFunction(isTogether);
  await rest(2_000);
  const from = Date.now();
  const { back, read } = await strike({ homes, page: subject.caller, url });
  const found = await gaps([read, () => readNotes(subject.callee)], from, back);
  await Promise.all(pages.map((page) => page.context().close()));
  return found;
}

function isTogether(): boolean {
  const { noted } = window as unknown as { noted: { heard: unknown[]; seen: unknown[] } };
  return noted.heard.length > 10 && noted.seen.length > 10;
}

function bareBetween(homes: Homes, url: string): Promise<Subject> {
  const [a, b] = homes.browsers;
  return bare([a, b], url, `?video&ice=${homes.stun}`, installNotes);
}

if (routerless !== null) {
  leaveOut('survive', routerless);
  process.exit();
}
for (const routers of [false, true]) {
  const homes = new Homes({ routers });
  try {
    if (routers) for (const home of ['a', 'b'] as const) homes.reroute(home, { nat: 'full-cone' });
    const url = await homes.serve(['--import', 'tsx', 'test/bench/bare/main.ts', homes.host], {});
    await homes.open();
    for (const { name, strike, once = false } of disasters.filter(
      (one) => (one.routers ?? false) === routers,
    )) {
      const bareGaps = await theirs(homes, url, strike);
      const all = [];
      for (let round = 0; round < (once ? 1 : rounds); round++) all.push(await ours(homes, strike));
      for (const sense of ['audio', 'video'] as const) {
        const baselineValue = bareGaps[sense];
        print({
          bench: 'survive',
          metric: `${sense}_gap_s_${name}`,
          value: median(all.map((one) => one[sense])),
          unit: 's',
          baseline: baselineValue === never ? 'bare, given up' : 'bare',
          baselineValue,
          // The budget is on the value: 2.5 s after there is a path again, 4 s after the page is.
          budget: (name === 'reloaded' || name === 'crashed' ? 4 : 2.5) / baselineValue,
        });
      }
    }
  } finally {
    await homes.close();
  }
}
process.exit(0);
