import type { Page } from 'playwright-core';

/** Runs in the page before the app: the third camera is the one on the back; no fake one says where it looks, and the second gives depths. */
export function installBackCamera(): void {
  const back = 'fake_device_2';
  const media = navigator.mediaDevices;
  const open = media.getUserMedia.bind(media);
  media.getUserMedia = async (constraints) => {
    const { audio, video } = constraints ?? {};
    const facing = (video as { facingMode?: { ideal?: string } } | undefined)?.facingMode?.ideal;
    const cameras = (await media.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
    const turned = cameras.find(({ label }) => (label === back) === (facing === 'environment'));
    const asked =
      facing === undefined
        ? video
        : {
            ...(video as MediaTrackConstraints),
            facingMode: {},
            deviceId: { exact: turned?.deviceId ?? '' },
          };
    const stream = await open({
      ...(audio ? { audio } : {}),
      ...(asked ? { video: asked } : {}),
    });
    for (const track of stream.getVideoTracks()) {
      const settings = track.getSettings.bind(track);
      const facingMode = track.label === back ? 'environment' : 'user';
      track.getSettings = () => ({ ...settings(), facingMode });
    }
    return stream;
  };
}

interface Probed {
  readonly probe: { readonly connections: readonly RTCPeerConnection[] };
}

/** Waits until the other side gets the picture of the camera with that name, of one that runs. */
export async function sendsCamera(page: Page, label: string): Promise<void> {
  await page.waitForFunction(
    (name) =>
      (window as unknown as Probed).probe.connections
        .filter(({ connectionState }) => connectionState === 'connected')
        .flatMap((connection) => connection.getSenders())
        .some(({ track }) => track?.label === name && track.readyState === 'live'),
    label,
  );
}

/** Leaves so many bits per second to the pictures the page sends, as a narrow path does. */
export function narrow(page: Page, bitrate: number): Promise<void> {
  return page.evaluate(async (most) => {
    for (const connection of (window as unknown as Probed).probe.connections) {
      if (connection.connectionState !== 'connected') continue;
      for (const sender of connection.getSenders()) {
        if (sender.track?.kind !== 'video') continue;
        const parameters = sender.getParameters();
        for (const encoding of parameters.encodings) encoding.maxBitrate = most;
        await sender.setParameters(parameters);
      }
    }
  }, bitrate);
}

/** Runs in the page: how many pictures a second a video shows, counted for `ms`. */
export async function frameRate(element: Element, ms: number): Promise<number> {
  const video = element as HTMLVideoElement;
  const start = performance.now();
  const before = video.getVideoPlaybackQuality().totalVideoFrames;
  while (performance.now() - start < ms) await new Promise(requestAnimationFrame);
  const shown = video.getVideoPlaybackQuality().totalVideoFrames - before;
  return (shown * 1_000) / (performance.now() - start);
}
