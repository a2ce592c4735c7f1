import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Person } from '../e2e/person.ts';
import { nameless } from '../e2e/probe.ts';
import { watch } from './stopwatch.ts';

/** Two phones of one kind, which can be dialled, answered and hung up alike. */
export interface Subject {
  readonly caller: Page;
  readonly callee: Page;
  /** In the caller's page: what starts the call, and the element that shows the callee. */
  readonly dial: string;
  readonly remote: string;
  /** In the callee's page: visible when it rings, and what answers. */
  readonly ringing: string;
  readonly answer: string;
  readonly calleeRemote: string;
  /** In the caller's page: what ends the call. In the callee's: visible when it is over. */
  readonly end: string;
  readonly ended: string;
  /** After the end, until the next call can be made. */
  tidyUp(): Promise<void>;
}

/** Two Tincan phones whose owners know each other. */
export async function tincan(browser: Browser, url: string, video: boolean): Promise<Subject> {
  const [ana, ben] = await Promise.all([
    Person.moveIn(browser, url, 'Ana'),
    Person.moveIn(browser, url, 'Ben'),
  ]);
  await ana.addContact('Ben', ben.id);
  await ben.addContact('Ana', ana.id);
  await ana.type(ben.id);
  return {
    caller: ana.page,
    callee: ben.page,
    dial: video ? 'button:Video call' : 'button:Voice call',
    remote: 'video[aria-label="Ben"]',
    ringing: '[role=alertdialog]',
    answer: video ? 'button:Answer with video' : 'button:Answer',
    calleeRemote: 'video[aria-label="Ana"]',
    end: 'button:Hang up',
    ended: 'status:Call ended',
    async tidyUp() {
      await ana.reads('Call ended');
      await ben.reads('Call ended');
      await Promise.all([ana.closeEnded(), ben.closeEnded()]);
      await ana.type(ben.id);
    },
  };
}

/** Two bare PeerJS pages. */
export async function bare(
  [one, other]: readonly [Browser, Browser],
  url: string,
  query = '',
  before?: (context: BrowserContext) => Promise<void>,
): Promise<Subject> {
  const open = async (browser: Browser) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addInitScript(nameless);
    await before?.(context);
    const page = await context.newPage();
    await page.goto(`${url}/${query}`);
    await page.locator('#peer:enabled').waitFor();
    return page;
  };
  const [caller, callee] = await Promise.all([open(one), open(other)]);
  await caller.locator('#peer').fill(await callee.locator('#own').innerText());
  return {
    caller,
    callee,
    dial: '#dial',
    remote: '#remote',
    ringing: 'body[data-ringing]',
    answer: '#answer',
    calleeRemote: '#remote',
    end: '#end',
    ended: 'body[data-ended]',
    async tidyUp() {
      await watch(callee, 'clickAt', '#end');
      const clean = () => {
        delete document.body.dataset['ringing'];
        delete document.body.dataset['ended'];
        document.querySelector('video')!.srcObject = null;
      };
      await Promise.all([caller.evaluate(clean), callee.evaluate(clean)]);
    },
  };
}
