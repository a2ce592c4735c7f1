import type { PeerId } from '../identity/peer-id.ts';
import { EchoConnection } from './echo-connection.ts';
import type { StatsEar } from './echo-ear.ts';
import type { MediaConnection, MediaLine } from './media-connection.ts';

/** A line without a broker: whatever is offered on it ends at an echo in this page. */
export class EchoLine implements MediaLine {
  readonly #ear: StatsEar;

  constructor(ear: StatsEar) {
    this.#ear = ear;
  }

  call(_to: PeerId, stream: MediaStream): MediaConnection {
    return new EchoConnection(stream, (far) => this.#ear.listen(far));
  }
}
