import assert from 'node:assert/strict';
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core';
import { findFirefox, firefoxPreferences } from '../../tools/browsers.mjs';
import { nameless } from './probe.ts';

export function startFirefox(
  preferences: Readonly<Record<string, unknown>> = {},
): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox() ?? 'firefox',
    headless: true,
    extraPrefsFirefox: { ...firefoxPreferences, ...preferences },
  });
}

/** Runs in the page: the first visible element of that selector, or button with one of these names (`a|b`). */
function findDeep(what: string): HTMLElement | null {
  const roots = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
    root,
    ...[...root.querySelectorAll('*')].flatMap((one) =>
      one.shadowRoot ? roots(one.shadowRoot) : [],
    ),
  ];
  const names = what.startsWith('button:') ? what.slice(7).split('|') : null;
  const all = roots(document).flatMap((root) => [
    ...root.querySelectorAll<HTMLElement>(names ? 'button' : what),
  ]);
  const label = (one: HTMLElement) => one.getAttribute('aria-label') ?? one.innerText.trim();
  const shown = all.filter((one) => one.tagName === 'VIDEO' || one.checkVisibility());
  return shown.find((one) => names === null || names.includes(label(one))) ?? null;
}

/** Runs in the page: the first element of that name that says all this, also by what is in it. */
function findSaying(name: string, texts: readonly string[]): HTMLElement | null {
  const said = (node: Node): string => {
    if (node instanceof Text) return node.data;
    if (node instanceof HTMLStyleElement) return '';
    const shadow = node instanceof Element ? node.shadowRoot : null;
    return [...(shadow ? [shadow] : []), ...node.childNodes].map(said).join('');
  };
  const all = (root: Document | ShadowRoot): HTMLElement[] => [
    ...root.querySelectorAll<HTMLElement>(name),
    ...[...root.querySelectorAll('*')].flatMap((one) =>
      one.shadowRoot ? all(one.shadowRoot) : [],
    ),
  ];
  return all(document).find((one) => texts.every((text) => said(one).includes(text))) ?? null;
}

/** Runs in the page before the app: keeps hold of peer connections and errors. */
function installProbe(): void {
  const probe = { connections: [] as RTCPeerConnection[], errors: [] as string[] };
  Object.assign(window, { probe });
  addEventListener('error', (event) => probe.errors.push(String(event.message)));
  addEventListener('unhandledrejection', (event) => probe.errors.push(String(event.reason)));
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(config?: RTCConfiguration) {
      super(config);
      probe.connections.push(this);
    }
  };
}

/** Somebody with Firefox. What Playwright's locators do for Chromium is done by hand here. */
export class FirefoxPerson {
  readonly page: Page;
  id = '';

  private constructor(page: Page) {
    this.page = page;
  }

  static async moveIn(browser: Browser, url: string, name: string): Promise<FirefoxPerson> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const person = new FirefoxPerson(page);
    await page.evaluateOnNewDocument(nameless);
    await page.evaluateOnNewDocument(installProbe);
    await page.goto(url);
    await person.fill('input', name);
    await person.click('button:Start');
    const own = await person.element('output');
    person.id = (await own.evaluate((one) => one.textContent ?? '')).trim();
    return person;
  }

  /** Until the broker knows this phone: before that, who dials it soon finds nobody. */
  async online(): Promise<void> {
    const isOnline =
      "document.querySelector('tin-app').stage.services.line.value.kind === 'online'";
    await this.page.waitForFunction(isOnline);
  }

  async element(what: string): Promise<ElementHandle<HTMLElement>> {
    const handle = await this.page.waitForFunction(findDeep, {}, what);
    return handle.asElement() as ElementHandle<HTMLElement>;
  }

  async click(what: string): Promise<void> {
    await (await this.element(what)).click();
  }

  /** In px. */
  async heightOf(what: string): Promise<number> {
    const element = await this.element(what);
    return element.evaluate((one) => one.getBoundingClientRect().height);
  }

  async fill(what: string, text: string): Promise<void> {
    const field = await this.element(what);
    await field.evaluate((one) => ((one as HTMLInputElement).value = ''));
    await field.type(text);
  }

  /** Waits until an element of that name says all this. */
  async says(name: string, ...texts: readonly string[]): Promise<void> {
    await this.page.waitForFunction(findSaying, { timeout: 20_000 }, name, texts);
  }

  /** Keeps somebody as a contact of that name. */
  async addContact(name: string, id: string): Promise<void> {
    await this.fill('#peer', id);
    await this.click('button:Add contact');
    await this.fill('#name', name);
    await this.click('button:Save');
  }

  /** Chooses files to be sent in the conversation that is open. */
  async attach(...paths: readonly string[]): Promise<void> {
    const field = await this.element('tin-message-field');
    const chooser = await field.evaluateHandle((one) => one.shadowRoot?.querySelector('input'));
    await (chooser as ElementHandle<HTMLInputElement>).uploadFile(...paths);
  }

  /** Waits until the call status reads so. */
  async reads(pattern: RegExp): Promise<void> {
    const deadline = Date.now() + 20_000;
    let text = '';
    while (Date.now() < deadline) {
      const timer = await this.element('[role=timer]').catch(() => null);
      text = (await timer?.evaluate((one) => one.textContent ?? '')) ?? '';
      if (pattern.test(text.trim())) return;
    }
    assert.fail(`Firefox reads “${text}” instead of ${pattern}`);
  }

  /**
   * Waits until sound of the other side is played. Without a sound device
   * Firefox's AudioContext never runs, so its receiver is asked.
   */
  async hears(): Promise<void> {
    await this.#stats('audio', 'audioLevel', 0.01);
  }

  /** Waits until pictures of the other side are decoded. */
  async sees(name: string): Promise<void> {
    const video = await this.element(`video[aria-label="${name}"]`);
    const shown = () => video.evaluate((one) => (one as HTMLVideoElement).videoWidth > 16);
    await this.#stats('video', 'framesDecoded', 5);
    assert.ok(await shown(), `Firefox sees ${name}`);
  }

  /** Waits until a received stream's statistic is above a number (W3C webrtc-stats, inbound-rtp). */
  async #stats(kind: string, name: string, above: number): Promise<void> {
    await this.page.waitForFunction(
      async (wanted, statistic, least) => {
        const { probe } = window as unknown as { probe: { connections: RTCPeerConnection[] } };
        for (const connection of probe.connections) {
          for (const stat of (await connection.getStats()).values()) {
            const one = stat as Record<string, unknown>;
            if (one['type'] !== 'inbound-rtp' || one['kind'] !== wanted) continue;
            if (Number(one[statistic] ?? 0) > least) return true;
          }
        }
        return false;
      },
      { timeout: 20_000 },
      kind,
      name,
      above,
    );
  }

  errors(): Promise<string[]> {
    return this.page.evaluate(
      () => (window as unknown as { probe: { errors: string[] } }).probe.errors,
    );
  }
}
