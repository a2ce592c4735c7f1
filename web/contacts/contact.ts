import * as v from 'valibot';
import { displayNameSchema } from '../identity/display-name-schema.ts';
import { hostSchema } from '../identity/host-schema.ts';
import type { Host } from '../identity/host.ts';
import { peerIdSchema } from '../identity/peer-id-schema.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { pictureSchema } from '../identity/picture-schema.ts';

/** Somebody whose ID was kept: a contact, or a stranger whose block has to be remembered. */
export interface Contact {
  readonly id: PeerId;
  /** The server this person belongs to, if it is another one; a hint for the way, and no part of who it is. */
  readonly home: Host | null;
  /** 1–60 characters, chosen by the owner of this phone. */
  readonly name: string;
  readonly favourite: boolean;
  readonly blocked: boolean;
  /** Files of this person that are no larger are taken without a question; in bytes, 0 for none. */
  readonly takesUpTo: number;
  /** False for a stranger, who is kept only as long as they are blocked. */
  readonly known: boolean;
  readonly addedAt: number;
  /** A small `data:` URL that came over the link; null if there is none. */
  readonly picture: string | null;
  /** 64 bytes of public keys, which make the ID; null until this person wrote something. */
  readonly keys: Uint8Array<ArrayBuffer> | null;
}

/** 64 bytes of public keys. */
export const keysSchema = v.custom<Uint8Array<ArrayBuffer>>(
  (value) => value instanceof Uint8Array && value.length === 64,
);

const contactSchema = v.object({
  id: peerIdSchema,
  home: hostSchema,
  name: displayNameSchema,
  favourite: v.boolean(),
  blocked: v.boolean(),
  // Older versions saved none of the next two.
  takesUpTo: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0),
  known: v.optional(v.boolean(), true),
  addedAt: v.pipe(v.number(), v.finite()),
  // Nor these, and a spoilt picture is no reason to lose a person.
  picture: v.optional(v.fallback(v.nullable(pictureSchema), null), null),
  keys: v.optional(v.fallback(v.nullable(keysSchema), null), null),
});

/** The contact in a record saved under its peer ID, or null. */
export function parseContact(record: unknown, key: string): Contact | null {
  const parsed = v.safeParse(contactSchema, record);
  return parsed.success && parsed.output.id === key ? parsed.output : null;
}
