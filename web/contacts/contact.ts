import type { PeerId } from '../identity/peer-id.ts';

/** Somebody whose ID was kept. Blocked people stay contacts so that the block is remembered. */
export interface Contact {
  readonly id: PeerId;
  /** 1–60 characters, chosen by the owner of this phone. */
  readonly name: string;
  readonly favourite: boolean;
  readonly blocked: boolean;
  readonly addedAt: number;
}
