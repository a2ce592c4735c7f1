import type { Meter, Meters } from '../../web/calls/meters.ts';

/** Meters that read what the test says; `open` ones can be counted. */
export class FakeMeters implements Meters {
  readonly levels = new Map<MediaStream, number>();
  /** What a muted microphone hears. */
  muted = 0;
  /** How many meters are open at this moment. */
  count = 0;
  /** How often a level was read. */
  reads = 0;

  open(stream: MediaStream): Meter {
    return this.#meter(() => this.levels.get(stream) ?? 0);
  }

  openMuted(): Meter {
    return this.#meter(() => this.muted);
  }

  #meter(level: () => number): Meter {
    this.count++;
    return {
      level: () => {
        this.reads++;
        return level();
      },
      close: () => this.count--,
    };
  }
}
