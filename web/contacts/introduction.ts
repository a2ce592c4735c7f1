import * as v from 'valibot';
import { displayNameSchema } from '../identity/display-name-schema.ts';
import { peerIdSchema } from '../identity/peer-id-schema.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { keysSchema } from './contact.ts';

/** Somebody whom a contact introduced, until the owner of this phone has decided. */
export interface Introduction {
  readonly person: PeerId;
  /** What the contact calls them. */
  readonly name: string;
  /** 64 bytes of public keys, which make the ID; null if the contact did not know them. */
  readonly keys: Uint8Array<ArrayBuffer> | null;
  /** The contact. */
  readonly by: PeerId;
  /** In ms since 1970. */
  readonly at: number;
}

/** How many of the two who were introduced answered. */
export type Introduced = 'both' | 'one' | 'nobody';

/** What an owner does with introductions. */
export interface IntroductionsDesk {
  /** Tells two contacts of each other, and waits until they have heard. */
  introduce(one: PeerId, other: PeerId): Promise<Introduced>;
  /** Makes a contact of somebody who was introduced. */
  take(person: PeerId): Promise<void>;
  /** Leaves it; the returned function brings the introduction back. */
  dismiss(person: PeerId): Promise<() => Promise<void>>;
}

const introductionSchema = v.object({
  person: peerIdSchema,
  name: displayNameSchema,
  keys: v.nullable(keysSchema),
  by: peerIdSchema,
  at: v.pipe(v.number(), v.finite()),
});

/** The introduction in a record saved under the person's peer ID, or null. */
export function parseIntroduction(record: unknown, key: string): Introduction | null {
  const parsed = v.safeParse(introductionSchema, record);
  return parsed.success && parsed.output.person === key ? parsed.output : null;
}
