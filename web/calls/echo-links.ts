import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { Store, type Readable } from '../lib/store.ts';
import { newRingId, type CallMessage } from '../links/messages.ts';
import type { LinkState } from '../links/person-link.ts';
import { firstSide, type CallKind } from './call.ts';
import { echoPeer } from './echo-peer.ts';
import type { LinksPort } from './ports.ts';

/** Long enough to hear that it rings, in ms. */
const answersAfter = 1_200;

type LinkEvents = Parameters<LinksPort['listen']>[0];

/** The one link of a test call: it ends in this page, at somebody who answers and shows what it sees. */
export class EchoLinks implements LinksPort {
  readonly #clock: Clock;
  #events: LinkEvents | null = null;
  #stop: (() => void) | null = null;

  readonly states: Readable<ReadonlyMap<PeerId, LinkState>> = new Store<
    ReadonlyMap<PeerId, LinkState>
  >(new Map([[echoPeer, 'open']]));

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  listen(events: LinkEvents): void {
    this.#events = events;
  }

  prepare(): void {}

  send(_to: PeerId, message: CallMessage): boolean {
    switch (message.type) {
      case 'invite':
        this.#ring(message);
        break;
      case 'side': {
        const { call, camera, screen } = message;
        const side = { ...firstSide('voice'), camera, screen };
        this.#later(0, () => this.#say({ ...side, type: 'side', call }));
        break;
      }
      default:
        // Whatever else is said to it ends the call.
        this.#stop?.();
    }
    return true;
  }

  /** The link is always there; strangers and needs are things of real ones. */
  need(): void {}
  admit(): void {}
  refuse(): void {}
  ask(): void {}
  renew(): void {}

  #ring({ call, kind }: { readonly call: CallMessage['call']; readonly kind: CallKind }): void {
    this.#later(0, () => {
      this.#say({ type: 'ringing', call, ring: newRingId() });
      this.#later(answersAfter, () => this.#say({ type: 'accept', call, kind }));
    });
  }

  /** Never at once: whoever asks has not finished its own step. */
  #later(ms: number, task: () => void): void {
    this.#stop?.();
    this.#stop = this.#clock.after(ms, task);
  }

  #say(message: CallMessage): void {
    this.#events?.message(echoPeer, message);
  }
}
