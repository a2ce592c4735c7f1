import type { BrowserContextOptions, Page } from 'playwright-core';

/** An Android phone, as far as a page can tell. */
export const androidPhone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  userAgent:
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36',
};

interface Device {
  readonly locks: WakeLockSentinel[];
  readonly keys: Map<string, () => void>;
}

/** Before the page: keeps hold of the wake locks it takes and the media keys it listens to. */
export async function watchDevice(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const device: Device = { locks: [], keys: new Map() };
    Object.assign(window, { device });
    const { wakeLock, mediaSession } = navigator;
    const request = wakeLock.request.bind(wakeLock);
    wakeLock.request = async (type) => {
      const lock = await request(type);
      device.locks.push(lock);
      return lock;
    };
    const setActionHandler = mediaSession.setActionHandler.bind(mediaSession);
    mediaSession.setActionHandler = (action, handler) => {
      setActionHandler(action, handler);
      if (handler) device.keys.set(action, () => handler({ action }));
      else device.keys.delete(action);
    };
  });
}

/** Presses a key outside of the page, such as one of a headset. */
export async function pressKey(page: Page, key: string): Promise<void> {
  await page.evaluate((name) => {
    const { device } = window as unknown as { device: Device };
    const press = device.keys.get(name);
    if (!press) throw new Error(`Nobody listens to ${name}`);
    press();
  }, key);
}

/** Waits until so many wake locks are held. */
export async function holdsLocks(page: Page, wanted: number): Promise<void> {
  await page.waitForFunction((count) => {
    const { device } = window as unknown as { device: Device };
    return device.locks.filter(({ released }) => !released).length === count;
  }, wanted);
}

/** Puts the page into the background, or brings it back; headless browsers never do. */
export async function setVisibility(page: Page, value: DocumentVisibilityState): Promise<void> {
  await page.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    Object.defineProperty(document, 'hidden', { value: state === 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, value);
}

/** Takes all devices from the page, as a system does in the background. */
export async function cutDevices(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { probe } = window as unknown as {
      probe: { opened: { tracks: MediaStreamTrack[] }[] };
    };
    for (const { tracks } of probe.opened) for (const track of tracks) track.stop();
  });
}
