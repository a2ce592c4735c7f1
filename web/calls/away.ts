/** How the page stands to the one who uses the device. */
export interface Presence {
  readonly hidden: boolean;
  /** iOS or Android, which take microphone and camera from a page that is not seen. */
  readonly handheld: boolean;
  /** The system has cut the microphone already. */
  readonly cut: boolean;
}

/**
 * Whether the other side is told that this page is in the background. A hidden
 * tab of a desktop is none: its microphone goes on.
 */
export function isAway({ hidden, handheld, cut }: Presence): boolean {
  return hidden && (handheld || cut);
}
