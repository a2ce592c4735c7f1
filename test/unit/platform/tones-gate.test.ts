import { expect } from '@esm-bundle/chai';
import type { Tone } from '../../../web/calls/tones.ts';
import { Late } from '../../../web/lib/late.ts';
import { TonesGate } from '../../../web/platform/tones-gate.ts';
import { WebAudioTones } from '../../../web/platform/web-audio-tones.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';

/** Real tones that write down what they are asked to play. */
class HeardTones extends WebAudioTones {
  readonly heard: Tone[] = [];
  closed = false;

  constructor() {
    super(() => ({ ringtone: 'bell', volume: 0 }));
  }

  override play(tone: Tone): void {
    this.heard.push(tone);
    super.play(tone);
  }

  override close(): void {
    this.closed = true;
    super.close();
  }
}

describe('tones that are not loaded yet', () => {
  it('are not loaded for silence; the newest tone is heard when they are there', async () => {
    const tones = new HeardTones();
    let loads = 0;
    const late = new Late(
      new FakeClock(),
      () => Promise.resolve((loads++, tones)),
      () => {},
    );
    const gate = new TonesGate(late);
    gate.play('silence');
    expect(loads).to.equal(0);
    gate.play('ringtone');
    gate.play('busy');
    await late.open();
    expect([loads, new Set(tones.heard)]).to.deep.equal([1, new Set(['busy'])]);
    gate.play('silence');
    expect(tones.heard.at(-1)).to.equal('silence');
    gate.close();
  });

  it('that come after the phone has closed are closed too', async () => {
    const tones = new HeardTones();
    const late = new Late(
      new FakeClock(),
      () => Promise.resolve(tones),
      () => {},
    );
    const gate = new TonesGate(late);
    gate.play('ringtone');
    gate.close();
    await late.open();
    expect([tones.closed, tones.heard]).to.deep.equal([true, ['silence']]);
  });

  it('that do not come are asked for again a second later, and then ring', async () => {
    const tones = new HeardTones();
    const clock = new FakeClock();
    let failures = 0;
    const loads = [() => Promise.reject(new Error('no network')), () => Promise.resolve(tones)];
    const late = new Late(
      clock,
      () => loads.shift()!(),
      () => failures++,
    );
    const gate = new TonesGate(late);
    gate.play('ringtone');
    await Promise.resolve();
    await Promise.resolve();
    clock.pass(1_000);
    await late.open();
    expect([failures, tones.heard]).to.deep.equal([0, ['ringtone']]);
    gate.close();
  });
});
