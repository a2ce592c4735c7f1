import { assert } from '@esm-bundle/chai';
import { newMessageId } from '../../../web/links/messages.ts';
import { newConversation, tell } from '../../../web/messages/conversation.ts';
import type { Message } from '../../../web/messages/message.ts';
import { Reading } from '../../../web/messages/reading.ts';
import { ana, ben } from '../../fakes/fake-house.ts';
import { MemoryHistory } from '../../fakes/memory-history.ts';

/** A conversation of so many messages, numbered from 1. */
async function written(count: number) {
  const history = new MemoryHistory();
  let conversation = newConversation(ben);
  const write = async (): Promise<Message> => {
    const told = { kind: 'text', id: newMessageId(), text: 'text', reply: null, at: null } as const;
    const change = tell(conversation, told, { ownId: ana, now: 1_000 });
    conversation = change.conversation;
    await history.write([change]);
    return change.message!;
  };
  for (let i = 0; i < count; i++) await write();
  return { history, reading: new Reading(ben, history), write };
}

const shown = ({ passage }: Reading) => {
  const { messages, hasOlder, hasNewer } = passage.value!;
  return [messages[0]?.n, messages.at(-1)?.n, hasOlder, hasNewer];
};

describe('reading a conversation', () => {
  it('begins with the newest messages', async () => {
    const { reading } = await written(120);
    await reading.toEnd();
    assert.deepEqual(shown(reading), [71, 120, true, false]);
  });

  it('goes back to the first one', async () => {
    const { reading } = await written(120);
    await reading.toEnd();
    await reading.older();
    await reading.older();
    assert.deepEqual(shown(reading), [1, 120, false, false]);
    await reading.older();
    assert.deepEqual(shown(reading), [1, 120, false, false]);
  });

  it('holds no more than 200, in either direction', async () => {
    const { reading } = await written(400);
    await reading.toEnd();
    for (let i = 0; i < 7; i++) await reading.older();
    assert.deepEqual(shown(reading), [1, 200, true, true]);
    for (let i = 0; i < 4; i++) await reading.newer();
    assert.deepEqual(shown(reading), [201, 400, true, true]);
    await reading.newer();
    assert.deepEqual(shown(reading), [201, 400, true, false]);
  });

  it('goes one page at a time, however often that is asked for meanwhile', async () => {
    const { reading } = await written(400);
    await reading.toEnd();
    await Promise.all([reading.older(), reading.older(), reading.older()]);
    assert.deepEqual(shown(reading), [301, 400, true, false]);
    await reading.around(100);
    const [, last] = shown(reading);
    await Promise.all([reading.newer(), reading.newer()]);
    assert.equal(shown(reading)[1], Number(last) + 50);
  });

  it('takes in what comes at the end, and only there', async () => {
    const { reading, write } = await written(300);
    await reading.toEnd();
    reading.take([await write()]);
    await reading.older();
    assert.deepEqual(shown(reading), [201, 301, true, false]);
    for (let i = 0; i < 4; i++) await reading.older();
    reading.take([await write()]);
    await reading.older();
    assert.deepEqual(shown(reading).slice(1), [200, false, true]);
    await reading.toEnd();
    assert.deepEqual(shown(reading), [253, 302, true, false]);
  });

  it('goes to any message, with what is around it', async () => {
    const { reading } = await written(300);
    await reading.around(1_099);
    assert.deepEqual(shown(reading), [50, 149, true, true]);
    await reading.around(1_000);
    assert.deepEqual(shown(reading), [1, 50, false, true]);
    await reading.around(1_299);
    assert.deepEqual(shown(reading), [250, 300, true, false]);
  });

  it('takes in what comes late where it stands, unless that is not shown', async () => {
    const { reading, write } = await written(200);
    const message = await write();
    const came = (at: number): Message => ({ ...message, mine: false, n: 1_000, at });
    const places = () => reading.passage.value!.messages.map(({ at }) => at);
    await reading.around(1_099);
    for (const at of [1_100.5, 1_048.5, 1_149.5]) reading.take([came(at)]);
    await reading.older();
    assert.include(places(), 1_100.5);
    assert.notInclude(places(), 1_149.5);
    assert.notInclude(places(), 1_048.5);
    reading.take([came(999.5)]);
    await reading.older();
    assert.deepEqual(
      places(),
      places().toSorted((a, b) => a - b),
    );
    assert.equal(places()[0], 999.5, 'there is nothing before it');
  });

  it('leaves out records that are none', async () => {
    const history = new MemoryHistory();
    history.messages = () => Promise.resolve([{ text: 'nothing' }, null]);
    const reading = new Reading(ben, history);
    await reading.toEnd();
    assert.deepEqual(reading.passage.value?.messages, []);
  });

  it('goes on beyond records that are none', async () => {
    const { history, reading } = await written(120);
    const read = history.messages.bind(history);
    history.messages = async (...of) =>
      (await read(...of)).map((one) => ((one as Message).n === 80 ? { text: 'nothing' } : one));
    await reading.toEnd();
    assert.deepEqual(shown(reading), [71, 120, true, false]);
    await reading.older();
    await reading.older();
    assert.deepEqual(shown(reading), [1, 120, false, false]);
    assert.equal(reading.passage.value?.messages.length, 119);
  });
});
