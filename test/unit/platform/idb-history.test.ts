import { assert } from '@esm-bundle/chai';
import { openDB } from 'idb';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { Failure } from '../../../web/lib/failure.ts';
import { newMessageId } from '../../../web/links/messages.ts';
import {
  acknowledged,
  newConversation,
  tell,
  type Change,
  type Conversation,
} from '../../../web/messages/conversation.ts';
import type { Where } from '../../../web/messages/history.ts';
import { IdbHistory } from '../../../web/platform/idb-history.ts';
import { pieceSize } from '../../../web/links/pieces.ts';
import { ana, ben, cem } from '../../fakes/fake-house.ts';

let made = 0;

function write(conversation: Conversation, text: string, now: number): Change {
  const told = { kind: 'text', id: newMessageId(), text, reply: null, at: null } as const;
  return tell(conversation, told, { ownId: ana, now });
}

describe('history in IndexedDB', () => {
  let name: string;
  let history: IdbHistory;

  beforeEach(() => {
    name = `idb-history-test-${Date.now()}-${made++}`;
    history = new IdbHistory(name);
  });

  after(async () => {
    for (const database of await indexedDB.databases())
      indexedDB.deleteDatabase(database.name ?? '');
  });

  /** That many messages with somebody, one each second. */
  async function fill(peer: PeerId, count: number): Promise<Conversation> {
    let conversation = newConversation(peer);
    const changes: Change[] = [];
    for (let i = 1; i <= count; i++) {
      const change = write(conversation, `${i}`, i * 1_000);
      conversation = change.conversation;
      changes.push(change);
    }
    await history.write(changes);
    return conversation;
  }

  async function texts(where: Where, count = 3): Promise<string[]> {
    const records = (await history.messages(ben, where, count)) as Change['message'][];
    return records.map((record) => record!.text ?? '');
  }

  it('is empty at first', async () => {
    assert.deepEqual(await history.conversations(), []);
    assert.deepEqual(await history.pending(), []);
    assert.deepEqual(await texts('newest'), []);
  });

  it('gives back what was written, to another page too', async () => {
    const conversation = await fill(ben, 2);
    const elsewhere = new IdbHistory(name);
    assert.deepEqual(await elsewhere.conversations(), [conversation]);
    assert.lengthOf(await elsewhere.messages(ben, 'newest', 5), 2);
  });

  it('gives pages of one conversation, the oldest message first', async () => {
    await Promise.all([fill(ana, 3), fill(ben, 10), fill(cem, 3)]);
    assert.deepEqual(await texts('newest'), ['8', '9', '10']);
    assert.deepEqual(await texts({ before: 8_000 }), ['5', '6', '7']);
    assert.deepEqual(await texts({ before: 2_000 }), ['1']);
    assert.deepEqual(await texts({ after: 3_000 }), ['4', '5', '6']);
    assert.deepEqual(await texts({ after: 9_000 }), ['10']);
  });

  /** A file that is offered to somebody. */
  function offer(conversation: Conversation, size: number, now: number): Change {
    const cut = { size, piece: pieceSize } as const;
    const file = { name: 'a', media: '', ...cut, root: 'r'.repeat(43), voice: null };
    const told = { kind: 'file', id: newMessageId(), file, at: null } as const;
    return tell(conversation, told, { ownId: ana, now });
  }

  async function sizes(after: number, count: number): Promise<number[]> {
    const records = (await history.files(ben, after, count)) as Change['message'][];
    return records.map((record) => record?.file?.size ?? -1);
  }

  it('finds files among all messages of a conversation', async () => {
    let conversation = await fill(ben, 20);
    await history.write([offer(newConversation(cem), 9, 21_000)]);
    for (const size of [3, 2, 1, 0]) {
      const change = offer(conversation, size, 30_000 - size * 1_000);
      ({ conversation } = change);
      await history.write([change, write(conversation, 'between', 30_000 - size * 1_000)]);
    }
    assert.deepEqual(await sizes(-Infinity, 9), [3, 2, 1, 0]);
    assert.deepEqual(await sizes(-Infinity, 2), [3, 2]);
    assert.deepEqual(await sizes(28_000, 9), [1, 0]);
  });

  it('finds those of before it looked for any, also while another page is open', async () => {
    const elsewhere = await openDB(`${name}-old`, 1, {
      upgrade(database) {
        database.createObjectStore('conversations');
        database.createObjectStore('messages').createIndex('ids', ['peer', 'id']);
        database.createObjectStore('pending');
      },
      blocking: () => elsewhere.close(),
    });
    const { message } = offer(newConversation(ben), 7, 1_000);
    await elsewhere.put('messages', message, [ben, message!.at]);
    history = new IdbHistory(`${name}-old`);
    assert.deepEqual(await sizes(-Infinity, 9), [7]);
  });

  it('lets go of what a later version of the page wants to change', async () => {
    await fill(ben, 1);
    const later = await openDB(name, 99);
    later.close();
  });

  it('keeps what waits in order, until it is acknowledged', async () => {
    const conversation = await fill(ben, 12);
    await fill(cem, 1);
    const numbers = async () =>
      ((await history.pending()) as { peer: PeerId; n: number }[])
        .filter(({ peer }) => peer === ben)
        .map(({ n }) => n);
    assert.deepEqual(await numbers(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const { stream } = conversation.out;
    const got = acknowledged(conversation, { stream, upTo: 11, read: 0 });
    await history.write([{ conversation: got }]);
    assert.deepEqual(await numbers(), [12]);
    assert.lengthOf(await history.messages(ben, 'newest', 50), 12);
    assert.lengthOf(await history.pending(), 2, 'of others nothing is taken');
  });

  it('changes messages, also one written in the same moment', async () => {
    const one = write(newConversation(ben), 'one', 1_000);
    const { id } = one.message!;
    const change = tell(
      one.conversation,
      { kind: 'edit', of: id, text: 'two' },
      { ownId: ana, now: 2_000 },
    );
    const changed = await history.write([one, change]);
    assert.deepEqual(
      changed.map(({ text }) => text),
      ['two'],
    );
    assert.deepEqual(await texts('newest'), ['two']);
    const gone = tell(
      change.conversation,
      { kind: 'delete', of: newMessageId() },
      { ownId: ana, now: 3_000 },
    );
    assert.deepEqual(await history.write([gone]), [], 'of what is not there nothing is changed');
    assert.deepEqual(await texts('newest'), ['two']);
  });

  it('knows which messages of a conversation it has', async () => {
    await fill(ben, 2);
    const [record] = (await history.messages(ben, 'newest', 1)) as Change['message'][];
    assert.deepEqual(await history.find(ben, record!.id), record);
    assert.isUndefined(await history.find(cem, record!.id));
    assert.isUndefined(await history.find(ben, newMessageId()));
  });

  it('writes all of it or nothing', async () => {
    const change = write(newConversation(ben), 'one', 1_000);
    const uncloneable = {
      ...write(change.conversation, 'two', 2_000),
      message: { peer: ben, at: 1, text: () => 0 },
    };
    let failure: unknown = null;
    await history.write([change, uncloneable as unknown as Change]).catch((error: unknown) => {
      failure = error;
    });
    assert.instanceOf(failure, Failure);
    assert.deepEqual(await history.conversations(), []);
    assert.deepEqual(await texts('newest'), []);
  });
});
