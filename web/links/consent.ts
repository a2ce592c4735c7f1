/** What is to be done with an offer that reaches the door. */
export type Admission = 'pass' | 'hold' | 'drop';

/** All that decides whether somebody may connect to this phone. */
export interface Circumstances {
  readonly standing: 'contact' | 'stranger' | 'blocked';
  /** The user called this peer, or accepted its call. */
  readonly invited: boolean;
  /** A call of this peer rings here; its invite comes before its offers. */
  readonly rings: boolean;
  /** The user wrote to this peer, or something of a file travels, and it has not all arrived. */
  readonly wanted: boolean;
  readonly doNotDisturb: boolean;
  readonly strangers: boolean;
}

/** Whether a call of this peer makes the phone ring. */
export function mayRing(of: Circumstances): boolean {
  if (of.standing === 'blocked') return false;
  if (of.invited) return true;
  return !of.doNotDisturb && (of.standing === 'contact' || of.strangers);
}

/**
 * The rule of the door. A contact comes in; a stranger's offer is held until
 * the user accepts; who is not to ring learns nothing. docs/protocol.md, “The door”.
 */
export function admission(of: Circumstances): Admission {
  if (of.standing === 'blocked') return 'drop';
  if (of.invited) return 'pass';
  // What the user sends has to leave; it takes the other side's answer.
  if (of.doNotDisturb) return of.wanted && of.standing === 'contact' ? 'pass' : 'drop';
  if (of.standing === 'contact') return 'pass';
  // Offers without a call that rings would only fill the door.
  return of.strangers && of.rings ? 'hold' : 'drop';
}
