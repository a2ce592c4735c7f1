import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { House, moveOut } from './house.ts';
import type { Person } from './person.ts';

describe('people', () => {
  const house = new House();
  let ana: Person;
  let ben: Person;

  before(async () => {
    [ana, ben] = await house.strangers();
  });

  const contacts = () => ana.page.getByRole('list', { name: 'Contacts' });

  it('are added, found, renamed, removed, and come back by undo', async () => {
    await ana.addContact('Ben', ben.id);
    await ana.go('Contacts');
    await contacts().getByText('Ben', { exact: true }).waitFor();
    const search = ana.page.getByRole('textbox', { name: 'Search' });
    await search.fill('zzz');
    await contacts().getByText('Ben', { exact: true }).waitFor({ state: 'hidden' });
    await search.fill('be');
    await contacts().getByText('Ben', { exact: true }).click();
    const name = ana.page.getByRole('textbox', { name: 'Contact name' });
    await name.fill('Benjamin');
    await ana.button('Save').click();
    await contacts().getByText('Benjamin').waitFor();
    await ana.button('Remove').click();
    await contacts().getByText('Benjamin').waitFor({ state: 'hidden' });
    // That of the last notice: one may be there that he was added.
    await ana.button('Undo').last().click();
    await contacts().getByText('Benjamin').waitFor();
    await search.fill('');
  });

  it('are called from contacts and from recents, with one tap', async () => {
    await ana.go('Contacts');
    await contacts().getByRole('button', { name: 'Voice call' }).first().click();
    await ben.decline();
    await ana.reads('Declined');
    await ana.closeEnded();
    await ana.go('Recents');
    await ana.button('Call Benjamin again').first().click();
    await ben.incoming.waitFor();
    await ana.hangUp();
    await ben.incoming.waitFor({ state: 'hidden' });
    await ben.go('Recents');
    const recents = ben.page.getByRole('list', { name: 'Recents' });
    await recents.getByText('Missed').first().waitFor();
  });

  it('who are blocked don’t ring and learn nothing but “no answer”', async () => {
    await ana.go('Contacts');
    await contacts().getByText('Benjamin').click();
    await ana.button('Block').click();
    const sent = ana.sent.length;
    await ben.page.clock.install();
    await ben.dial(ana.id);
    await ben.reads('Calling…');
    await ben.page.clock.fastForward('00:46');
    await ben.reads('No answer');
    assert.equal(await ana.incoming.count(), 0);
    assert.equal(ana.sent.length, sent);
  });

  it('who are blocked in a call are out of it', async () => {
    const [eve, dan] = await house.contacts();
    await eve.talkTo(dan);
    await eve.go('Contacts');
    await eve.page.getByRole('list', { name: 'Contacts' }).getByText('Ben').click();
    await eve.button('Block').click();
    await Promise.all([
      eve.page.getByText('Call ended').first().waitFor(),
      dan.reads('Call ended'),
    ]);
    await Promise.all([eve.hasClosedDevices(), dan.hasClosedDevices()]);
    await moveOut([eve, dan]);
  });

  it('outlive a broken record, which is set aside', async () => {
    await ana.page.evaluate(async () => {
      const open = (name: string) =>
        new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error!);
        });
      for (const name of ['tincan-contacts', 'tincan-recents', 'tincan-settings']) {
        const database = await open(name);
        const [store] = [...database.objectStoreNames];
        const records = database.transaction(store!, 'readwrite').objectStore(store!);
        records.put({ nonsense: true }, 'broken');
        await new Promise((resolve) => (records.transaction.oncomplete = resolve));
        database.close();
      }
    });
    const warnings: string[] = [];
    ana.page.on('console', (message) => warnings.push(message.text()));
    await ana.page.reload();
    await ana.ready();
    await ana.go('Contacts');
    await contacts().getByText('Benjamin').waitFor();
    assert.ok(
      warnings.some((text) => /set aside/.test(text)),
      'the log says so',
    );
  });
});
