import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { House, moveOut } from './house.ts';
import { Person } from './person.ts';

const passphrase = 'two cans, one string, no exchange';

/** Nobody is there to choose a place for a file: it is downloaded. */
const noPicker = (page: Page) =>
  page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));

async function openConversation(person: Person, name: string): Promise<void> {
  await person.go('Contacts');
  const row = person.page.getByRole('list', { name: 'Contacts' }).getByRole('listitem');
  await row.filter({ hasText: name }).getByRole('button', { name: 'Message' }).click();
}

async function write(person: Person, text: string): Promise<void> {
  await person.page.getByRole('textbox', { name: 'Message text' }).fill(text);
  await person.button('Send').click();
}

async function reads(person: Person, from: string, text: string, how = ''): Promise<void> {
  const log = person.page.getByRole('log', { name: `Conversation with ${from}` });
  await log.getByRole('listitem').filter({ hasText: text }).filter({ hasText: how }).waitFor();
}

/** The messages are these, each once and in this order. */
async function readsAll(person: Person, from: string, texts: readonly string[]): Promise<void> {
  const log = person.page.getByRole('log', { name: `Conversation with ${from}` });
  const messages = log.getByRole('listitem').filter({ hasText: new RegExp(texts.join('|')) });
  assert.equal(await messages.count(), texts.length);
  for (const [i, text] of texts.entries()) {
    assert.equal(await messages.nth(i).filter({ hasText: text }).count(), 1, text);
  }
}

/** Saves what a button makes under a name of its own. */
async function download(page: Page, file: string, press: () => Promise<void>): Promise<string> {
  const [saved] = await Promise.all([page.waitForEvent('download'), press()]);
  await saved.saveAs(file);
  return saved.suggestedFilename();
}

async function check(page: Page, file: string, phrase = passphrase): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Restore a backup' });
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.getByLabel('Passphrase').fill(phrase);
  await dialog.getByRole('button', { name: 'Check backup' }).click();
}

/** Databases of a phone that is not the first one in its browser. */
const databasesBeside = (page: Page) =>
  page.evaluate(async () =>
    (await indexedDB.databases()).flatMap(({ name = '' }) => (name.includes('@') ? [name] : [])),
  );

describe('a backup', () => {
  const house = new House();
  const folder = mkdtempSync(join(tmpdir(), 'tincan-backup-'));
  const file = join(folder, 'phone.tincan');
  let ana: Person;
  let ben: Person;

  before(async () => {
    [ana, ben] = await house.contacts({ before: noPicker });
  });
  after(() => rmSync(folder, { recursive: true }));

  it('is one file that nobody can read', async () => {
    await openConversation(ana, 'Ben');
    await write(ana, 'Hello Ben');
    await reads(ana, 'Ben', 'Hello Ben', 'Delivered');
    await openConversation(ben, 'Ana');
    await write(ben, 'Hello Ana');
    await reads(ana, 'Ben', 'Hello Ana');
    await ana.go('Settings');
    await ana.button('Back up').click();
    const dialog = ana.page.getByRole('dialog', { name: 'Back up this phone' });
    await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await dialog.getByLabel('Passphrase once more').fill(passphrase);
    // The second click of two finds nothing there any more, and closes nothing.
    const name = await download(ana.page, file, () =>
      dialog.getByRole('button', { name: 'Save backup' }).dblclick(),
    );
    assert.match(name, /^Tincan \d{4}-\d\d-\d\d\.tincan$/);
    await ana.page.getByText('The backup is saved.').waitFor();
    const bytes = readFileSync(file);
    for (const word of ['Hello', 'Ben', ana.wireId]) assert.ok(!bytes.includes(word), word);
  });

  it('restores the phone in an empty browser, where it goes on', async () => {
    // Written after the backup: nobody must hear it twice, nor miss what comes next.
    await openConversation(ana, 'Ben');
    await write(ana, 'After the backup');
    await reads(ben, 'Ana', 'After the backup');
    await ana.page.goto('about:blank');
    const anew = await Person.arrive(house.browser, house.server.url, 'Ana');
    await anew.button('Restore').click();
    await check(anew.page, file, 'three cans');
    await anew.page.getByText('The passphrase is wrong.').waitFor();
    await check(anew.page, file);
    await anew.page.getByText('Backup of Ana, made').waitFor();
    await anew.page.getByText('Messages: 2').waitFor();
    await anew.page.getByText('Nothing is on this device yet').waitFor();
    await anew.button('Restore now').click();
    await anew.ready();
    assert.equal(anew.id, ana.id);
    await openConversation(anew, 'Ben');
    await reads(anew, 'Ben', 'Hello Ben', 'Read');
    await reads(anew, 'Ben', 'Hello Ana');
    await write(anew, 'I am back');
    await reads(ben, 'Ana', 'I am back');
    await write(ben, 'Welcome back');
    await reads(anew, 'Ben', 'Welcome back');
    const all = ['Hello Ben', 'Hello Ana', 'After the backup', 'I am back', 'Welcome back'];
    await readsAll(ben, 'Ana', all);
    await anew.button('Voice call').last().click();
    await ben.answer();
    await Promise.all([anew.talks(), ben.talks()]);
    await Promise.all([anew.hears('Ben'), ben.hears('Ana')]);
    await ben.page.getByRole('region', { name: 'Call' }).getByText('Ana').first().waitFor();
    await anew.hangUp();
    await ben.reads('Call ended');
    await moveOut([anew]);
  });

  it('that was restored is found again where the browser lost the note of where it lies', async () => {
    const anew = await arriveToRestore();
    await anew.button('Restore now').click();
    await anew.ready();
    const { id } = anew;
    while (!(await databasesBeside(anew.page)).some((name) => name.startsWith('tincan-lived-in')));
    await anew.page.evaluate(() => localStorage.clear());
    await anew.page.reload();
    await anew.ready();
    assert.equal(anew.id, id);
    await moveOut([anew]);
  });

  it('replaces another phone only as a whole, and only when it is told to', async () => {
    const cem = await house.moveIn('Cem', { before: noPicker });
    const { id } = cem;
    await cem.go('Settings');
    const bytes = readFileSync(file);
    const harms: [text: string, harm: () => Uint8Array][] = [
      ['its end is missing', () => bytes.subarray(0, -1)],
      [
        'is damaged or was changed',
        () => {
          const flipped = Buffer.from(bytes);
          const at = bytes.length - 20;
          flipped[at] = (flipped[at] ?? 0) ^ 1;
          return flipped;
        },
      ],
      ['is no backup of Tincan', () => Buffer.alloc(1_000_000, 'junk')],
    ];
    await cem.button('Restore').click();
    for (const [text, harm] of harms) {
      const spoilt = join(folder, 'spoilt.tincan');
      writeFileSync(spoilt, harm());
      await check(cem.page, spoilt);
      await cem.page.getByText(text).waitFor();
    }
    await check(cem.page, file);
    await cem.page.getByText(`It replaces everything on this device: the ID ${id}`).waitFor();
    await cem.button('Close').click();
    await cem.page.getByRole('dialog').waitFor({ state: 'hidden' });
    // What was read meanwhile is taken away.
    while ((await databasesBeside(cem.page)).length > 0);
    await cem.page.reload();
    await cem.ready();
    assert.equal(cem.id, id);
    await cem.go('Settings');
    await cem.button('Restore').click();
    await check(cem.page, file);
    await cem.button('Restore now').click();
    await cem.page.getByLabel('Your ID').first().filter({ hasText: ana.id }).waitFor();
    // It was loaded anew by itself; a load within that one is given up.
    await cem.page.waitForLoadState();
    await cem.page.reload();
    await cem.ready();
    assert.equal(cem.id, ana.id);
    await moveOut([cem]);
  });

  async function arriveToRestore(): Promise<Person> {
    const anew = await Person.arrive(house.browser, house.server.url, 'Ana');
    await anew.button('Restore').click();
    await check(anew.page, file);
    await anew.button('Restore now').waitFor();
    return anew;
  }

  it('that is not restored in the end leaves nothing on a device without a phone', async () => {
    const anew = await arriveToRestore();
    assert.notEqual((await databasesBeside(anew.page)).length, 0);
    await anew.page.reload();
    await anew.button('Restore').waitFor();
    while ((await databasesBeside(anew.page)).length > 0);
    await moveOut([anew]);
  });

  it('restored in two browsers rings in the one opened last; the other says so, and takes over when it is asked to', async () => {
    const [first, second] = [await arriveToRestore(), await arriveToRestore()];
    for (const anew of [first, second]) {
      await anew.button('Restore now').click();
      await anew.ready();
    }
    const isElsewhere = (person: Person) =>
      person.page
        .getByRole('status')
        .filter({ hasText: 'Another device with your identity is open' });
    await isElsewhere(first).waitFor();
    await ben.dial(ana.id);
    await second.decline();
    await ben.reads('Declined');
    await ben.closeEnded();
    assert.equal(await first.incoming.count(), 0);
    await first.button('Use here').click();
    await isElsewhere(second).waitFor();
    await isElsewhere(first).waitFor({ state: 'hidden' });
    await ben.dial(ana.id);
    await first.decline();
    await ben.reads('Declined');
    await moveOut([first, second, ben]);
  });
});

describe('what leaves a phone for others to read', () => {
  const house = new House();
  const folder = mkdtempSync(join(tmpdir(), 'tincan-readable-'));
  let ana: Person;
  let ben: Person;

  before(async () => {
    [ana, ben] = await house.contacts({ before: noPicker });
  });
  after(() => rmSync(folder, { recursive: true }));

  it('is a conversation as a text', async () => {
    await Promise.all([openConversation(ana, 'Ben'), openConversation(ben, 'Ana')]);
    await write(ana, 'Hello Ben\n[1 Jan 2001, 00:00] Ben: I owe you');
    await reads(ben, 'Ana', 'Hello Ben');
    await write(ben, 'Grüß dich');
    await reads(ana, 'Ben', 'Grüß dich');
    await ana.page.getByRole('link', { name: 'Ben' }).last().click();
    const file = join(folder, 'conversation.txt');
    const name = await download(ana.page, file, () => ana.button('Save as text').click());
    assert.equal(name, 'Ben.txt');
    const [title, , , ...lines] = readFileSync(file, 'utf8').split('\n');
    assert.equal(title, `Conversation with Ben (${ben.id})`);
    const said = lines.map((line) => line.replace(/^\[.*?\] (?=You|Ben)/, ''));
    // What looks like a message of somebody else stands back.
    const forged = '    [1 Jan 2001, 00:00] Ben: I owe you';
    assert.deepEqual(said, ['You: Hello Ben', forged, 'Ben: Grüß dich', '']);
  });

  it('is the contacts as cards, which another phone takes in', async () => {
    await ana.go('Settings');
    const file = join(folder, 'contacts.vcf');
    const export_ = () => ana.button('Export contacts').click();
    assert.equal(await download(ana.page, file, export_), 'Contacts.vcf');
    const text = readFileSync(file, 'utf8');
    for (const line of ['BEGIN:VCARD', 'VERSION:4.0', 'FN:Ben']) {
      assert.ok(text.split('\r\n').includes(line), line);
    }
    const foreign = 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Dora\r\nTEL:+1 555 0100\r\nEND:VCARD\r\n';
    writeFileSync(file, text + foreign);
    const cem = await house.moveIn('Cem');
    await cem.go('Settings');
    await cem.page.locator('input[type=file][accept*=vcf]').setInputFiles(file);
    const told = 'Contacts added: 1. Here before: 0. Cards without a Tincan ID, left out: 1.';
    await cem.page.getByText(told).waitFor();
    await cem.go('Contacts');
    const people = cem.page.getByRole('list', { name: 'Contacts' }).getByRole('listitem');
    await people.filter({ hasText: 'Ben' }).getByRole('button', { name: 'Voice call' }).click();
    assert.equal(await people.count(), 1);
    await ben.page.getByText('Unknown caller').waitFor();
    await ben.answer();
    await Promise.all([cem.talks(), ben.talks()]);
    await cem.hangUp();
    await ben.reads('Call ended');
    await moveOut([ana, ben, cem]);
  });
});
