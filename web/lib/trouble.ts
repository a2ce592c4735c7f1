/** Why the app can't open on this device: what it keeps on disk, or what the browser refuses it. */
export type Trouble = 'storage' | 'insecure' | 'old-browser' | 'unknown';
