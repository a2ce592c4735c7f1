import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startChromium } from './browser.ts';
import { Person } from './person.ts';
import { Server } from './server.ts';

/** How somebody moves in, where that is not as all do. */
interface Arrival {
  readonly browser?: Pick<Browser, 'newContext'>;
  /** Runs before the page opens the app. */
  readonly before?: (page: Page) => Promise<unknown>;
  readonly device?: BrowserContextOptions;
}

/**
 * Where the people of the tests live: a server and a Chromium with these flags. Made in a
 * `describe`, it stands from before the first test until after the last one.
 */
export class House {
  server!: Server;
  browser!: Browser;

  constructor(...flags: readonly string[]) {
    before(async () => {
      [this.server, this.browser] = await Promise.all([Server.start(), startChromium(...flags)]);
    });
    after(async () => {
      await this.browser.close();
      await this.server.stop();
    });
  }

  moveIn(name: string, { browser, before, device }: Arrival = {}): Promise<Person> {
    return Person.moveIn(browser ?? this.browser, this.server.url, name, before, device);
  }

  /** Ana and Ben, who don’t know each other. */
  strangers(ana?: Arrival, ben?: Arrival): Promise<[Person, Person]> {
    return Promise.all([this.moveIn('Ana', ana), this.moveIn('Ben', ben)]);
  }

  /** Ana and Ben, each of whom keeps the other as a contact. */
  async contacts(...arrivals: readonly [ana?: Arrival, ben?: Arrival]): Promise<[Person, Person]> {
    const [ana, ben] = await this.strangers(...arrivals);
    await ana.befriend(ben);
    return [ana, ben];
  }
}

/** Between two tests of people who stay: no call is left, no page had an error, and what was found is forgotten. */
export async function tidyUp(people: readonly Person[]): Promise<void> {
  for (const person of people) await person.tidyUp();
}

/**
 * Checks that none of their pages had an error, and lets all leave. A page that the test may have
 * closed need not answer.
 */
export async function moveOut(
  people: readonly Person[],
  { mayBeClosed = false } = {},
): Promise<void> {
  for (const person of people) {
    const found = person.found();
    const { errors } = await (mayBeClosed ? found.catch(() => ({ errors: [] })) : found);
    assert.deepEqual(errors, [], `no errors on the page of ${person.name}`);
    await person.leave();
  }
}
