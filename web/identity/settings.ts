/** What the owner of this phone chose; saved under one key of the `settings` shelf. */
export interface Settings {
  /** The name shown to others, 1–60 characters; null until the first run is over. */
  readonly name: string | null;
  /** Whether somebody who is no contact may ring. */
  readonly strangers: boolean;
  readonly doNotDisturb: boolean;
  readonly theme: 'system' | 'light' | 'dark';
}

export const defaultSettings: Settings = {
  name: null,
  strangers: true,
  doNotDisturb: false,
  theme: 'system',
};
