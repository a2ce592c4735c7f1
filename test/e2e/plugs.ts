import type { Page } from 'playwright-core';

/** The hands at the plugs: no browser can be told that a device was pulled out. */
interface Plugs {
  pull(label: string): void;
  plug(label: string): void;
}

/**
 * Runs in the page before the app: devices can be pulled out and plugged in by
 * name. What is pulled out is not listed, not opened, and its tracks end.
 */
export function installPlugs(): void {
  const out = new Set<string>();
  const tracks = new Set<MediaStreamTrack>();
  const media = navigator.mediaDevices;
  const enumerate = media.enumerateDevices.bind(media);
  const open = media.getUserMedia.bind(media);
  media.enumerateDevices = async () => (await enumerate()).filter(({ label }) => !out.has(label));
  media.getUserMedia = async (constraints) => {
    const away = (await enumerate()).filter(({ label }) => out.has(label));
    const here = (asked: boolean | MediaTrackConstraints | undefined) => {
      if (typeof asked !== 'object') return asked;
      const { deviceId, ...rest } = asked;
      const exact = (deviceId as { exact?: string } | undefined)?.exact;
      return away.some((device) => device.deviceId === exact) ? rest : asked;
    };
    const { audio, video } = constraints ?? {};
    const stream = await open({
      ...(audio ? { audio: here(audio) } : {}),
      ...(video ? { video: here(video) } : {}),
    } as MediaStreamConstraints);
    for (const track of stream.getTracks()) tracks.add(track);
    return stream;
  };
  const plugs: Plugs = {
    pull(label) {
      out.add(label);
      for (const track of tracks) {
        if (track.label !== label || track.readyState === 'ended') continue;
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
      media.dispatchEvent(new Event('devicechange'));
    },
    plug(label) {
      out.delete(label);
      media.dispatchEvent(new Event('devicechange'));
    },
  };
  Object.assign(window, { plugs });
}

export function pull(page: Page, label: string): Promise<void> {
  return page.evaluate((name) => (window as unknown as { plugs: Plugs }).plugs.pull(name), label);
}

export function plug(page: Page, label: string): Promise<void> {
  return page.evaluate((name) => (window as unknown as { plugs: Plugs }).plugs.plug(name), label);
}

/** Runs in the page before the app: keeps the streams of shared screens, and can refuse the next one. */
export function installScreens(): void {
  const screens = { shown: [] as MediaStream[], refuse: false };
  Object.assign(window, { screens });
  const media = navigator.mediaDevices;
  const choose = media.getDisplayMedia.bind(media);
  media.getDisplayMedia = async (options) => {
    if (screens.refuse) throw new DOMException('Permission denied', 'NotAllowedError');
    const stream = await choose(options);
    screens.shown.push(stream);
    return stream;
  };
}

type Screens = { screens: { shown: MediaStream[]; refuse: boolean } };

/** As by “Stop sharing” in the bar of the browser. */
export function stopFromOutside(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const stream of (window as unknown as Screens).screens.shown) {
      for (const track of stream.getTracks()) {
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
    }
  });
}

/** The picker of the browser will be closed without a choice. */
export function refuseScreens(page: Page): Promise<void> {
  return page.evaluate(() => {
    (window as unknown as Screens).screens.refuse = true;
  });
}
