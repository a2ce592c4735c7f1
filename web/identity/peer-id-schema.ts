import * as v from 'valibot';
import { isPeerId, type PeerId } from './peer-id.ts';

/** A peer ID inside a record or a message: exactly its form on the wire. */
export const peerIdSchema = v.custom<PeerId>(isPeerId);
