export const chromiumFlags: string[];
export const firefoxPreferences: Record<string, boolean | number>;
export function findChromium(): string | null;
export function findFirefox(): string | null;
export function ensureBrowsers(log?: (line: string) => void): string | null;
