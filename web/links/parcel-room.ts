import { utf8 } from '../lib/bytes.ts';
import type { Told } from './messages.ts';
import { parcelLength } from './parcel-message.ts';
import { headLength } from './signed.ts';

/** Bytes of key agreement, nonce and tag around what is sealed. */
const sealLength = 32 + 12 + 16;
/** Bytes of the body of each parcel. */
export const bodyLength = (parcelLength * 3) / 4 - sealLength - headLength;
/** Bytes of a body around what is told: names and numbers. */
const frameLength = 400;

/** So many of these, from the first one on, go into one parcel. */
export function mostThatFit(told: readonly Told[]): number {
  let room = bodyLength - frameLength;
  const end = told.findIndex((each) => (room -= utf8(JSON.stringify(each)).length + 1) < 0);
  return end === -1 ? told.length : end;
}
