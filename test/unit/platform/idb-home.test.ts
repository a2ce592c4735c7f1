import { assert } from '@esm-bundle/chai';
import { openDB } from 'idb';
import { newMessageId } from '../../../web/links/messages.ts';
import { newConversation, tell } from '../../../web/messages/conversation.ts';
import { databases } from '../../../web/platform/databases.ts';
import { databaseName, home } from '../../../web/platform/homes.ts';
import { IdbHistory } from '../../../web/platform/idb-history.ts';
import { findHome, IdbHome, markHome, razeOthers } from '../../../web/platform/idb-home.ts';
import { ana, ben } from '../../fakes/fake-house.ts';

async function names(): Promise<string[]> {
  return (await indexedDB.databases()).map(({ name = '' }) => name).sort();
}

const made = (name: string) =>
  new Promise<void>((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });

const noted = () =>
  JSON.parse(localStorage.getItem('tincan-home') ?? 'null') as { readonly id: string } | null;

describe('a phone beside the one in use', () => {
  let beside: IdbHome;

  beforeEach(async () => {
    localStorage.clear();
    for (const name of await names()) indexedDB.deleteDatabase(name);
    beside = new IdbHome();
  });

  it('is none before something is kept', async () => {
    await beside.leave();
    assert.deepEqual(await names(), []);
    assert.isNull(noted());
  });

  it('is found by the page that comes after it was moved into', async () => {
    await beside.keep('identity', [['identity', { id: 'one' }]]);
    await beside.keep('contacts', [
      ['a', 1],
      ['b', new Uint8Array([2])],
    ]);
    await beside.keep('contacts', [['c', 3]]);
    const told = {
      kind: 'text',
      id: newMessageId(),
      text: 'Hello',
      reply: null,
      at: null,
    } as const;
    const change = tell(newConversation(ben), told, { ownId: ana, now: 1_000 });
    await beside.history.write([change]);
    assert.isNull(noted(), 'nothing is changed so far');
    beside.moveIn();
    const id = noted()?.id ?? '';
    assert.match(id, /^[\w-]{22}$/);
    const shelf = await openDB(databaseName('tincan-contacts', id));
    assert.deepEqual(await shelf.getAllKeys('records'), ['a', 'b', 'c']);
    assert.deepEqual(await shelf.getAll('records'), [1, new Uint8Array([2]), 3]);
    shelf.close();
    const history = new IdbHistory(databaseName('tincan-messages', id));
    assert.deepEqual(await history.conversations(), [change.conversation]);
    await history.close();
  });

  it('is gone when nobody moves in', async () => {
    await beside.keep('identity', [['identity', {}]]);
    await beside.history.write([{ conversation: newConversation(ben) }]);
    assert.lengthOf(await names(), 2);
    await beside.leave();
    assert.deepEqual(await names(), []);
  });

  it('is taken away by a later page, and what is in use is not', async () => {
    const left = 'leftleftleftleftleftle';
    const others = ['tincan-app', 'tincan-identity', 'tincan-messages', 'elsewhere'];
    const unmarked = Object.values(databases).filter((name) => name !== databases.mark);
    for (const name of [...others, ...unmarked.map((name) => `${name}@${left}`)]) await made(name);
    assert.isNull(home.id, 'this page has the first phone');
    await razeOthers(Date.now());
    assert.deepEqual(await names(), others.sort());
  });

  it('is left alone by what takes others away while it is filled, and until the page is loaded anew', async () => {
    await beside.keep('identity', [['identity', {}]]);
    await razeOthers(Date.now());
    await beside.keep('contacts', [['a', 1]]);
    beside.moveIn();
    await razeOthers(Date.now());
    const id = noted()?.id ?? '';
    assert.deepEqual(await names(), [`tincan-contacts@${id}`, `tincan-identity@${id}`]);
  });

  it('is found and kept where a phone was opened in it and the browser lost the note of that', async () => {
    const [lived, left] = ['livedlivedlivedlivedli', 'leftleftleftleftleftle'];
    const noted = { id: lived, before: null, since: 1_000 };
    await beside.keep('identity', [['identity', {}]]);
    assert.isNull(await findHome(), 'nobody moved in');
    await beside.leave();
    await markHome(noted);
    assert.isNull(await findHome(noted), 'it is not lost');
    assert.equal(await findHome(), lived);
    await markHome({ ...noted, id: left });
    assert.equal(await findHome(), left, 'the one that was opened last');
    await markHome(noted);
    await razeOthers(Date.now());
    assert.deepEqual(await names(), [`tincan-lived-in@${lived}`]);
    await razeOthers(Date.now(), { id: left, before: lived, since: 1_000 });
    assert.deepEqual(await names(), [], 'where the note is there it is known what is in use');
  });

  it('leaves the one before it for an hour: a browser that crashes may forget the move', async () => {
    const before = 'beforebeforebeforebefo';
    await made(`tincan-identity@${before}`);
    const moved = { id: 'newnewnewnewnewnewnewn', before, since: 1_000 };
    await razeOthers(1_000 + 3_599_000, moved);
    assert.lengthOf(await names(), 1);
    await razeOthers(1_000 + 3_600_000, moved);
    assert.deepEqual(await names(), []);
  });
});
