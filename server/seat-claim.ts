import type { Claim } from './sign-on.ts';

/** Who was let in. */
export type Seated = Exclude<Claim, { kind: 'refused' }>;

/** What servers tell each other of an ID that is signed on at one of them. */
export interface SeatClaim {
  readonly claim: Seated;
  /** For how long it is signed on there, in ms: the clocks of servers need not agree. */
  readonly age: number;
  /** The server, by a name that no other has. */
  readonly node: string;
}

/** Sign-ons no further apart are of the same moment: how long a message between servers may take, in ms. */
const sameMoment = 1000;

/** Whether a newcomer gets the ID from its holder: a phone always, a guest by the same token. */
export function mayTakeOver(newcomer: Seated, holder: Seated): boolean {
  if (newcomer.kind === 'signed') return true;
  return holder.kind === 'guest' && holder.tokenHash === newcomer.tokenHash;
}

/**
 * Which of two that are signed on with one ID at two servers stays. Both servers come to the same
 * result, each with the other's claim.
 */
export function stays(mine: SeatClaim, theirs: SeatClaim): boolean {
  const together = Math.abs(mine.age - theirs.age) <= sameMoment;
  if (isTwice(mine.claim, theirs.claim) || !mayTakeOver(mine.claim, theirs.claim)) {
    return together ? mine.node > theirs.node : mine.age > theirs.age;
  }
  if (!together) return mine.age < theirs.age;
  const [a, b] = [mine.claim, theirs.claim];
  if (a.kind === 'signed' && b.kind === 'signed') return a.time > b.time;
  return mine.node > theirs.node;
}

/**
 * The claim of a newcomer who took the ID over at the same server: never of an older time than
 * the one that others have heard of, or each of two servers could give the ID up for the other.
 */
export function heir(newcomer: Seated, holder: Seated): Seated {
  if (newcomer.kind !== 'signed' || holder.kind !== 'signed') return newcomer;
  return { kind: 'signed', time: Math.max(newcomer.time, holder.time) };
}

/** One token at two servers, each of which sees it for the first time: one of them is a copy. */
export function isTwice(one: Seated, other: Seated): boolean {
  return one.kind === 'signed' && other.kind === 'signed' && one.time === other.time;
}
