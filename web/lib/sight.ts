import type { DeviceProblem } from './device-problem.ts';

/** Why a file is no use as a picture. */
export type PictureProblem =
  /** No picture, or one that this browser can't read. */
  | 'unreadable'
  /** More pixels or bytes than a phone should swallow. */
  | 'huge';

/** A camera that is open until `close`. */
export interface OpenCamera {
  readonly stream: MediaStream;
  /** Switches its light; null where it has none. */
  readonly light: ((on: boolean) => Promise<void>) | null;
  close(): void;
}

/** What this device can see. All that is behind it is loaded when it is first used. */
export interface Sight {
  /** Opens the camera on the back, or whichever there is. */
  openCamera(): Promise<OpenCamera | DeviceProblem>;
  /** The text of a QR code in what a camera shows; null if there is none. */
  readFrame(video: HTMLVideoElement): Promise<string | null>;
  /** The same in a picture. */
  readPicture(file: Blob): Promise<{ readonly text: string | null } | PictureProblem>;
  /** The middle of a picture as a small square: a `data:` URL that `pictureSchema` takes. */
  makePortrait(file: Blob): Promise<{ readonly picture: string } | PictureProblem>;
  /** Keeps the screen lit, where the system lets it, until the returned function is called. */
  stayLit(): () => void;
}
