import type { Page } from 'playwright-core';

/**
 * Puts `find` and three stopwatches into a page. All times are milliseconds of
 * the machine's clock, so that two pages can be compared.
 */
export async function installStopwatch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const now = () => performance.timeOrigin + performance.now();
    const roots = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
      root,
      ...[...root.querySelectorAll('*')].flatMap((one) =>
        one.shadowRoot ? roots(one.shadowRoot) : [],
      ),
    ];
    /**
     * A selector through shadow roots; `button:NAME` is the button of that accessible name,
     * `status:TEXT` a call status of that text.
     */
    const find = (what: string): HTMLElement | null => {
      if (what.startsWith('status:')) {
        const all = roots(document).flatMap((root) => [
          ...root.querySelectorAll<HTMLElement>('[role=timer]'),
        ]);
        return all.find((one) => one.textContent?.trim() === what.slice(7)) ?? null;
      }
      const name = what.startsWith('button:') ? what.slice(7) : null;
      const all = roots(document).flatMap((root) => [
        ...root.querySelectorAll<HTMLElement>(name ? 'button' : what),
      ]);
      const shown = all.filter((one) => one.checkVisibility() || one.tagName === 'VIDEO');
      if (!name) return shown[0] ?? null;
      const label = (one: HTMLElement) => one.getAttribute('aria-label') ?? one.innerText.trim();
      return shown.find((one) => label(one) === name) ?? null;
    };
    const until = async <T>(look: () => T | null | undefined | false): Promise<T> => {
      const limit = performance.now() + 30_000;
      for (;;) {
        const found = look();
        if (found) return found;
        if (performance.now() > limit) throw new Error(`Never came: ${String(look)}`);
        await new Promise((resolve) => {
          const channel = new MessageChannel();
          channel.port1.onmessage = resolve;
          setTimeout(() => channel.port2.postMessage(0), 2);
        });
      }
    };
    const clickAt = async (what: string) => {
      const target = await until(() => find(what));
      const at = now();
      target.click();
      return at;
    };
    const visibleAt = async (what: string) => {
      await until(() => find(what));
      return now();
    };
    const dot = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    /** Placeholders are black. */
    const isBlack = (video: HTMLVideoElement) => {
      dot.drawImage(video, 0, 0, 4, 4);
      return dot.getImageData(0, 0, 4, 4).data.every((value, at) => at % 4 === 3 || value < 24);
    };
    /** The first frame of a camera. */
    const frameAt = async (what: string) => {
      const video = await until(() => {
        const one = find(what) as HTMLVideoElement | null;
        return one?.srcObject ? one : null;
      });
      return new Promise<number>((resolve) => {
        const look = (_: number, frame: VideoFrameCallbackMetadata) => {
          const at = now();
          if (frame.width > 16 && !isBlack(video)) resolve(at);
          else video.requestVideoFrameCallback(look);
        };
        video.requestVideoFrameCallback(look);
      });
    };
    const soundAt = async (what: string, context: AudioContext) => {
      const stream = await until(() => {
        const one = find(what) as HTMLVideoElement | null;
        const heard = one?.srcObject as MediaStream | null | undefined;
        return heard?.getAudioTracks().length ? heard : null;
      });
      const analyser = context.createAnalyser();
      analyser.fftSize = 512;
      const source = context.createMediaStreamSource(stream);
      source.connect(analyser);
      const samples = new Float32Array(analyser.fftSize);
      await until(() => {
        analyser.getFloatTimeDomainData(samples);
        return samples.some((sample) => Math.abs(sample) > 0.02);
      });
      const at = now();
      source.disconnect();
      return at;
    };
    const context = new AudioContext();
    Object.assign(window, {
      stopwatch: {
        clickAt,
        visibleAt,
        frameAt,
        soundAt: (what: string) => soundAt(what, context),
      },
    });
  });
}

type Watch = 'clickAt' | 'visibleAt' | 'frameAt' | 'soundAt';

/** Runs one stopwatch in the page and resolves with its time. */
export function watch(page: Page, which: Watch, what: string): Promise<number> {
  return page.evaluate(
    ([name, selector]) => {
      const { stopwatch } = window as unknown as {
        stopwatch: Record<string, (what: string) => Promise<number>>;
      };
      return stopwatch[name]!(selector);
    },
    [which, what] as const,
  );
}
