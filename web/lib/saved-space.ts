/** What the app keeps on this device, as far as the browser tells. */
export interface SpaceInUse {
  /** Bytes in use and bytes there may be; null where the browser does not say. */
  readonly used: number | null;
  readonly quota: number | null;
  /** The browser promises not to clear it when the disk gets full. */
  readonly kept: boolean;
}

/** The browser's storage of this page. Neither throws. */
export interface SavedSpace {
  measure(): Promise<SpaceInUse>;
  /** Asks the browser for that promise; true if it gives it. */
  keep(): Promise<boolean>;
}
