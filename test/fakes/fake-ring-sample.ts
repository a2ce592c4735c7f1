import type { RingSample } from '../../web/calls/ring-sample.ts';

/** Says what was to be heard, in order. */
export class FakeRingSample implements RingSample {
  readonly asked: ('start' | 'stop')[] = [];

  startSample(): void {
    this.asked.push('start');
  }

  stopSample(): void {
    this.asked.push('stop');
  }
}
