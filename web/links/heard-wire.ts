import type { PeerId } from '../identity/peer-id.ts';
import type { Bulk, Wire } from './line.ts';
import { parseLinkData } from './messages.ts';

/** A wire that also tells somebody else which name the other side says in its hello. */
export class HeardWire implements Wire {
  readonly #wire: Wire;
  readonly #named: (name: string | null) => void;
  #isNamed = false;

  constructor(wire: Wire, named: (name: string | null) => void) {
    this.#wire = wire;
    this.#named = named;
  }

  get peer(): PeerId {
    return this.#wire.peer;
  }

  get isOpen(): boolean {
    return this.#wire.isOpen;
  }

  get isAnswered(): boolean {
    return this.#wire.isAnswered;
  }

  get bulk(): Bulk | null {
    return this.#wire.bulk;
  }

  send(text: string): boolean {
    return this.#wire.send(text);
  }

  close(): void {
    this.#wire.close();
  }

  listen(events: Parameters<Wire['listen']>[0]): void {
    this.#wire.listen({
      ...events,
      data: (data) => {
        events.data(data);
        const message = this.#isNamed ? null : parseLinkData(data);
        if (message?.type !== 'hello') return;
        // Later ones say nothing new: whoever was met has been renamed, or removed.
        this.#isNamed = true;
        this.#named(message.name);
      },
    });
  }
}
