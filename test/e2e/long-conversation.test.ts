import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'node:test';
import type { CDPSession } from 'playwright-core';
import { logOf, openConversation, reads, write } from './conversation.ts';
import { House, moveOut, tidyUp } from './house.ts';
import type { Person } from './person.ts';

/** Messages of the conversation. */
const many = 100_000;
/** So many stand in the page at most. */
const most = 200;
/** What the pages between the fifth and the twenty-fifth may leave in the memory, in bytes. */
const mayGrow = 2_000_000;

/** Runs in the page: writes that many messages of a conversation to the disk, as if they had come. */
async function fill([peer, count]: readonly [string, number]): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('tincan-messages');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(new Error('No database'));
  });
  const transaction = database.transaction('messages', 'readwrite');
  const store = transaction.objectStore('messages');
  const reactions = { mine: null, theirs: null };
  for (let n = 1; n <= count; n++) {
    const text = `No. ${n} of many that are neither long nor short, as people write them.`;
    const said = { id: String(n).padStart(22, 'm'), text, reply: null, edited: false, reactions };
    store.put({ ...said, peer, at: n * 60_000, mine: n % 2 === 0, n }, [peer, n * 60_000]);
  }
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  database.close();
}

/** Runs in the page: scrolls page after page, each until others stand there; the most that stood there at once. */
async function leaf(
  log: SVGElement | HTMLElement,
  { pages, up }: { pages: number; up: boolean },
): Promise<{ most: number; first: number; last: number }> {
  const bubbles = () => [...log.querySelectorAll('tin-message-bubble')];
  const numberOf = (bubble?: Element) =>
    Number(/No\. (\d+) of/.exec(bubble?.shadowRoot?.textContent ?? '')?.[1] ?? NaN);
  const edge = () => numberOf(bubbles().at(up ? 0 : -1));
  // Where several pages came between two looks, one is there sooner; the last message has no number.
  const isAtEnd = () =>
    bubbles().at(-1)?.shadowRoot?.textContent?.includes('The last one') ?? false;
  let found = bubbles().length;
  for (let page = 0; page < pages && (up || !isAtEnd()); page++) {
    const before = edge();
    const end = performance.now() + 10_000;
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        const now = edge();
        if ((now !== before && !Number.isNaN(now)) || (!up && isAtEnd())) return resolve();
        if (performance.now() > end) return reject(new Error(`Nothing follows ${before}`));
        // Like a hand that goes on as long as nothing else comes.
        log.scrollTop += up ? -500 : 500;
        requestAnimationFrame(look);
      };
      look();
    });
    found = Math.max(found, bubbles().length);
  }
  const numbers = bubbles()
    .map(numberOf)
    .filter((n) => !Number.isNaN(n));
  return { most: found, first: Math.min(...numbers), last: Math.max(...numbers) };
}

/** Runs in the page: how much is below what one sees, in px, once all is drawn. */
async function restBelow(log: SVGElement | HTMLElement): Promise<number> {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  return log.scrollHeight - log.scrollTop - log.clientHeight;
}

describe('a long conversation', () => {
  const house = new House();
  let ana: Person;
  let session: CDPSession;

  before(async () => {
    let ben: Person;
    [ana, ben] = await house.contacts();
    await openConversation(ana, 'Ben');
    await write(ana, 'The last one of all');
    await reads(ana, 'Ben', 'The last one of all', '');
    await moveOut([ben]);
    await ana.page.evaluate(fill, [ben.wireId, many] as const);
    await ana.page.reload();
    await logOf(ana, 'Ben').getByText(`No. ${many} of`).waitFor();
    session = await ana.context.newCDPSession(ana.page);
    await session.send('HeapProfiler.enable');
  });
  afterEach(() => tidyUp([ana]));

  /** What the page holds once all that nobody needs is gone, in bytes. */
  async function held(): Promise<number> {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  }

  it('takes no more memory the further one scrolls, up and down again', async () => {
    const log = logOf(ana, 'Ben');
    const turn = (pages: number, up: boolean) => log.evaluate(leaf, { pages, up });
    const some = await turn(5, true);
    const early = await held();
    const far = await turn(20, true);
    const late = await held();
    const back = await turn(20, false);
    const atEnd = await held();
    for (const each of [some, far, back]) assert.ok(each.most <= most, `${each.most} stand there`);
    // A page comes in parts where the machine is busy.
    assert.ok(far.first <= many - 25 * 40, `scrolled up to ${far.first}`);
    assert.ok(back.last > far.last, `and down to ${back.last}`);
    assert.ok(late - early < mayGrow, `grew from ${early} to ${late}`);
    assert.ok(atEnd - early < mayGrow, `grew from ${early} to ${atEnd}`);
  });

  it('stays at its end while a voice message is recorded', async () => {
    const log = logOf(ana, 'Ben');
    await write(ana, 'Now the end is in sight');
    await reads(ana, 'Ben', 'Now the end is in sight');
    await ana.button('Record voice message').click();
    await ana.page.getByRole('timer', { name: 'Length of the recording' }).waitFor();
    assert.ok((await log.evaluate(restBelow)) < 2);
    await ana.page.keyboard.press('Escape');
    await ana.button('Record voice message').waitFor();
    assert.ok((await log.evaluate(restBelow)) < 2);
  });
});
