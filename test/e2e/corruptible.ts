import type { Page } from 'playwright-core';

/** What a page does with the letters it carries. */
export type Deed =
  | 'honest'
  | 'change'
  | 'swallow'
  | 'double'
  | 'turn round'
  | 'lose'
  /** Says that it passed on what it could not. */
  | 'boast';

interface Corrupt {
  deed: Deed;
  /** What was brought to others. */
  readonly carried: string[];
  /** What it was asked to bring. */
  readonly asked: string[];
  readonly channels: Set<RTCDataChannel>;
  swallowed: number;
}

type Corrupted = { readonly corrupt: Corrupt };

/** Lets the owner of a page do something else with the letters it carries. */
export async function corruptible(page: Page): Promise<void> {
  await page.addInitScript(() => {
    // A frame of the page makes connections while its network is in doubt.
    const outer = (window.parent as unknown as Partial<Corrupted>).corrupt;
    const corrupt: Corrupt = outer ?? {
      deed: 'honest',
      carried: [],
      asked: [],
      channels: new Set(),
      swallowed: 0,
    };
    const listen = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string' && data.includes('"carry"')) corrupt.asked.push(data);
    };
    Object.assign(window, { corrupt });
    const other = (_: string, before: string, same?: string) => before + (same ? '-' : '_');
    let held: (() => void)[] = [];
    const release = () => {
      for (const each of held.reverse()) each();
      held = [];
    };
    const deeds: Record<Deed, (send: (change?: boolean) => void) => void> = {
      honest: (send) => send(),
      change: (send) => send(true),
      swallow: () => corrupt.swallowed++,
      double(send) {
        send();
        send();
      },
      'turn round'(send) {
        if (held.length === 0) setTimeout(release, 100);
        held.push(send);
      },
      // Drawn, since what is sent again in the same order would lose the same letter each time.
      lose: (send) => Math.random() > 1 / 8 && send(),
      boast: (send) => send(),
    };
    // What PeerJS hands over is bytes or text, as its serialization has it.
    const original: (this: RTCDataChannel, data: never) => void = RTCDataChannel.prototype.send;
    RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: unknown) {
      if (!corrupt.channels.has(this)) this.addEventListener('message', listen);
      corrupt.channels.add(this);
      const text = typeof data === 'string' ? data : '';
      if (corrupt.deed === 'boast' && text.includes('"carried"')) {
        return original.call(this, text.replace('"ok":false', '"ok":true') as never);
      }
      if (!text.includes('"brought"')) return original.call(this, data as never);
      corrupt.carried.push(text);
      deeds[corrupt.deed]((change) => {
        if (this.readyState !== 'open') return;
        // Another letter of base64, whatever it was.
        const said = change ? text.replace(/("sealed":".{200})(?:(_)|.)/, other) : text;
        original.call(this, said as never);
      });
    };
  });
}

/** From now on the page does that. */
export async function become(page: Page, deed: Deed): Promise<void> {
  await page.evaluate((wanted) => {
    (window as unknown as Corrupted).corrupt.deed = wanted;
  }, deed);
}

/** How many letters the page was to bring to somebody until now. */
export function broughtBy(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as Corrupted).corrupt.carried.length);
}

/** The letters that the page was asked to bring since the last time, as frames that carry them. */
export async function askedToCarry(page: Page): Promise<string[]> {
  const asked = await page.evaluate(() => (window as unknown as Corrupted).corrupt.asked.splice(0));
  return asked.map((text) => {
    const { letter } = JSON.parse(text) as { letter: unknown };
    return JSON.stringify({ type: 'CANDIDATE', payload: letter });
  });
}

/** Waits until letters were swallowed. */
export async function swallows(page: Page): Promise<void> {
  await page.waitForFunction(() => (window as unknown as Corrupted).corrupt.swallowed > 1);
}

/** Brings what it brought before so many times more over all of its links, as if it were of `from`. */
export function bringAgain(page: Page, count: number, from: string): Promise<void> {
  return page.evaluate(
    ([times, source]) => {
      const { carried, channels } = (window as unknown as Corrupted).corrupt;
      const open = [...channels].filter((one) => one.readyState === 'open');
      for (let at = 0; at < times; at++) {
        const text = carried[at % carried.length]!.replace(/"from":"\w+"/, `"from":"${source}"`);
        for (const channel of open) channel.send(text);
      }
    },
    [count, from] as const,
  );
}

/** Says that over all of its links, each text so many times, as fast as the links take it. */
export function shout(page: Page, texts: readonly string[], count = 1): Promise<void> {
  return page.evaluate(
    async ([said, times]) => {
      const { channels } = (window as unknown as Corrupted).corrupt;
      const drained = (channel: RTCDataChannel) =>
        new Promise((resolve) => {
          channel.bufferedAmountLowThreshold = 1_000_000;
          channel.addEventListener('bufferedamountlow', resolve, { once: true });
        });
      for (const channel of channels) {
        for (let at = 0; at < times && channel.readyState === 'open'; at++) {
          for (const text of said) channel.send(text);
          if (channel.bufferedAmount > 2_000_000) await drained(channel);
        }
      }
    },
    [texts, count] as const,
  );
}
