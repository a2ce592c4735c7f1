import assert from 'node:assert/strict';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from 'playwright-core';
import { hasPicture, loudest } from './senses.ts';
import { forgetFound, installProbe, nameless, readProbe, type Found } from './probe.ts';

const isAlive = /"HEARTBEAT"|"echo":true/;

/** How much later everything comes to a page and leaves it, media as well, in ms: `DELAY_MS=100`. */
const latency = Number(process.env['DELAY_MS'] ?? 0);

async function delay(page: Page): Promise<void> {
  if (latency === 0) return;
  const session = await page.context().newCDPSession(page);
  const unlimited = { downloadThroughput: -1, uploadThroughput: -1 };
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    ...unlimited,
  });
}

export type Kind = 'Voice call' | 'Video call';

/** Somebody with a phone of their own: a browser context, found by what is on the screen. */
export class Person {
  readonly name: string;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Hosts of all requests and sockets of the page. */
  readonly hosts = new Set<string>();
  /** Frames the page sent to the broker, but for those that keep the socket alive. */
  readonly sent: string[] = [];
  /** Frames the broker sent to the page, but for those. */
  readonly received: string[] = [];
  id = '';
  #signedOn!: () => void;
  #online = new Promise<void>((resolve) => (this.#signedOn = resolve));

  private constructor(name: string, context: BrowserContext, page: Page) {
    this.name = name;
    this.context = context;
    this.page = page;
    context.on('request', (request) => this.hosts.add(new URL(request.url()).host));
    page.on('websocket', (socket) => {
      this.hosts.add(new URL(socket.url()).host);
      socket.on('framereceived', ({ payload }) => {
        if (!isAlive.test(String(payload))) this.received.push(String(payload));
        if (String(payload).includes('"OPEN"')) this.#signedOn();
      });
      socket.on('framesent', ({ payload }) => {
        if (!isAlive.test(String(payload))) this.sent.push(String(payload));
      });
    });
  }

  /** The ID as it is on the wire. */
  get wireId(): string {
    return this.id.replaceAll('-', '').toLowerCase();
  }

  /** Opens the app for the first time and says a name. */
  static async moveIn(
    browser: Pick<Browser, 'newContext'>,
    url: string,
    name: string,
    before?: (page: Page) => Promise<unknown>,
    device: BrowserContextOptions = {},
  ): Promise<Person> {
    const person = await Person.arrive(browser, url, name, before, device);
    await person.page.getByRole('textbox', { name: 'Your name' }).fill(name);
    await person.button('Start').click();
    await person.ready();
    return person;
  }

  /** Opens the app for the first time, and says nothing yet. */
  static async arrive(
    browser: Pick<Browser, 'newContext'>,
    url: string,
    name: string,
    before?: (page: Page) => Promise<unknown>,
    device: BrowserContextOptions = {},
  ): Promise<Person> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      ...device,
    });
    await context.addInitScript(nameless);
    await context.addInitScript(installProbe);
    const page = await context.newPage();
    const person = new Person(name, context, page);
    await before?.(page);
    await delay(page);
    await page.goto(url);
    return person;
  }

  /** Somebody who was here before opens the app in a browser that remembers them. */
  static async comeBack(
    browser: Pick<Browser, 'newContext'>,
    url: string,
    name: string,
    before?: (page: Page) => Promise<unknown>,
  ): Promise<Person> {
    const person = await Person.arrive(browser, url, name, before);
    await person.ready();
    return person;
  }

  /** The same person in another tab, which takes the phone over. */
  async takeOver(url: string): Promise<Person> {
    const person = new Person(this.name, this.context, await this.context.newPage());
    person.id = this.id;
    await delay(person.page);
    await person.page.goto(url);
    await person.button('Use here').click();
    return person;
  }

  /** The tab crashes, as when memory runs out; what results loads it anew. Nothing else can be done with the page. */
  async crash(): Promise<() => Promise<unknown>> {
    const session = await this.context.newCDPSession(this.page);
    const crashed = this.page.waitForEvent('crash');
    this.page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    return () => session.send('Page.reload');
  }

  /** Until the own ID is on the screen and the broker knows this phone. */
  async ready(): Promise<void> {
    const output = this.page.getByLabel('Your ID').first();
    await output.waitFor();
    this.id = ((await output.textContent()) ?? '').trim();
    assert.match(this.id, /^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
    await this.#online;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  get status(): Locator {
    return this.page.getByRole('timer', { name: 'Call status' });
  }

  get incoming(): Locator {
    return this.page.getByRole('alertdialog', { name: 'Incoming call' });
  }

  async type(id: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Peer ID' }).fill(id);
  }

  /** Keeps somebody as a contact of that name. */
  async addContact(name: string, id: string): Promise<void> {
    await this.type(id);
    await this.button('Add contact').click();
    await this.page.getByRole('textbox', { name: 'Contact name' }).fill(name);
    await this.button('Save').click();
    await this.page.getByText(name).first().waitFor();
  }

  /** Each of the two keeps the other as a contact. */
  async befriend(other: Person): Promise<void> {
    await Promise.all([
      this.addContact(other.name, other.id),
      other.addContact(this.name, this.id),
    ]);
  }

  /** Becomes somebody's contact and talks to them once: from then on the two are linked. */
  async meet(other: Person): Promise<void> {
    await this.befriend(other);
    await this.talkTo(other);
    await this.hangUp();
    await other.reads('Call ended');
    await Promise.all([this.closeEnded(), other.closeEnded()]);
  }

  /** Tells two contacts of each other. */
  async introduce(one: Person, other: Person): Promise<void> {
    await this.go('Contacts');
    await this.page.getByRole('list', { name: 'Contacts' }).getByText(one.name).click();
    await this.button('Introduce').click();
    await this.page.getByRole('dialog').getByRole('button', { name: other.name }).click();
    await this.page.getByText(`${one.name} and ${other.name} have heard of each other.`).waitFor();
  }

  async go(place: 'Recents' | 'Contacts' | 'Messages' | 'Settings'): Promise<void> {
    await this.page.getByRole('link', { name: place, exact: true }).click();
  }

  /** Takes the ended call off the screen. */
  async closeEnded(): Promise<void> {
    await this.button('Close').click();
    await this.status.waitFor({ state: 'hidden' });
  }

  async dial(id: string, kind: Kind = 'Voice call'): Promise<void> {
    await this.type(id);
    await this.button(kind).first().click();
  }

  async answer(how: 'Answer' | 'Answer with video' = 'Answer'): Promise<void> {
    await this.incoming.getByRole('button', { name: how, exact: true }).click();
  }

  async decline(): Promise<void> {
    await this.incoming.getByRole('button', { name: 'Decline' }).click();
  }

  /** Calls somebody who answers with as much, until both talk. */
  async talkTo(other: Person, kind: Kind = 'Voice call'): Promise<void> {
    await this.dial(other.id, kind);
    await other.answer(kind === 'Video call' ? 'Answer with video' : 'Answer');
    await Promise.all([this.talks(), other.talks()]);
  }

  async hangUp(): Promise<void> {
    await this.button('Hang up').first().click();
  }

  /** Waits until the call status reads so. */
  async reads(text: string | RegExp, timeout = 10_000): Promise<void> {
    const wanted = typeof text === 'string' ? new RegExp(`^\\s*${text}\\s*$`) : text;
    await this.status.filter({ hasText: wanted }).waitFor({ timeout });
  }

  /**
   * Looks at the call status from now on: what it returns waits until the status has read so. For what
   * may pass in less than half a second, which is how often `reads` looks.
   */
  async watch(text: string): Promise<() => Promise<void>> {
    const watched = await this.status.evaluateHandle((element, wanted) => {
      const read = new Promise<boolean>((resolve) => {
        const look = () => {
          if (element.textContent?.trim() === wanted) resolve(true);
        };
        const changes = { childList: true, characterData: true, subtree: true };
        new MutationObserver(look).observe(element, changes);
        setTimeout(() => resolve(false), 10_000);
        look();
      });
      return { read };
    }, text);
    return async () =>
      assert.ok(await watched.evaluate(({ read }) => read), `${this.name} reads ${text}`);
  }

  /** Waits until the timer of the talk runs. */
  async talks(timeout = 15_000): Promise<void> {
    await this.reads(/^\s*\d{2}:\d{2}\s*$/, timeout);
  }

  /** What plays the sound of the other side. */
  get sound(): Locator {
    return this.page.locator('audio');
  }

  video(name: string): Locator {
    return this.page.locator(`video[aria-label="${name}"]`);
  }

  /** Waits until the tone of the other side's microphone is heard, or another one. */
  async hears(name: string, hz = 440): Promise<void> {
    const level = await this.sound.evaluate(loudest, { until: -50, ms: 15_000, hz });
    assert.ok(level > -50, `${this.name} hears ${name} (${hz} Hz at ${level} dB)`);
  }

  /** Waits until anything at all is heard; Firefox's fake microphone has a tone of its own. */
  async hearsAnything(name: string): Promise<void> {
    const level = await this.sound.evaluate(loudest, { until: -50, ms: 15_000, hz: null });
    assert.ok(level > -50, `${this.name} hears ${name} (${level} dB)`);
  }

  /** Waits until a second has passed without the tone; what is below so many dB does not count. */
  async hearsNothing(name: string, hz = 440, below = -70): Promise<void> {
    let level = 0;
    for (let tries = 0; tries < 10; tries++) {
      level = await this.sound.evaluate(loudest, { until: 0, ms: 1_000, hz });
      if (level < below) return;
    }
    assert.fail(`${this.name} still hears ${name} (${hz} Hz at ${level} dB)`);
  }

  /** Waits until pictures of the other side are decoded, one after the other. */
  async sees(name: string): Promise<void> {
    const video = this.video(name);
    await video.waitFor({ state: 'visible' });
    assert.ok(await video.evaluate(hasPicture, 15_000), `${this.name} sees ${name}`);
  }

  /** Waits until the picture of the other side is gone; its element still plays the sound. */
  async seesNoMore(name: string): Promise<void> {
    const video = await this.video(name).elementHandle();
    await this.page.waitForFunction((one) => one.getBoundingClientRect().width <= 1, video);
  }

  found(): Promise<Found> {
    return this.page.evaluate(readProbe);
  }

  /** Waits until the lights of microphone and camera are off: soon after the end. */
  async hasClosedDevices(): Promise<void> {
    const limit = Date.now() + 5_000;
    let { live } = await this.found();
    while (live.length > 0 && Date.now() < limit) ({ live } = await this.found());
    assert.deepEqual(live, [], `no device of ${this.name} is open`);
  }

  /** Leaves no call, live or ended, and forgets what was found until now. */
  async tidyUp(): Promise<void> {
    const { errors } = await this.found();
    assert.deepEqual(errors, [], `no errors on the page of ${this.name}`);
    while (await this.status.first().isVisible()) {
      const button = this.page.getByRole('button', { name: /^(Hang up|Close)$/ }).first();
      // A call that leaves no screen may go by itself.
      await button.click({ timeout: 1_000 }).catch(() => undefined);
    }
    await this.incoming.waitFor({ state: 'hidden' });
    await this.page.evaluate(forgetFound);
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
