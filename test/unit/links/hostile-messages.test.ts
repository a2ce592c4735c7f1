import { expect } from '@esm-bundle/chai';
import fc from 'fast-check';
import { parseLinkData } from '../../../web/links/messages.ts';
import { parseBrokerMessage } from '../../../web/links/signals.ts';
import { ana, ben, FakeHouse } from '../../fakes/fake-house.ts';
import { envelopeOf } from '../../fakes/plain-post.ts';

const runs = { numRuns: 1_200 };
const words = fc.constantFrom(
  ...['OFFER', 'ANSWER', 'CANDIDATE', 'OPEN', 'EXPIRE', 'LEAVE', 'ERROR', 'ID-TAKEN', 'HEARTBEAT'],
  ...['invite', 'ringing', 'accept', 'decline', 'busy', 'cancel', 'end', 'side', 'hello', 'letter'],
  ...['look', 'picture', 'tell', 'got', 'typing'],
  ...['deposit', 'deposited', 'withdraw', 'collect', 'held', 'parcel', 'fetched'],
);
/** Something like a signal of PeerJS. */
const nearlySignal = fc.record({
  type: fc.constantFrom('data', 'media', 'x'),
  connectionId: fc.string(),
  sdp: fc.anything(),
  candidate: fc.anything(),
});
/** Something like a message about a call. */
const nearlyCall = {
  type: fc.oneof(words, fc.anything()),
  call: fc.oneof(fc.constant('aaaaaaaaaaaaaaaaaaaaaa'), fc.anything()),
  kind: fc.oneof(fc.constantFrom('voice', 'video'), fc.anything()),
};
const payload = fc.oneof(nearlySignal, fc.anything());
/** A letter that is what it should be, but for what it says. */
const letter = fc.record({ ...nearlyCall, payload }, { requiredKeys: [] }).map(envelopeOf);
const hostile = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: false }),
  fc.record(
    {
      ...nearlyCall,
      src: fc.oneof(fc.constantFrom(ana, ben), fc.anything()),
      dst: fc.anything(),
      payload: fc.oneof(letter, payload),
      letter: fc.oneof(letter, fc.anything()),
      stream: fc.oneof(fc.constant('a'.repeat(22)), fc.anything()),
      n: fc.oneof(fc.constantFrom(0, 1, 2), fc.anything()),
      first: fc.oneof(fc.constantFrom(0, 1, 2), fc.anything()),
      upTo: fc.oneof(fc.constantFrom(0, 1, 2), fc.anything()),
      have: fc.oneof(fc.constantFrom(null, '811c9dc5'), fc.anything()),
      picture: fc.oneof(fc.constantFrom(null, 'data:image/png;base64,AAAA'), fc.anything()),
      ['__proto__']: fc.anything(),
    },
    { requiredKeys: [] },
  ),
);

/** As JSON text, where it can be told as JSON at all. */
function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined';
  } catch {
    return '{"type":';
  }
}

type Scene = (house: FakeHouse) => Promise<void>;

const scenes: Record<string, Scene> = {
  idle: async () => {},
  dialing: async ({ ana: a, broker, settle }) => {
    broker.pass = () => {};
    a.calls.dial(ben, 'voice');
    await settle();
  },
  ringing: async ({ ana: a, settle }) => {
    a.calls.dial(ben, 'voice');
    await settle();
  },
  connecting: async ({ ana: a, ben: b, settle }) => {
    a.calls.dial(ben, 'voice');
    await settle();
    b.calls.answer(b.call!.id, 'voice');
    await settle();
  },
  talking: (house) => house.talk(),
  reconnecting: async (house) => {
    await house.talk();
    house.ana.media.cut();
  },
  ended: async (house) => {
    await house.talk();
    house.ana.calls.hangUp(house.ana.call!.id);
    await house.settle();
  },
};

describe('hostile messages', () => {
  for (const [name, scene] of Object.entries(scenes)) {
    it(`never throw and never change a call that is ${name}, from the broker`, async () => {
      const house = new FakeHouse();
      await scene(house);
      const { ana: a } = house;
      const before = a.call;
      fc.assert(
        fc.property(hostile, (message) => {
          a.line.receive(message);
          a.line.receive(JSON.parse(asJson(message) === 'undefined' ? 'null' : asJson(message)));
        }),
        runs,
      );
      if (name !== 'idle' && name !== 'dialing') expect(a.call).to.equal(before);
    });

    it(`never throw and never change a call that is ${name}, from the link`, async () => {
      const house = new FakeHouse();
      await scene(house);
      const { ana: a } = house;
      const before = a.call;
      const wire = a.line.wires.find((one) => one.events);
      fc.assert(
        fc.property(fc.oneof(hostile.map(asJson), hostile, fc.string()), (data) => {
          wire?.events?.data(data);
        }),
        runs,
      );
      if (name !== 'idle') expect(a.call).to.equal(before);
    });
  }

  it('don’t reach an object’s prototype', () => {
    parseLinkData('{"type":"hello","version":1,"name":"x","__proto__":{"polluted":true}}');
    parseBrokerMessage(JSON.parse('{"type":"OPEN","__proto__":{"polluted":true}}'));
    expect(({} as { polluted?: boolean }).polluted).to.equal(undefined);
  });

  it('are too long at 60 000 characters', () => {
    const hello = (name: string) => `{"type":"hello","version":1,"name":"${name}"}`;
    expect(parseLinkData(hello('Ana'))).to.deep.equal({ type: 'hello', version: 1, name: 'Ana' });
    expect(parseLinkData(hello('x'.repeat(60_000)))).to.equal(null);
  });

  for (const picture of [
    'data:image/svg+xml;base64,AAAA',
    'data:text/html;base64,AAAA',
    'data:image/png,AAAA',
    'data:image/png;base64,',
    'data:image/png;base64,AAAA" onerror="x',
    'data:image/png;base64,AA\nAA',
    'https://elsewhere.example/me.png',
    'javascript:alert(1)',
    '',
    `data:image/png;base64,${'A'.repeat(24_000)}`,
    undefined,
    7,
    ['data:image/png;base64,AAAA'],
  ]) {
    it(`are no pictures: ${JSON.stringify(picture)?.slice(0, 44)}`, () => {
      expect(parseLinkData(JSON.stringify({ type: 'picture', picture }))).to.equal(null);
    });
  }

  it('ask for pictures only by a tag', () => {
    for (const have of [undefined, '', 'xyz', '811C9DC5', '811c9dc5f', 1, {}]) {
      expect(parseLinkData(JSON.stringify({ type: 'look', have }))).to.equal(null);
    }
    const look = { type: 'look', have: '811c9dc5' };
    expect(parseLinkData(JSON.stringify(look))).to.deep.equal(look);
  });
});
