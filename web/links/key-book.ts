import type { PeerId } from '../identity/peer-id.ts';
import { RecentMap } from '../lib/recent-map.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Where the keys of contacts are kept for good. */
export interface KeptKeys {
  keysOf(peer: PeerId): Bytes | null;
  /** Of somebody whose keys are not worth keeping, or are kept already, nothing changes. */
  keepKeys(peer: PeerId, publicKeys: Bytes): Promise<void>;
}

/** The public keys of those who wrote to this phone: strangers while it is open, contacts for good. */
export class KeyBook {
  readonly #met = new RecentMap<PeerId, Bytes>(512);
  readonly #kept: KeptKeys;

  constructor(kept: KeptKeys) {
    this.#kept = kept;
  }

  /** 64 bytes, Ed25519 then X25519; null if they are not known. */
  keysOf(peer: PeerId): Bytes | null {
    return this.#met.get(peer) ?? this.#kept.keysOf(peer);
  }

  /** `publicKeys` make the ID of `peer`. */
  learn(peer: PeerId, publicKeys: Bytes): void {
    this.#met.set(peer, publicKeys);
    void this.#kept.keepKeys(peer, publicKeys);
  }

  /** Somebody may have become a contact. */
  review(): void {
    for (const [peer, publicKeys] of this.#met.entries()) {
      void this.#kept.keepKeys(peer, publicKeys);
    }
  }
}
