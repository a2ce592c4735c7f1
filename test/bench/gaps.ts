import type { BrowserContext, Page } from 'playwright-core';

/** When something was heard and seen in a page, in milliseconds of the machine's clock. */
export interface Noted {
  readonly heard: readonly number[];
  readonly seen: readonly number[];
}

/** What is quiet for so long has a gap; the tone of the tests itself rests for 250 ms. */
const gapMs = 600;

/** Who is heard all this time has no gap. */
const calmMs = 8_000;

/** Makes every page of a context note when something is heard and seen in it. */
export async function installNotes(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const noted = { heard: [] as number[], seen: [] as number[] };
    Object.assign(window, { noted });
    const now = () => performance.timeOrigin + performance.now();
    const roots = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
      root,
      ...[...root.querySelectorAll('*')].flatMap((one) =>
        one.shadowRoot ? roots(one.shadowRoot) : [],
      ),
    ];
    const all = () =>
      roots(document)
        .flatMap((root) => [...root.querySelectorAll<HTMLVideoElement>('audio, video')])
        .filter((one) => one.srcObject instanceof MediaStream && one.id !== 'own-picture');
    let context: AudioContext | null = null;
    let analyser: AnalyserNode | null = null;
    let tapped: MediaStreamTrack | null = null;
    let source: MediaStreamAudioSourceNode | null = null;
    const listen = () => {
      const playing = all().filter((one) => !one.muted && !one.paused);
      const tracks = playing.flatMap((one) => (one.srcObject as MediaStream).getAudioTracks());
      const track = tracks.find((one) => one.readyState === 'live') ?? null;
      if (track && track !== tapped) {
        context ??= new AudioContext();
        analyser ??= context.createAnalyser();
        analyser.fftSize = 1024;
        source?.disconnect();
        source = context.createMediaStreamSource(new MediaStream([track]));
        source.connect(analyser);
        tapped = track;
      }
      const samples = new Float32Array(1024);
      analyser?.getFloatTimeDomainData(samples);
      if (samples.some((sample) => Math.abs(sample) > 0.02)) noted.heard.push(now());
    };
    const dot = new OffscreenCanvas(4, 4).getContext('2d', { willReadFrequently: true })!;
    const watched = new WeakSet<HTMLVideoElement>();
    const watch = () => {
      for (const video of all().filter((one) => one.tagName === 'VIDEO')) {
        const isOther = video.id === 'remote' || video.hasAttribute('aria-label');
        if (!isOther || watched.has(video)) continue;
        watched.add(video);
        const look = () => {
          dot.drawImage(video, 0, 0, 4, 4);
          const { data } = dot.getImageData(0, 0, 4, 4);
          // Placeholders are black.
          if (data.some((value, at) => at % 4 !== 3 && value > 24)) noted.seen.push(now());
          video.requestVideoFrameCallback(look);
        };
        video.requestVideoFrameCallback(look);
      }
    };
    setInterval(() => {
      listen();
      watch();
    }, 20);
  });
}

export function readNotes(page: Page): Promise<Noted> {
  return page.evaluate(() => (window as unknown as { noted: Noted }).noted);
}

/** How long one sense missed the other side once there was a path again, at `back`; s. Null while it does. */
export function gapOf(times: readonly number[], from: number, back: number): number | null {
  const before = times.filter((time) => time <= from).at(-1) ?? from;
  let last = before;
  for (const time of times.filter((one) => one > before)) {
    if (time - last > gapMs) return Math.max(0, time - Math.max(last, back)) / 1_000;
    last = time;
  }
  return last - before > calmMs ? 0 : null;
}
