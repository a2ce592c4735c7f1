import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type WebSocket from 'ws';
import { createIdentity, type Identity } from '../../web/identity/identity.ts';
import { newCallId, newRingId } from '../../web/links/messages.ts';
import { House, moveOut, tidyUp } from './house.ts';
import { identityOf, invited, read, write } from './mail.ts';
import { signOn } from './sign-on.ts';

const sdp = ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', ''].join('\r\n');

/** What he says to somebody through the broker. */
class Eve {
  readonly identity: Identity;
  readonly #socket: WebSocket;
  readonly #to: string;

  constructor(identity: Identity, socket: WebSocket, to: string) {
    this.identity = identity;
    this.#socket = socket;
    this.#to = to;
  }

  say(type: string, payload: unknown): void {
    this.#socket.send(JSON.stringify({ type, dst: this.#to, payload }));
  }

  letter(content: unknown) {
    return write(this.identity, this.#to, content);
  }

  async write(content: unknown, type = 'CANDIDATE'): Promise<void> {
    this.say(type, await this.letter(content));
  }
}

function offer(type: 'data' | 'media', serialization?: string) {
  return {
    type,
    connectionId: `${type}_${Math.random().toString(36).slice(2)}`,
    sdp: { type: 'offer', sdp },
    label: 'x',
    reliable: true,
    browser: 'chrome',
    metadata: JSON.parse(`{"call":"${newCallId()}","__proto__":{"polluted":1}}`) as unknown,
    ...(serialization === undefined ? {} : { serialization }),
  };
}

describe('a hostile stranger', () => {
  const house = new House();

  it('gets no answer to what stock PeerJS offers, and no more out of signed letters than that it rings', async () => {
    const [ana, ben] = await house.contacts();
    const identity = await createIdentity();
    const { socket } = await signOn(house.server.url, identity);
    const eve = new Eve(identity, socket, ana.wireId);

    for (const kind of ['data', 'media'] as const) eve.say('OFFER', offer(kind, 'binary'));
    for (const kind of ['data', 'media'] as const) {
      await eve.write({ type: 'OFFER', payload: offer(kind, 'raw') }, 'OFFER');
    }
    await eve.write({ type: 'accept', call: newCallId(), kind: 'video' });
    await eve.write(
      JSON.parse(`{"type":"end","call":"${newCallId()}","__proto__":{"polluted":1}}`),
    );
    await eve.write({ type: 'brought', from: ben.wireId, letter: { tincan: 3, sealed: 'AAAA' } });
    await eve.write({ type: 'introduction', person: identity.id, name: 'Ben', keys: null });
    eve.say('CANDIDATE', { tincan: 3, open: 'A'.repeat(59_000) });
    eve.say('CANDIDATE', { tincan: 3, sealed: '_' });

    const call = newCallId();
    await eve.write({
      type: 'invite',
      call,
      kind: 'voice',
      name: 'Ben\u202e<img src=x onerror=alert(1)>',
    });
    await ana.incoming.getByText('Unknown caller').waitFor();
    assert.equal(await ana.incoming.locator('img').count(), 0);
    for (const kind of ['data', 'media'] as const) {
      await eve.write({ type: 'OFFER', payload: offer(kind, 'raw') }, 'OFFER');
    }
    await ana.decline();
    await ana.incoming.waitFor({ state: 'hidden' });
    const said = new Set<string>();
    while (!said.has('decline')) {
      await ana.found();
      for (const { type } of await read(ana.sent, ana.wireId, identity)) said.add(type);
    }
    assert.deepEqual(
      [...said].sort(),
      ['decline', 'ringing'],
      'the only answers are those to the call',
    );
    const found = await ana.found();
    assert.equal(found.negotiations, 0, 'no connection was opened');
    assert.equal(await ana.page.evaluate(() => 'polluted' in {}), false);
    assert.equal(await ana.page.getByText('introduces').count(), 0);

    // A flood of him keeps no contact from ringing.
    for (let at = 0; at < 500; at++) {
      eve.say('OFFER', offer('data', 'raw'));
      eve.say('CANDIDATE', { tincan: 3, open: 'AAAA' });
    }
    await ben.dial(ana.id);
    await ana.answer();
    await Promise.all([ana.talks(), ben.talks()]);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    socket.close();
    await moveOut([ana, ben]);
  });

  it('that doubles, repeats, floods, sends 10 MB, and answers or signs on for others, breaks nothing', async () => {
    const [ana, ben] = await house.contacts();
    const identity = await createIdentity();
    const { socket } = await signOn(house.server.url, identity);
    const eve = new Eve(identity, socket, ana.wireId);

    const invite = await eve.letter({
      type: 'invite',
      call: newCallId(),
      kind: 'voice',
      name: 'Eve',
    });
    for (let times = 0; times < 3; times++) eve.say('CANDIDATE', invite);
    await ana.decline();
    await ana.incoming.waitFor({ state: 'hidden' });
    for (let times = 0; times < 30; times++) eve.say('CANDIDATE', invite);

    await ben.dial(ana.id);
    await ana.incoming.getByText('Ben').waitFor();
    await ana.answer();
    await Promise.all([ana.talks(), ben.talks()]);
    for (const type of ['LEAVE', 'EXPIRE', 'ID-TAKEN', 'ERROR', 'OPEN']) eve.say(type, {});
    for (const type of ['end', 'cancel', 'side']) await eve.write({ type, call: newCallId() });
    // As much as the broker lets one client say.
    for (let at = 0; at < 700; at++) {
      const call = newCallId();
      await eve.write({ type: 'invite', call, kind: 'voice', name: 'Eve' });
      await eve.write({ type: 'OFFER', payload: offer('data', 'raw') }, 'OFFER');
    }
    const junk = { tincan: 3, open: Buffer.alloc(300, 7).toString('base64url') };
    for (let at = 0; at < 1_200; at++) {
      eve.say('OFFER', offer('data', 'raw'));
      eve.say('OFFER', junk);
    }
    const closed = new Promise((resolve) => socket.once('close', resolve));
    eve.say('OFFER', { tincan: 3, open: 'A'.repeat(10_000_000) });
    assert.equal(await closed, 1009, 'the broker takes no such frame');
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    assert.match(
      (await signOn(house.server.url, identity, ben.wireId)).answer,
      /"ERROR"/,
      'nobody signs on as somebody else',
    );
    await ben.hangUp();
    await ana.reads('Call ended');
    await ana.closeEnded();
    const recents = ana.page.getByRole('list', { name: 'Recents' }).getByRole('listitem');
    assert.ok((await recents.count()) < 6, 'no flood fills the recents');
    await tidyUp([ana]);
    const reader = await identityOf(ben.page);
    await moveOut([ben]);
    ana.sent.length = 0;

    const back = await signOn(house.server.url, identity);
    const eveAgain = new Eve(identity, back.socket, ana.wireId);
    await ana.dial(ben.id, 'Video call');
    await ana.reads('Calling…');
    // Even if he knew which call it is.
    let call: string | null = null;
    while (call === null) {
      await ana.found();
      call = await invited(ana.sent, ana.wireId, reader);
    }
    for (const type of ['ringing', 'accept'] as const) {
      await eveAgain.write({ type, call, kind: 'video', ring: newRingId() });
    }
    for (const kind of ['data', 'media'] as const) {
      await eveAgain.write({ type: 'OFFER', payload: offer(kind, 'raw') }, 'OFFER');
    }
    await ana.reads('Unavailable');
    await ana.hasClosedDevices();
    back.socket.close();
    await moveOut([ana]);
  });
});
