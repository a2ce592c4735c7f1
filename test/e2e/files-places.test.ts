import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openConversation } from './conversation.ts';
import { attach, fileOf, Folder, press, says } from './files.ts';
import { House, tidyUp } from './house.ts';
import type { Person } from './person.ts';
import type { Stage } from '../../web/ui/services.ts';

type App = HTMLElement & { readonly stage: Extract<Stage, { kind: 'ready' }> };

interface Chosen {
  /** What the system is told that the user chose; null where they thought better of it. */
  place: FileSystemFileHandle | null;
  /** What the share sheet was given. */
  shared: File | null;
}

/** The dialog of the system in which one says where a file goes: it goes where the test can read it. */
function withPicker(): void {
  const chosen: Chosen = { place: null, shared: null };
  Object.assign(window, { chosen, thinksBetter: false });
  Object.assign(window, {
    async showSaveFilePicker({ suggestedName }: { suggestedName: string }) {
      const user = window as unknown as { thinksBetter: boolean };
      if (user.thinksBetter) {
        user.thinksBetter = false;
        throw new DOMException('The user aborted a request.', 'AbortError');
      }
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('chosen', { create: true });
      chosen.place = await folder.getFileHandle(suggestedName, { create: true });
      return chosen.place;
    },
  });
}

/** A phone of Apple: no dialog, and a share sheet. */
function withShareSheet(): void {
  Reflect.deleteProperty(window, 'showSaveFilePicker');
  const chosen: Chosen = { place: null, shared: null };
  Object.assign(window, { chosen });
  const told = { platform: 'iPhone', maxTouchPoints: 5 };
  for (const [name, value] of Object.entries(told)) {
    Object.defineProperty(navigator, name, { value });
  }
  navigator.canShare = ({ files = [] } = {}) => files.length > 0;
  navigator.share = async ({ files = [] } = {}) => void (chosen.shared = files[0] ?? null);
}

/** Runs in the page: name and SHA-256 of what was saved. */
async function savedThere(): Promise<{ name: string; hash: string; type: string }> {
  const { place, shared } = (window as unknown as { chosen: Chosen }).chosen;
  const file = (await place?.getFile()) ?? shared;
  if (!file) throw new Error('Nothing was saved');
  const bytes = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  const hash = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0'));
  return { name: file.name, hash: hash.join(''), type: file.type };
}

/** Runs in the page: whether something of a file is here. */
function hasPieces(): boolean {
  const { transfers } = (document.querySelector('tin-app') as App).stage.services;
  return [...transfers.value.values()].some(({ pieces }) => pieces > 0);
}

/** Runs in the page: how many files are with those for whom they are. */
function arrivedAll(): number {
  const { transfers } = (document.querySelector('tin-app') as App).stage.services;
  return [...transfers.value.values()].filter(({ isDone }) => isDone).length;
}

describe('a file for several people', () => {
  const house = new House();
  const folder = new Folder();
  const name = 'film.dat';
  let hash: string;
  let ana: Person;
  let ben: Person;
  let cem: Person;

  before(async () => {
    [ana, ben, cem] = await Promise.all([
      house.moveIn('Ana'),
      house.moveIn('Ben', { before: (page: Page) => page.addInitScript(withPicker) }),
      house.moveIn('Cem', { before: (page: Page) => page.addInitScript(withShareSheet) }),
    ]);
    await ana.befriend(ben);
    await ana.befriend(cem);
    await Promise.all([openConversation(ben, 'Ana'), openConversation(cem, 'Ana')]);
  });
  afterEach(() => tidyUp([ana, ben, cem]));
  after(() => folder.remove());

  const saves = async (person: Person) => {
    await press(person, name, 'Save');
    await person.page.getByText('The file was saved.').waitFor();
    return person.page.evaluate(savedThere);
  };

  it('goes to both at the same time', async () => {
    const made = await folder.add(name, 150_000_000);
    ({ hash } = made);
    for (const person of [ben, cem]) {
      await openConversation(ana, person.name);
      await attach(ana, made.path);
    }
    // A mouse is slow where three pages are drawn.
    const accept = (person: Person) => fileOf(person, name).getByRole('button', { name: 'Accept' });
    await Promise.all([ben, cem].map((person) => accept(person).dispatchEvent('click')));
    await Promise.all([ben, cem].map(({ page }) => page.waitForFunction(hasPieces)));
    assert.equal(await ana.page.evaluate(arrivedAll), 0, 'nobody has all before both have some');
    for (const person of [ben, cem]) {
      await fileOf(person, name).getByRole('button', { name: 'Save' }).waitFor({ timeout: 60_000 });
      await openConversation(ana, person.name);
      await says(ana, name, /Arrived/);
    }
  });

  it('is written where its receiver wants it, or nowhere', async () => {
    await ben.page.evaluate(() => Object.assign(window, { thinksBetter: true }));
    await press(ben, name, 'Save');
    await ben.page.waitForFunction(() => 'thinksBetter' in window && !window.thinksBetter);
    const saved = await saves(ben);
    assert.deepEqual([saved.name, saved.hash], [name, hash]);
    assert.equal(await ben.page.getByText('The file was not saved').count(), 0);
  });

  it('is given to the share sheet of a phone that saves by that', async () => {
    const saved = await saves(cem);
    assert.deepEqual([saved.name, saved.hash], [name, hash]);
  });
});
