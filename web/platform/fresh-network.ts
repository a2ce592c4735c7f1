/**
 * Peer connections that know today's networks. Chromium believes in a changed address only when it
 * has lasted: on Linux 2 s (net/base/network_change_notifier.cc, `ip_address_online_delay_`), and
 * until then a page gathers candidates of an address that is gone. The first connection of a frame
 * has the list of networks read anew, so while the network is in doubt connections are made in a
 * frame of their own, which goes with the last of them. docs/decisions/0028.
 */

/** Only Chromium has this delay, and `userAgentData`. */
const isLate = 'userAgentData' in navigator;

type Realm = Pick<typeof globalThis, 'RTCPeerConnection'>;

class Frame {
  readonly #element = document.createElement('iframe');
  readonly #open = new Set<RTCPeerConnection>();

  constructor() {
    this.#element.hidden = true;
    document.body.append(this.#element);
  }

  close(): void {
    this.#element.remove();
  }

  connect(...config: readonly RTCConfiguration[]): RTCPeerConnection {
    const { RTCPeerConnection } = this.#element.contentWindow as unknown as Realm;
    const connection = new RTCPeerConnection(...config);
    this.#open.add(connection);
    connection.close = () => {
      RTCPeerConnection.prototype.close.call(connection);
      this.#open.delete(connection);
      if (this.isUnused && frame !== this) this.close();
    };
    return connection;
  }

  get isUnused(): boolean {
    return this.#open.size === 0;
  }
}

/** Where connections are made; null while nobody doubts the network. */
let frame: Frame | null = null;

/**
 * The network may be another one than before, or, if not `doubted`, has been the same for long enough.
 * The frame is made now, while there is time: what follows is waited for.
 */
export function doubtNetwork(doubted: boolean): void {
  if (!isLate) return;
  if (frame?.isUnused) frame.close();
  frame = doubted ? new Frame() : null;
}

// PeerJS takes what it finds under this name.
if (isLate) {
  globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
    construct: (target, config: RTCConfiguration[], caller) =>
      frame?.connect(...config) ?? (Reflect.construct(target, config, caller) as object),
  });
}
