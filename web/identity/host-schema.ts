import * as v from 'valibot';
import { isHost, type Host } from './host.ts';

/** A host inside a record or a message; what is none counts as missing. */
export const hostSchema = v.optional(v.fallback(v.nullable(v.custom<Host>(isHost)), null), null);
