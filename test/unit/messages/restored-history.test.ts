import { assert } from '@esm-bundle/chai';
import type { Entry } from '../../../web/identity/backup-part.ts';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import type { AsideEvents } from '../../../web/links/links.ts';
import { newMessageId, type ChatMessage } from '../../../web/links/messages.ts';
import { chatParts } from '../../../web/messages/backup-parts.ts';
import type { ChatLinks } from '../../../web/messages/chat-links.ts';
import { Chats } from '../../../web/messages/chats.ts';
import { newConversation, tell, type Change } from '../../../web/messages/conversation.ts';
import { RestoredHistory } from '../../../web/messages/restored-history.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { ana, ben } from '../../fakes/fake-house.ts';
import { MemoryHistory } from '../../fakes/memory-history.ts';

const ids = { ana, ben };
type Name = keyof typeof ids;

/** All that is in a history, as a backup takes it. */
async function backUp(history: MemoryHistory): Promise<[part: string, Entry[]][]> {
  const all: [string, Entry[]][] = [];
  for (const part of chatParts(history)) {
    const entries: Entry[] = [];
    for await (const entry of part.entries()) {
      if (entry instanceof Uint8Array) throw new TypeError('Conversations have no bytes');
      const [key, value] = entry;
      entries.push([key, part.parse(value, key)]);
    }
    all.push([part.name, entries]);
  }
  return all;
}

async function restore(backup: [part: string, Entry[]][]): Promise<MemoryHistory> {
  const history = new MemoryHistory();
  const restored = new RestoredHistory(() => history);
  for (const [part, entries] of backup) await restored.keep(part, entries);
  await restored.finish();
  return history;
}

/** Two phones on a line that holds, one of which may be another device by now. */
class Two {
  readonly clock = new FakeClock();
  readonly histories = { ana: new MemoryHistory(), ben: new MemoryHistory() };
  readonly phones = new Map<Name, { chats: Chats; events: AsideEvents }>();
  linked = false;

  async start(name: Name): Promise<Chats> {
    this.phones.get(name)?.chats.close();
    const other = name === 'ana' ? 'ben' : 'ana';
    let events: AsideEvents = { message() {} };
    const links: ChatLinks = {
      listenAside: (listener) => (events = listener),
      linked: () => [],
      sendAside: (_: PeerId, message: ChatMessage) => {
        const copy = structuredClone(message);
        if (this.linked) void this.phones.get(other)?.events.message?.(ids[name], copy);
        return this.linked;
      },
      want() {},
      renewUnused: () => true,
    };
    const chats = await Chats.load({
      ownId: ids[name],
      links,
      history: this.histories[name],
      clock: this.clock,
      report() {},
      isContact: () => true,
      tells: () => true,
    });
    this.phones.set(name, { chats, events });
    return chats;
  }

  async link(linked = true): Promise<void> {
    this.linked = linked;
    if (linked) {
      for (const [name, { events }] of this.phones) {
        events.hello?.(name === 'ana' ? ben : ana);
      }
    }
    await settle();
  }

  /** A restored phone does not know what it had heard: only time says what came after it. */
  async says(name: Name, text: string): Promise<void> {
    this.clock.pass(1_000);
    await this.phones.get(name)?.chats.write(name === 'ana' ? ben : ana, text);
    await settle();
  }

  texts(name: Name): (string | null)[] {
    return this.histories[name].of(name === 'ana' ? ben : ana).map(({ text }) => text);
  }
}

async function settle(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}

describe('conversations out of a backup', () => {
  let two: Two;

  beforeEach(async () => {
    two = new Two();
    await Promise.all([two.start('ana'), two.start('ben')]);
    await two.link();
  });

  async function anaRestores(backup: [string, Entry[]][]): Promise<void> {
    await two.link(false);
    two.histories.ana = await restore(backup);
    await two.start('ana');
    await two.link();
  }

  it('are all there, and go on', async () => {
    await two.says('ana', 'one');
    await two.says('ben', 'two');
    const before = two.phones.get('ana')?.chats.all.value.get(ben);
    const backup = await backUp(two.histories.ana);
    await anaRestores(backup);
    const after = two.phones.get('ana')?.chats.all.value.get(ben);
    assert.deepEqual(
      { ...after, out: { ...after?.out, stream: null } },
      {
        ...before,
        out: { ...before?.out, stream: null },
      },
    );
    assert.notEqual(after?.out.stream, before?.out.stream);
    await two.says('ana', 'three');
    await two.says('ben', 'four');
    for (const name of ['ana', 'ben'] as const) {
      assert.deepEqual(two.texts(name), ['one', 'two', 'three', 'four']);
    }
  });

  it('lose and double nothing that is written after it, whatever was written in between', async () => {
    await two.says('ana', 'one');
    const backup = await backUp(two.histories.ana);
    for (const text of ['two', 'three', 'four']) await two.says('ana', text);
    await two.says('ben', 'five');
    await anaRestores(backup);
    assert.deepEqual(two.texts('ana'), ['one']);
    await two.says('ana', 'six');
    await two.says('ben', 'seven');
    assert.deepEqual(two.texts('ben'), ['one', 'two', 'three', 'four', 'five', 'six', 'seven']);
    assert.deepEqual(two.texts('ana'), ['one', 'six', 'seven']);
    const { out } = two.phones.get('ana')!.chats.all.value.get(ben)!;
    assert.equal(out.got, out.next - 1, 'nothing waits');
  });

  it('tell again what waited, and show what was acknowledged as it was', async () => {
    await two.says('ana', 'one');
    await two.link(false);
    await two.says('ana', 'two');
    const backup = await backUp(two.histories.ana);
    two.histories.ana = await restore(backup);
    await two.start('ana');
    const { out } = two.phones.get('ana')!.chats.all.value.get(ben)!;
    assert.deepEqual([out.got, out.next], [1, 3]);
    await two.link();
    assert.deepEqual(two.texts('ben'), ['one', 'two']);
    assert.lengthOf(await two.histories.ana.pending(), 0);
  });

  it('are not doubled where what waited has arrived after the backup', async () => {
    await two.says('ana', 'one');
    await two.link(false);
    await two.says('ana', 'two');
    await two.says('ana', 'three');
    const backup = await backUp(two.histories.ana);
    await two.link();
    assert.deepEqual(two.texts('ben'), ['one', 'two', 'three']);
    await anaRestores(backup);
    await two.says('ana', 'four');
    assert.deepEqual(two.texts('ben'), ['one', 'two', 'three', 'four']);
    assert.equal(two.phones.get('ben')?.chats.all.value.get(ana)?.unread, 4);
    assert.lengthOf(await two.histories.ana.pending(), 0);
  });

  it('take no number twice, though something was written while the backup was', async () => {
    await two.link(false);
    await two.says('ana', 'one');
    const [conversations] = await backUp(two.histories.ana);
    await two.says('ana', 'two');
    const [, messages, pending] = await backUp(two.histories.ana);
    two.histories.ana = await restore([conversations!, messages!, pending!]);
    await two.start('ana');
    assert.equal(two.phones.get('ana')?.chats.all.value.get(ben)?.last?.text, 'two');
    await two.says('ana', 'three');
    await two.link();
    assert.deepEqual(two.texts('ben'), ['one', 'two', 'three']);
  });

  it('don’t wait for what was acknowledged while the backup was written', async () => {
    await two.link(false);
    await two.says('ana', 'one');
    const [conversations, messages] = await backUp(two.histories.ana);
    await two.link();
    const [, , pending] = await backUp(two.histories.ana);
    two.histories.ana = await restore([conversations!, messages!, pending!]);
    const chats = await two.start('ana');
    const { out } = chats.all.value.get(ben)!;
    assert.deepEqual([out.got, out.next], [1, 2]);
  });

  it('of many pages come whole and in order', async () => {
    let conversation = newConversation(ben);
    const changes: Change[] = [];
    for (let i = 1; i <= 1_001; i++) {
      const told = {
        kind: 'text',
        id: newMessageId(),
        text: `${i}`,
        reply: null,
        at: null,
      } as const;
      const change = tell(conversation, told, { ownId: ana, now: i * 1_000 });
      ({ conversation } = change);
      changes.push(change);
    }
    const history = new MemoryHistory();
    await history.write(changes);
    const restored = await restore(await backUp(history));
    assert.deepEqual(restored.of(ben), history.of(ben));
    assert.lengthOf(await restored.pending(), 1_001);
  });
});
