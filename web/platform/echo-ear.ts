import type { EchoEar } from '../calls/test-call.ts';
import type { EchoHeard } from '../calls/test-findings.ts';
import type { Clock } from '../lib/clock.ts';

/** How often the far end is asked what arrived, in ms. */
const every = 250;
/** Pictures of a placeholder are no larger, in pixels. */
const placeholderWidth = 16;

const nothingHeard: EchoHeard = { level: 0, frames: 0 };

/** Members of W3C webrtc-stats, `inbound-rtp`, that are read here. */
interface Inbound {
  readonly type: string;
  readonly audioLevel?: number;
  readonly framesDecoded?: number;
  readonly frameWidth?: number;
}

/** Reads from the statistics of the far end how loud it was there and how many pictures came. */
export class StatsEar implements EchoEar {
  readonly #clock: Clock;
  #heard = nothingHeard;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get heard(): EchoHeard {
    return this.#heard;
  }

  forget(): void {
    this.#heard = nothingHeard;
  }

  /** Listens at a connection until the returned function is called. */
  listen(connection: RTCPeerConnection): () => void {
    let stop = () => {};
    let closed = false;
    let decoded = 0;
    const look = async () => {
      const stats = await connection.getStats();
      if (closed) return;
      for (const one of stats.values()) {
        const inbound = one as Inbound;
        if (inbound.type !== 'inbound-rtp') continue;
        const { audioLevel = 0, framesDecoded = decoded, frameWidth = 0 } = inbound;
        const fresh = frameWidth > placeholderWidth ? framesDecoded - decoded : 0;
        decoded = framesDecoded;
        const { level, frames } = this.#heard;
        this.#heard = { level: Math.max(level, audioLevel), frames: frames + fresh };
      }
      stop = this.#clock.after(every, () => void look());
    };
    void look();
    return () => {
      closed = true;
      stop();
    };
  }
}
