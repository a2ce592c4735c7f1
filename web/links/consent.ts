/** What is to be done with an offer that reaches the door. */
export type Admission = 'pass' | 'hold' | 'drop';

/** All that decides whether somebody may connect to this phone. */
export interface Circumstances {
  readonly standing: 'contact' | 'stranger' | 'blocked';
  /** The user called this peer, or accepted its call. */
  readonly invited: boolean;
  readonly doNotDisturb: boolean;
  readonly strangers: boolean;
}

/**
 * The rule of the door. A contact comes in; a stranger's offer is held until
 * the user accepts; who is not to ring learns nothing. DESIGN.md, “Consent”.
 */
export function admission(of: Circumstances): Admission {
  if (of.standing === 'blocked') return 'drop';
  if (of.invited) return 'pass';
  if (of.doNotDisturb) return 'drop';
  if (of.standing === 'contact') return 'pass';
  return of.strangers ? 'hold' : 'drop';
}
