/** Why a microphone or camera does not open. */
export type DeviceProblem =
  | 'denied'
  /** The system denies it to the whole browser. */
  | 'denied-by-system'
  | 'dismissed'
  | 'in-use'
  | 'missing'
  | 'insecure'
  | 'unknown';
