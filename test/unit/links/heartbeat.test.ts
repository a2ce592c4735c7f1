import { expect } from '@esm-bundle/chai';
import { Heartbeat } from '../../../web/links/heartbeat.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';

/** While the machine sleeps time passes, and what its timers have left stays. */
class SleepyClock extends FakeClock {
  #slept = 0;

  override now(): number {
    return super.now() + this.#slept;
  }

  sleep(ms: number): void {
    this.#slept += ms;
  }
}

describe('a heartbeat', () => {
  let clock: SleepyClock;
  let heartbeat: Heartbeat;
  let beats: number;
  let silences: number;
  let fellSilent: () => void;

  beforeEach(() => {
    clock = new SleepyClock();
    beats = silences = 0;
    fellSilent = () => heartbeat.silence();
    heartbeat = new Heartbeat({
      clock,
      beat: () => beats++,
      sound: () => null,
      doubt: () => {},
      fellSilent: () => {
        silences++;
        fellSilent();
      },
    });
  });

  it('of a machine that slept listens first', () => {
    heartbeat.start('call');
    clock.sleep(60_000);
    clock.pass(450);
    expect(silences, 'nobody could be heard').to.equal(0);
    clock.pass(500);
    expect(silences).to.equal(1);
  });

  it('that nobody needs any more takes who was silent for heard, a call does not', () => {
    heartbeat.start('call');
    heartbeat.silence();
    expect([heartbeat.change('busy'), heartbeat.isSilent]).to.deep.equal([false, true]);
    expect([heartbeat.change('idle'), heartbeat.isSilent]).to.deep.equal([true, false]);
  });

  it('keeps its pace however often that changes', () => {
    for (const pace of ['idle', 'busy', 'call', 'idle', 'call'] as const) heartbeat.change(pace);
    beats = 0;
    clock.pass(30_000);
    expect(beats).to.equal(100);
  });

  it('says and notices nothing once it is stopped', () => {
    heartbeat.start('call');
    heartbeat.stop();
    beats = 0;
    clock.pass(300_000);
    expect([beats, silences]).to.deep.equal([0, 0]);
  });

  it('that is stopped for a silence notices none after that', () => {
    fellSilent = () => heartbeat.stop();
    heartbeat.start('idle');
    clock.pass(300_000);
    expect(silences).to.equal(1);
  });
});
