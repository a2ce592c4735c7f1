import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import WebSocket from 'ws';
import { createIdentity, type Identity } from '../../web/identity/identity.ts';
import { signOnToken } from '../../web/identity/sign-on.ts';
import { toBase64Url } from '../../web/lib/base64.ts';
import { writeLetter, type Content } from '../../web/links/letter.ts';
import { newCallId } from '../../web/links/messages.ts';
import { House, moveOut } from './house.ts';
import { read } from './mail.ts';

const sdp = ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', ''].join('\r\n');

/** Somebody with a valid identity, who is signed on and says what he likes. */
async function signOn(url: string, identity: Identity): Promise<WebSocket> {
  const { host } = new URL(url);
  const token = await signOnToken(identity, host, Date.now());
  const query = new URLSearchParams({ key: 'peerjs', id: identity.id, token, version: '1.5.5' });
  const socket = new WebSocket(`ws://${host}/broker/peerjs?${query.toString()}`);
  await new Promise((resolve, reject) => {
    socket.once('message', resolve);
    socket.once('error', reject);
  });
  return socket;
}

describe('a hostile stranger', () => {
  const house = new House();

  it('gets no answer to what stock PeerJS offers, and no more out of signed letters than that it rings', async () => {
    const [ana, ben] = await house.contacts();
    const eve = await createIdentity();
    const socket = await signOn(house.server.url, eve);
    const say = (type: string, payload: unknown) =>
      socket.send(JSON.stringify({ type, dst: ana.wireId, payload }));
    const write = async (content: unknown, type = 'CANDIDATE') => {
      const letter = await writeLetter(eve, ana.wireId as never, content as Content, Date.now());
      say(type, { tincan: 3, open: toBase64Url(letter) });
    };
    const offer = (type: 'data' | 'media', serialization?: string) => ({
      type,
      connectionId: `${type}_${Math.random().toString(36).slice(2)}`,
      sdp: { type: 'offer', sdp },
      label: 'x',
      reliable: true,
      browser: 'chrome',
      metadata: { call: newCallId(), __proto__: { polluted: true } },
      ...(serialization === undefined ? {} : { serialization }),
    });

    for (const kind of ['data', 'media'] as const) say('OFFER', offer(kind, 'binary'));
    for (const kind of ['data', 'media'] as const) {
      await write({ type: 'OFFER', payload: offer(kind, 'raw') }, 'OFFER');
    }
    await write({ type: 'accept', call: newCallId(), kind: 'video' });
    await write(JSON.parse('{"type":"end","call":"x","__proto__":{"polluted":1}}'));
    await write({ type: 'brought', from: ben.wireId, letter: { tincan: 3, sealed: 'AAAA' } });
    await write({ type: 'introduction', person: eve.id, name: 'Ben', keys: null });
    say('CANDIDATE', { tincan: 3, open: 'A'.repeat(59_000) });
    say('CANDIDATE', { tincan: 3, sealed: '_' });

    const call = newCallId();
    await write({
      type: 'invite',
      call,
      kind: 'voice',
      name: 'Ben\u202e<img src=x onerror=alert(1)>',
    });
    await ana.incoming.getByText('Unknown caller').waitFor();
    assert.equal(await ana.incoming.locator('img').count(), 0);
    for (const kind of ['data', 'media'] as const) {
      await write({ type: 'OFFER', payload: offer(kind, 'raw') }, 'OFFER');
    }
    await ana.decline();
    await ana.incoming.waitFor({ state: 'hidden' });
    const said = await read(ana.sent, ana.wireId, eve);
    assert.deepEqual(
      [...new Set(said.map(({ type }) => type))].sort(),
      ['decline', 'ringing'],
      'the only answers are those to the call',
    );
    const found = await ana.found();
    assert.equal(found.negotiations, 0, 'no connection was opened');
    assert.equal(await ana.page.evaluate(() => 'polluted' in {}), false);
    assert.equal(await ana.page.getByText('introduces').count(), 0);

    // A flood of him keeps no contact from ringing.
    for (let at = 0; at < 500; at++) {
      say('OFFER', offer('data', 'raw'));
      say('CANDIDATE', { tincan: 3, open: 'AAAA' });
    }
    await ben.dial(ana.id);
    await ana.answer();
    await Promise.all([ana.talks(), ben.talks()]);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    socket.close();
    await moveOut([ana, ben]);
  });
});
