/** Lets the owner hear the ringtone as it is chosen now. */
export interface RingSample {
  /** Plays it once from its beginning; a call that sounds goes before. */
  startSample(): void;
  stopSample(): void;
}
