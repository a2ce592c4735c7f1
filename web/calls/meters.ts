/** Tells how loud a stream is, until it is closed. */
export interface Meter {
  /** At this moment: 0 silence … 1 as loud as one shouts. Read as often as one likes. */
  level(): number;
  close(): void;
}

/** Makes meters for what a call hears and says. What they listen to is kept nowhere. */
export interface Meters {
  open(stream: MediaStream): Meter;
  /** Listens to a microphone although it is muted: to tell its owner, and nobody else. */
  openMuted(stream: MediaStream): Meter;
}
