import { assert } from '@esm-bundle/chai';
import { echoPeer } from '../../../web/calls/echo-peer.ts';
import { PhoneWithEcho } from '../../../web/calls/phone-with-echo.ts';
import { TestCall } from '../../../web/calls/test-call.ts';
import { TestCallGate } from '../../../web/calls/test-call-gate.ts';
import { Scope } from '../../../web/lib/scope.ts';
import { ana, FakeHouse } from '../../fakes/fake-house.ts';
import { FakeMedia } from '../../fakes/fake-media.ts';

describe('a test call that is loaded when it is dialled', () => {
  let house: FakeHouse;
  let media: FakeMedia;
  let scope: Scope;
  let loads: number;
  /** How often it does not come. */
  let misses: number;
  let gate: TestCallGate;
  let phone: PhoneWithEcho;

  beforeEach(() => {
    house = new FakeHouse();
    media = new FakeMedia();
    scope = new Scope();
    [loads, misses] = [0, 0];
    const { clock } = house;
    const ear = { heard: { level: 0, frames: 0 }, forget() {} };
    gate = new TestCallGate(scope, {
      ...{ clock, report() {} },
      load: () =>
        ++loads > misses
          ? Promise.resolve(new TestCall({ ownId: ana, media, ear, clock }))
          : Promise.reject(new Error('no network')),
    });
    phone = new PhoneWithEcho(house.ana.calls, gate);
  });
  afterEach(() => scope.close());

  it('comes once, and is a call like any other', async () => {
    phone.dial(echoPeer, 'voice');
    phone.dial(echoPeer, 'voice');
    await house.settle();
    const [call] = [...phone.calls.value.values()];
    assert.deepEqual([loads, phone.calls.value.size, call?.peer], [1, 1, echoPeer]);
    phone.hangUp(call!.id);
    assert.equal(gate.calls.value.get(call!.id)?.phase.kind, 'ended');
    phone.dismiss(call!.id);
    assert.equal(phone.calls.value.size, 0);
  });

  it('is told to be cut where it does not come, until the next one begins', async () => {
    misses = 2;
    phone.dial(echoPeer, 'voice');
    await house.pass(2_000);
    assert.deepEqual(gate.findings.value, { kind: 'cut' });
    phone.dial(echoPeer, 'voice');
    await house.settle();
    assert.deepEqual([gate.findings.value, phone.calls.value.size], [null, 1]);
  });

  it('makes way for the call that came while it was loading', async () => {
    phone.dial(echoPeer, 'voice');
    house.ana.calls.dial(house.ben.id, 'voice');
    await house.settle();
    assert.deepEqual(
      [...phone.calls.value.values()].map(({ peer }) => peer),
      [house.ben.id],
    );
  });

  it('does not begin in a phone that was closed while it was loading', async () => {
    phone.dial(echoPeer, 'voice');
    scope.close();
    await house.settle();
    assert.deepEqual([loads, phone.calls.value.size, media.needs.size], [1, 0, 0]);
  });
});
