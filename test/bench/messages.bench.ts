import type { Page } from 'playwright-core';
import { startChromium } from '../e2e/browser.ts';
import { openBoth } from '../e2e/conversation.ts';
import { Person } from '../e2e/person.ts';
import { Server } from '../e2e/server.ts';
import type { PeerId } from '../../web/identity/peer-id.ts';
import type { Stage } from '../../web/ui/services.ts';
import { median, print } from './report.ts';

const rounds = 15;
/** Messages of the flood, and of the long conversation. */
const many = 10_000;
const veryMany = 100_000;

type App = HTMLElement & { readonly stage: Extract<Stage, { kind: 'ready' }> };

/** Runs in the page: so many messages are written at once; ms until the other side keeps all of them. */
async function flood([peer, count]: readonly [PeerId, number]): Promise<number> {
  const { chats, conversations } = (document.querySelector('tin-app') as App).stage.services;
  const start = performance.now();
  chats.use((there) => {
    for (let i = 0; i < count; i++) void there.write(peer, `This is message number ${i}`);
  });
  const before = conversations.value.get(peer)?.out.got ?? 0;
  await new Promise<void>((resolve) => {
    const stop = conversations.subscribe((all) => {
      if ((all.get(peer)?.out.got ?? 0) < before + count) return;
      stop();
      resolve();
    });
  });
  return performance.now() - start;
}

/** Runs in the page: writes that many messages of a conversation to the disk, as if they had come. */
async function fill([peer, count]: readonly [PeerId, number]): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('tincan-messages');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(new Error('No database'));
  });
  const words = 'Some words of a message that is neither long nor short '.repeat(2);
  for (let from = 0; from < count; from += 5_000) {
    const transaction = database.transaction('messages', 'readwrite');
    const store = transaction.objectStore('messages');
    for (let n = from + 1; n <= from + 5_000; n++) {
      const at = n * 60_000;
      const said = { id: String(n).padStart(22, 'm'), text: `${n} ${words}`, reply: null };
      const reactions = { mine: null, theirs: null };
      store.put({ peer, at, mine: n % 2 === 0, n, ...said, edited: false, reactions }, [peer, at]);
    }
    await new Promise((resolve) => (transaction.oncomplete = resolve));
  }
  database.close();
}

/** Every page of the bench has it: the first element of that kind, in whatever shadow, and when a key was pressed. */
function install(): void {
  const find = (selector: string, root: ParentNode = document): HTMLElement | null => {
    const found = root.querySelector<HTMLElement>(selector);
    if (found) return found;
    for (const one of root.querySelectorAll('*')) {
      const inside = one.shadowRoot && find(selector, one.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  Object.assign(window, { find });
  const note = () => Object.assign(window, { keyAt: performance.timeOrigin + performance.now() });
  addEventListener('keydown', note, { capture: true });
}

type Bubble = HTMLElement & { readonly updateComplete: Promise<unknown> };
type PageOfBench = Window & { find(selector: string): HTMLElement | null; keyAt: number };

/** Runs in the page: ms from the click on a conversation until its messages are on the screen. */
function openMs(name: string): Promise<number> {
  const { find } = window as unknown as PageOfBench;
  const list = find('[aria-label="Conversations"]');
  const link = [...(list?.querySelectorAll('a') ?? [])].find((one) =>
    one.textContent?.includes(name),
  );
  if (!link) throw new Error('There is no such conversation');
  return new Promise((resolve) => {
    const start = performance.now();
    link.click();
    const look = () => {
      const shown =
        find('tin-conversation')?.shadowRoot?.querySelector('tin-message-bubble')?.shadowRoot
          ?.firstElementChild;
      // What is there now is painted with this frame.
      if (shown) requestAnimationFrame(() => resolve(performance.now() - start));
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** ms from pressing Enter until the text is on the other screen; both pages have one clock. */
async function messageMs(from: Page, to: Page, text: string): Promise<number> {
  const seen = to.evaluate(async (wanted) => {
    const { find } = window as unknown as PageOfBench;
    const list = find('tin-conversation')?.shadowRoot?.querySelector('ol');
    if (!list) throw new Error('No conversation is open');
    const last = () => list.lastElementChild?.querySelector<Bubble>('tin-message-bubble');
    return new Promise<number>((resolve) => {
      const look = async () => {
        const bubble = last();
        await bubble?.updateComplete;
        if (!bubble?.shadowRoot?.textContent.includes(wanted)) return;
        watch.disconnect();
        resolve(performance.timeOrigin + performance.now());
      };
      const watch = new MutationObserver(() => void look());
      watch.observe(list, { childList: true, subtree: true });
    });
  }, text);
  await from.getByRole('textbox', { name: 'Message text' }).fill(text);
  await from.keyboard.press('Enter');
  const seenAt = await seen;
  return seenAt - (await from.evaluate(() => (window as unknown as PageOfBench).keyAt));
}

const [server, browser] = [await Server.start(), await startChromium()];
const [ana, ben] = await Promise.all([
  Person.moveIn(browser, server.url, 'Ana', (page) => page.addInitScript(install)),
  Person.moveIn(browser, server.url, 'Ben', (page) => page.addInitScript(install)),
]);
await ana.befriend(ben);
await openBoth(ana, ben);
// The link opens with the first one.
await messageMs(ana.page, ben.page, 'Hello');

const times: number[] = [];
for (let round = 0; round < rounds; round++) {
  await ana.page.bringToFront();
  times.push(await messageMs(ana.page, ben.page, `Message of round ${round}.`));
}
print({
  bench: 'messages',
  metric: 'message_ms',
  value: median(times),
  unit: 'ms',
  baseline: 'budget',
  baselineValue: 20,
  budget: 1,
});

// Nobody reads ten thousand messages while they come.
await Promise.all([ana.go('Settings'), ben.go('Settings')]);
const benId = ben.wireId as PeerId;
const ms: number[] = [];
for (let round = 0; round < 3; round++)
  ms.push(await ana.page.evaluate(flood, [benId, many] as const));
print({
  bench: 'messages',
  metric: 'messages_per_s',
  value: many / (median(ms) / 1_000),
  unit: '/s',
  baseline: 'budget',
  baselineValue: 2_000,
  budget: null,
  least: 1,
});

// A conversation as long as this, in which something was written lately.
await ana.page.evaluate(fill, [benId, veryMany] as const);
const opened: number[] = [];
for (let round = 0; round < 7; round++) {
  await ana.page.reload();
  await ana.ready();
  await ana.go('Messages');
  await ana.page.getByRole('list', { name: 'Conversations' }).getByText('Ben').waitFor();
  // The parts of the app are there, nothing else is measured.
  await ana.page.waitForFunction(() => customElements.get('tin-conversation') !== undefined);
  opened.push(await ana.page.evaluate(openMs, 'Ben'));
}
print({
  bench: 'messages',
  metric: 'open_conversation_ms',
  value: median(opened),
  unit: 'ms',
  baseline: 'budget',
  baselineValue: 150,
  budget: 1,
});
await browser.close();
await server.stop();
process.exit(0);
