import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../tools/browsers.mjs';
import { Person } from '../e2e/person.ts';
import { Server } from '../e2e/server.ts';
import { serveBare } from './bare/serve.ts';
import { delayed } from './delayed.ts';
import { humFile } from './fake-input.ts';
import { measureLinks } from './links.ts';
import { median, print } from './report.ts';
import { installStopwatch, watch } from './stopwatch.ts';
import { bare } from './subject.ts';

const rounds = 9;
/** A round trip to the broker is 100 ms: each byte takes half of that on its way. */
const brokerDelay = 50;
/** Each phone delays what it sends and what it gets, so a round trip between two takes four of them; ms. */
const phoneDelay = 25;

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? 'chromium',
    args: [...chromiumFlags, `--use-file-for-fake-audio-capture=${humFile()}`],
  });
}

async function prepare(...pages: readonly Page[]): Promise<void> {
  for (const page of pages) {
    await installStopwatch(page);
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: phoneDelay,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  }
}

/** From the click to the ringing on the other phone, in ms. */
async function ring(caller: Page, dial: string, callee: Page, ringing: string): Promise<number> {
  const rang = watch(callee, 'visibleAt', ringing);
  const dialled = await watch(caller, 'clickAt', dial);
  return (await rang) - dialled;
}

async function callOnce(ana: Person, ben: Person): Promise<number> {
  await ana.type(ben.id);
  const ms = await ring(ana.page, 'button:Voice call', ben.page, '[role=alertdialog]');
  await ben.answer();
  await Promise.all([ana.talks(), ben.talks()]);
  await ana.hangUp();
  await ben.reads('Call ended');
  await Promise.all([ana.closeEnded(), ben.closeEnded()]);
  return ms;
}

async function byLink(url: string): Promise<number[]> {
  const browser = await launch();
  const [ana, ben] = [
    await Person.moveIn(browser, url, 'Ana'),
    await Person.moveIn(browser, url, 'Ben'),
  ];
  await ana.befriend(ben);
  await prepare(ana.page, ben.page);
  // The first call opens the link, and it stays.
  await callOnce(ana, ben);
  const times = [];
  for (let round = 0; round < rounds; round++) times.push(await callOnce(ana, ben));
  await browser.close();
  return times;
}

async function byFriend(url: string): Promise<number[]> {
  const browser = await launch();
  const people = [];
  for (const name of ['Ana', 'Ben', 'Cem']) people.push(await Person.moveIn(browser, url, name));
  const [ana, ben, cem] = people as [Person, Person, Person];
  // Connections that are open by then are not delayed.
  await prepare(ana.page, ben.page, cem.page);
  for (const other of [ana, ben]) await cem.meet(other);
  await cem.introduce(ana, ben);
  for (const one of [ana, ben]) await one.button('Add contact').last().click();
  const times = [];
  for (let round = 0; round <= rounds; round++) {
    const ms = await callOnce(ana, ben);
    if (round > 0) times.push(ms);
    await unlink(ana, ben);
  }
  await browser.close();
  return times;
}

/** The link to somebody who is no contact any more is closed; whoever comes back has none. */
async function unlink(ana: Person, ben: Person): Promise<void> {
  await ana.go('Contacts');
  await ana.page.getByRole('list', { name: 'Contacts' }).getByText(ben.name).click();
  await ana.button('Remove').click();
  // Another notice may still offer to undo that the contact was added.
  const notice = ana.page.getByRole('paragraph').filter({ hasText: `“${ben.name}” was removed.` });
  await notice.getByRole('button', { name: 'Undo' }).click();
  // Until the other phone has noticed.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
}

async function byBareBroker(url: string): Promise<number[]> {
  const browser = await launch();
  const subject = await bare([browser, browser], url);
  const { caller, callee } = subject;
  await prepare(caller, callee);
  const times = [];
  for (let round = 0; round <= rounds; round++) {
    const ms = await ring(caller, subject.dial, callee, subject.ringing);
    if (round > 0) times.push(ms);
    const framed = watch(caller, 'soundAt', subject.remote);
    await watch(callee, 'clickAt', subject.answer);
    await framed;
    await watch(caller, 'clickAt', subject.end);
    await subject.tidyUp();
  }
  await browser.close();
  return times;
}

/** Makes a page keep the operations of the browser's cryptography, so that they can be done again. */
async function keepCrypto(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const kept: (() => Promise<unknown>)[] = [];
    const { subtle } = globalThis.crypto as unknown as { subtle: Record<string, unknown> };
    const prototype = Object.getPrototypeOf(subtle) as Record<string, unknown>;
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const real = prototype[name];
      if (typeof real !== 'function' || name === 'constructor') continue;
      prototype[name] = function (this: unknown, ...given: unknown[]) {
        kept.push(() => real.apply(this, given) as Promise<unknown>);
        return real.apply(this, given) as unknown;
      };
    }
    Object.assign(window, { kept });
  });
}

interface CryptoSpent {
  readonly operations: number;
  readonly ms: number;
}

/** Does again, alone and one after the other, what was kept since the last time. */
function repeatCrypto({ page }: Person): Promise<CryptoSpent> {
  return page.evaluate(async () => {
    const { kept } = window as unknown as { kept: (() => Promise<unknown>)[] };
    const all = kept.splice(0);
    const from = performance.now();
    for (const each of all) await each().catch(() => undefined);
    return { operations: all.length, ms: performance.now() - from };
  });
}

/** What the cryptography of a call between contacts costs both pages; it was signed, sealed, and sent by the broker. */
async function crypto(url: string): Promise<CryptoSpent[]> {
  const browser = await launch();
  const [ana, ben] = [
    await Person.moveIn(browser, url, 'Ana', keepCrypto),
    await Person.moveIn(browser, url, 'Ben', keepCrypto),
  ];
  await ana.befriend(ben);
  const all = [];
  await prepare(ana.page, ben.page);
  for (let round = 0; round <= rounds; round++) {
    for (const one of [ana, ben]) await repeatCrypto(one);
    await callOnce(ana, ben);
    await unlink(ana, ben);
    const [one, other] = [await repeatCrypto(ana), await repeatCrypto(ben)];
    const spent = { operations: one.operations + other.operations, ms: one.ms + other.ms };
    if (round > 0) all.push(spent);
  }
  await browser.close();
  return all;
}

const server = await Server.start();
const page = await serveBare();
const ours = await delayed(server.port, brokerDelay);
const theirs = await delayed(Number(new URL(page.url).port), brokerDelay);

const broker = await byBareBroker(theirs.url);
for (const [metric, values, budget] of [
  ['call_by_link_100ms', await byLink(ours.url), 0.8],
  ['call_by_friend_100ms', await byFriend(ours.url), 1.3],
] as const) {
  print({
    bench: 'routes',
    metric,
    value: median(values),
    unit: 'ms',
    baseline: 'bare, by broker',
    baselineValue: median(broker),
    budget,
  });
}
const spent = await crypto(server.url);
print({
  bench: 'routes',
  metric: 'crypto_per_call_ms',
  value: median(spent.map(({ ms }) => ms)),
  unit: 'ms',
  // The budget is on the value: 5 ms.
  baseline: `budget; ${median(spent.map(({ operations }) => operations))} operations`,
  baselineValue: 5,
  budget: 1,
});
ours.stop();
theirs.stop();
page.stop();
await server.stop();
await measureLinks();
process.exit(0);
