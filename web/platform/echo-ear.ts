import type { EchoEar } from '../calls/test-call.ts';
import type { EchoHeard } from '../calls/test-findings.ts';
import type { Clock } from '../lib/clock.ts';

/** How often the far end is asked what arrived, in ms. */
const every = 200;
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

/**
 * Reads at the far end how loud it was there and how many pictures came. Chromium counts no level
 * for what no element plays aloud; it has that of RTP's header instead (RFC 6464).
 */
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
      this.#note(headerLevel(connection), 0);
      for (const one of stats.values()) {
        const inbound = one as Inbound;
        if (inbound.type !== 'inbound-rtp') continue;
        const { audioLevel = 0, framesDecoded = decoded, frameWidth = 0 } = inbound;
        const fresh = frameWidth > placeholderWidth ? framesDecoded - decoded : 0;
        decoded = framesDecoded;
        this.#note(audioLevel, fresh);
      }
      stop = this.#clock.after(every, () => void look());
    };
    void look();
    return () => {
      closed = true;
      stop();
    };
  }

  #note(level: number, frames: number): void {
    const heard = this.#heard;
    this.#heard = { level: Math.max(heard.level, level), frames: heard.frames + frames };
  }
}

function headerLevel(connection: RTCPeerConnection): number {
  const sources = connection
    .getReceivers()
    .flatMap((receiver) => receiver.getSynchronizationSources());
  return Math.max(0, ...sources.map(({ audioLevel = 0 }) => audioLevel));
}
