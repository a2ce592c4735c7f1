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

/** Sound is listened to, and elements are looked for, this often; ms. What notes must not take the machine. */
const pace = { listen: 50, look: 200 };

/** Makes every page of a context note when something is heard and seen in it. */
export async function installNotes(context: BrowserContext): Promise<void> {
  await context.addInitScript((every) => {
    const noted = { heard: [] as number[], seen: [] as number[] };
    Object.assign(window, { noted });
    const now = () => performance.timeOrigin + performance.now();
    const roots = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
      root,
      ...[...root.querySelectorAll('*')].flatMap((one) =>
        one.shadowRoot ? roots(one.shadowRoot) : [],
      ),
    ];
    /** What plays the other side: not one's own picture, nor a device that is tried. */
    const others = () =>
      roots(document)
        .flatMap((root) => [...root.querySelectorAll<HTMLVideoElement>('audio, video')])
        .filter((one) => one.srcObject && !one.matches('.own, #own-picture'));
    let context: AudioContext | null = null;
    let analyser: AnalyserNode | null = null;
    let tapped: MediaStreamTrack | null = null;
    let source: MediaStreamAudioSourceNode | null = null;
    let playing: HTMLVideoElement[] = [];
    const samples = new Float32Array(2048);
    const listen = () => {
      const tracks = playing
        .filter((one) => !one.muted && !one.paused)
        .flatMap((one) => (one.srcObject as MediaStream).getAudioTracks());
      const track = tracks.find((one) => one.readyState === 'live') ?? null;
      if (track && track !== tapped) {
        context ??= new AudioContext();
        analyser ??= new AnalyserNode(context, { fftSize: samples.length });
        source?.disconnect();
        source = context.createMediaStreamSource(new MediaStream([track]));
        source.connect(analyser);
        tapped = track;
      }
      analyser?.getFloatTimeDomainData(samples);
      if (samples.some((sample) => Math.abs(sample) > 0.02)) noted.heard.push(now());
    };
    const watched = new WeakSet<HTMLVideoElement>();
    const watch = (video: HTMLVideoElement) => {
      watched.add(video);
      const luma = new Uint8Array(1_024);
      const look = () => {
        const at = now();
        video.requestVideoFrameCallback(look);
        // Read as it was decoded: to draw it would hold the page just when it has most to do.
        const frame = new VideoFrame(video);
        const middle = (length: number) => 2 * Math.floor(length / 4);
        const [x, y] = [middle(frame.codedWidth), middle(frame.codedHeight)];
        frame
          .copyTo(luma, { rect: { x, y, width: 16, height: 16 } })
          // Placeholders are black.
          .then(() => luma.subarray(0, 256).some((value) => value > 32) && noted.seen.push(at))
          .catch(() => undefined)
          .finally(() => frame.close());
      };
      video.requestVideoFrameCallback(look);
    };
    setInterval(listen, every.listen);
    setInterval(() => {
      playing = others();
      for (const one of playing) {
        if (one.tagName === 'VIDEO' && !watched.has(one)) watch(one);
      }
    }, every.look);
  }, pace);
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
