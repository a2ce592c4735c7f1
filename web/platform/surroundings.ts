import type { Surroundings } from '../calls/quality.ts';

/** This browser and its devices, without anything that identifies them. */
export async function surroundings(): Promise<Surroundings> {
  const { userAgent } = navigator;
  // Without a secure page there are none to count.
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  const count = (kind: MediaDeviceKind) => devices.filter((one) => one.kind === kind).length;
  return {
    browser: browserIn(userAgent),
    system: systemIn(userAgent),
    microphones: count('audioinput'),
    cameras: count('videoinput'),
    speakers: count('audiooutput'),
  };
}

/** `Chromium 156` of a user agent: whole versions only, since `156.0.0.0` looks like an address. */
export function browserIn(userAgent: string): string {
  const names = [
    ['Edg', 'Edge'],
    ['OPR', 'Opera'],
    ['SamsungBrowser', 'Samsung Internet'],
    ['Firefox', 'Firefox'],
    ['FxiOS', 'Firefox for iOS'],
    ['CriOS', 'Chrome for iOS'],
    ['HeadlessChrome', 'Chromium'],
    ['Chrome', 'Chromium'],
    ['Version', 'Safari'],
  ] as const;
  for (const [token, name] of names) {
    const version = new RegExp(`\\b${token}/(\\d{1,4})\\b`).exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version}`;
  }
  return 'unknown browser';
}

/** The operating system in a user agent, by its plain name. */
function systemIn(userAgent: string): string {
  const systems = [
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/CrOS/, 'ChromeOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux|X11/, 'Linux'],
  ] as const;
  return systems.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'unknown system';
}
