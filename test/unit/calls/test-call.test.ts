import { assert } from '@esm-bundle/chai';
import type { Call } from '../../../web/calls/call.ts';
import { echoPeer } from '../../../web/calls/echo-peer.ts';
import { PhoneWithEcho } from '../../../web/calls/phone-with-echo.ts';
import type { CallMedia } from '../../../web/calls/ports.ts';
import { TestCall } from '../../../web/calls/test-call.ts';
import type { EchoHeard, TestFindings } from '../../../web/calls/test-findings.ts';
import { toneFor, type Tone } from '../../../web/calls/tones.ts';
import { isPeerId, parsePeerId } from '../../../web/identity/peer-id.ts';
import { ana, ben, FakeHouse } from '../../fakes/fake-house.ts';
import { FakeMedia } from '../../fakes/fake-media.ts';

type Tested = Extract<TestFindings, { kind: 'tested' }>;

const heardNothing: EchoHeard = { level: 0, frames: 0 };

/** Ana's phone with an echo in it, whose far end hears what the test says. */
class Bench {
  readonly house = new FakeHouse();
  readonly media = new FakeMedia();
  readonly ear = { heard: heardNothing, forget: () => (this.ear.heard = heardNothing) };
  readonly test = new TestCall({
    ownId: ana,
    media: this.media,
    ear: this.ear,
    clock: this.house.clock,
  });
  readonly phone = new PhoneWithEcho(this.house.ana.calls, {
    phone: this.test.phone,
    calls: this.test.phone.calls,
    dial: (peer, kind) => this.test.phone.dial(peer, kind),
  });

  get calls(): Call[] {
    return [...this.phone.calls.value.values()];
  }

  get call(): Call {
    const [first] = this.calls;
    if (!first) throw new Error('There is no call');
    return first;
  }

  /** Until the echo has answered and is connected. */
  async talk(): Promise<void> {
    this.phone.dial(echoPeer, 'voice');
    await this.house.pass(2_000);
    this.media.connect();
  }

  publish(media: Partial<CallMedia>): void {
    const nothing = { local: null, remote: null, sound: null, microphone: null, camera: null };
    this.media.streams.set(new Map([[this.call.id, { ...nothing, ...media }]]));
  }

  hangUp(): void {
    this.phone.hangUp(this.call.id);
  }
}

describe('the echo', () => {
  it('has a name that is no ID: nobody can dial it, call from it or link to it', () => {
    assert.isFalse(isPeerId(echoPeer));
    assert.equal(parsePeerId(echoPeer).kind, 'wrong');
  });
});

describe('a test call', () => {
  it('rings, is answered and talks, like any other', async () => {
    const bench = new Bench();
    const seen: string[] = [];
    bench.phone.calls.subscribe(() => seen.push(bench.calls[0]?.phase.kind ?? 'gone'));
    await bench.talk();
    assert.deepEqual([...new Set(seen)], ['dialing', 'ringing', 'connecting', 'talking']);
    bench.hangUp();
    assert.equal(bench.call.phase.kind, 'ended');
    bench.phone.dismiss(bench.call.id);
    assert.lengthOf(bench.calls, 0);
  });

  it('sends nothing over the line, and is written down nowhere', async () => {
    const bench = new Bench();
    await bench.talk();
    bench.hangUp();
    const { ana: own } = bench.house;
    assert.lengthOf(own.line.wires, 0);
    assert.deepEqual(own.over, []);
    assert.equal(own.media.needs.size, 0);
  });

  it('shows the own camera as that of the other side', async () => {
    const bench = new Bench();
    await bench.talk();
    assert.isFalse(bench.call.theirs.camera);
    bench.phone.camera(bench.call.id, true);
    await bench.house.pass(500);
    assert.isTrue(bench.call.theirs.camera);
    bench.phone.camera(bench.call.id, false);
    await bench.house.pass(500);
    assert.isFalse(bench.call.theirs.camera);
  });

  it('given up while it rings is not answered afterwards', async () => {
    const bench = new Bench();
    bench.phone.dial(echoPeer, 'voice');
    await bench.house.pass(500);
    bench.hangUp();
    await bench.house.pass(5_000);
    assert.equal(bench.call.phase.kind, 'ended');
    assert.equal(bench.test.findings.value, null);
  });

  it('makes way for a call that rings, which never sounds like call waiting', async () => {
    const bench = new Bench();
    await bench.talk();
    const tones: Tone[] = [];
    bench.phone.calls.subscribe((calls) => tones.push(toneFor(calls)));
    bench.house.ben.calls.dial(ana, 'voice');
    await bench.house.settle();
    assert.deepEqual(
      bench.calls.map(({ peer, phase }) => [peer, phase.kind]),
      [[ben, 'ringing']],
    );
    assert.deepEqual([...new Set(tones)], ['ringtone']);
    assert.equal(bench.media.needs.size, 0, 'its devices are closed');
  });

  it('makes way for a call that is dialled, and does not begin beside one', async () => {
    const bench = new Bench();
    await bench.talk();
    bench.phone.dial(ben, 'voice');
    await bench.house.settle();
    assert.deepEqual(
      bench.calls.map(({ peer }) => peer),
      [ben],
    );
    bench.phone.dial(echoPeer, 'voice');
    assert.lengthOf(bench.calls, 1);
  });
});

describe('what a test call found out', () => {
  const after = async (during: (bench: Bench) => void) => {
    const bench = new Bench();
    await bench.talk();
    during(bench);
    bench.hangUp();
    return bench.test.findings.value;
  };
  const tested = (microphone: Tested['microphone'], camera: Tested['camera']): Tested => ({
    kind: 'tested',
    microphone,
    camera,
  });

  it('is what arrived at the far end', async () => {
    assert.deepEqual(
      await after(({ ear, phone, call }) => {
        phone.camera(call.id, true);
        ear.heard = { level: 0.1, frames: 30 };
      }),
      tested('heard', 'seen'),
    );
  });

  it('is that nothing arrived', async () => {
    assert.deepEqual(
      await after(({ phone, call }) => phone.camera(call.id, true)),
      tested('silent', 'unseen'),
    );
    assert.deepEqual(await after(() => {}), tested('silent', 'off'));
  });

  it('is what kept a device closed', async () => {
    assert.deepEqual(
      await after((bench) => bench.publish({ microphone: 'denied', camera: 'in-use' })),
      tested('denied', 'in-use'),
    );
  });

  it('is that one was muted all the time', async () => {
    const bench = new Bench();
    bench.phone.dial(echoPeer, 'voice');
    bench.phone.mute(bench.call.id, true);
    await bench.house.pass(2_000);
    bench.media.connect();
    bench.hangUp();
    assert.deepEqual(bench.test.findings.value, {
      kind: 'tested',
      microphone: 'muted',
      camera: 'off',
    });
  });

  it('is that the connection never came up', async () => {
    const bench = new Bench();
    bench.phone.dial(echoPeer, 'voice');
    await bench.house.pass(60_000);
    assert.deepEqual(bench.test.findings.value, { kind: 'cut' });
  });

  it('is forgotten when the next one begins', async () => {
    const bench = new Bench();
    await bench.talk();
    bench.ear.heard = { level: 0.5, frames: 0 };
    bench.hangUp();
    bench.phone.dial(echoPeer, 'voice');
    assert.equal(bench.test.findings.value, null);
    assert.deepEqual(bench.ear.heard, heardNothing);
  });
});
