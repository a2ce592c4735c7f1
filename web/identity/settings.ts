/** What the owner of this phone chose; saved under one key of the `settings` shelf. */
export interface Settings {
  /** The name shown to others, 1–60 characters; null until the first run is over. */
  readonly name: string | null;
  /** Whether somebody who is no contact may ring. */
  readonly strangers: boolean;
  /** A stranger's call is shown, without a sound. */
  readonly strangersSilent: boolean;
  readonly doNotDisturb: boolean;
  /** Whether this phone passes letters on between contacts who have no other way. */
  readonly carries: boolean;
  /** Whether what is written to somebody who is away may wait with friends of both. */
  readonly leaves: boolean;
  /** Whether others see which of their messages were read. */
  readonly receipts: boolean;
  readonly theme: 'system' | 'light' | 'dark';
  /** One of `languages`; null follows the browser. */
  readonly language: Language | null;
  /** Devices by the `deviceId` of W3C mediacapture-main; null takes the system's choice. */
  readonly microphone: string | null;
  readonly camera: string | null;
  readonly speaker: string | null;
  /** Where it rings, if that is not where calls are heard. */
  readonly ringer: string | null;
  readonly ringtone: Ringtone;
  /** Of the ring tone, 0 … 1. */
  readonly volume: number;
  /** Whether the screen flashes while it rings. */
  readonly flash: boolean;
  /** Whether single keys do something in a call. */
  readonly keys: boolean;
  /** Picture of the owner for contacts, a `data:` URL of a small JPEG or WebP. */
  readonly picture: string | null;
}

/** The languages of the app, BCP 47; the first one is the source. */
export const languages = ['en', 'de', 'es', 'fr', 'zh-Hans', 'ar'] as const;
export type Language = (typeof languages)[number];

export const ringtones = ['string', 'bell', 'chime'] as const;
export type Ringtone = (typeof ringtones)[number];

export const defaultSettings: Settings = {
  name: null,
  strangers: true,
  strangersSilent: false,
  doNotDisturb: false,
  carries: true,
  leaves: false,
  receipts: true,
  theme: 'system',
  language: null,
  microphone: null,
  camera: null,
  speaker: null,
  ringer: null,
  ringtone: 'string',
  volume: 0.8,
  flash: false,
  keys: true,
  picture: null,
};
