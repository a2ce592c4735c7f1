import { assert } from '@esm-bundle/chai';
import { LineLock, type LineHold } from '../../../web/platform/line-lock.ts';
import type { Readable } from '../../../web/lib/store.ts';

const lockName = 'tincan-line';

/** Another page of the same origin, as far as locks go; removing it is closing that tab. */
class OtherTab {
  readonly #frame = document.createElement('iframe');

  private constructor() {
    document.body.append(this.#frame);
  }

  static open(): OtherTab {
    return new OtherTab();
  }

  /** Resolves when that tab has the line. */
  hold(options: LockOptions = {}): Promise<void> {
    const locks = this.#frame.contentWindow?.navigator.locks;
    return new Promise((held, failed) => {
      locks
        ?.request(lockName, options, () => {
          held();
          return new Promise(() => undefined);
        })
        .catch(failed);
    });
  }

  close(): void {
    this.#frame.remove();
  }
}

function becomes(hold: Readable<LineHold>, wanted: LineHold): Promise<void> {
  return new Promise((resolve) => {
    const stop = hold.subscribe(check);
    function check(now: LineHold): void {
      if (now !== wanted) return;
      stop();
      resolve();
    }
    check(hold.value);
  });
}

async function isFree(): Promise<boolean> {
  const { held = [], pending = [] } = await navigator.locks.query();
  return [...held, ...pending].every(({ name }) => name !== lockName);
}

describe('line lock', () => {
  let lines: LineLock[] = [];
  let tabs: OtherTab[] = [];

  function newLine(): LineLock {
    const line = new LineLock();
    lines.push(line);
    return line;
  }

  function newTab(): OtherTab {
    const tab = OtherTab.open();
    tabs.push(tab);
    return tab;
  }

  afterEach(async () => {
    for (const line of lines) line.close();
    for (const tab of tabs) tab.close();
    lines = [];
    tabs = [];
    await navigator.locks.request(lockName, () => undefined);
    assert.isTrue(await isFree(), 'everybody gave the lock back');
  });

  it('is held by the only tab', async () => {
    const line = newLine();
    assert.equal(line.hold.value, 'waiting');
    await becomes(line.hold, 'held');
  });

  it('is elsewhere while another tab has it, and comes when that tab goes', async () => {
    const tab = newTab();
    await tab.hold();
    const line = newLine();
    await becomes(line.hold, 'elsewhere');
    tab.close();
    await becomes(line.hold, 'held');
  });

  it('is never shown as elsewhere when the tab before goes quickly, as in a reload', async () => {
    const tab = newTab();
    await tab.hold();
    const line = newLine();
    const seen: LineHold[] = [];
    line.hold.subscribe((hold) => seen.push(hold));
    tab.close();
    await becomes(line.hold, 'held');
    assert.deepEqual(seen, ['held']);
  });

  it('is taken from another tab', async () => {
    const tab = newTab();
    await tab.hold();
    const line = newLine();
    await becomes(line.hold, 'elsewhere');
    line.take();
    await becomes(line.hold, 'held');
  });

  it('is lost to a tab that takes it, and comes back when that tab goes', async () => {
    const line = newLine();
    await becomes(line.hold, 'held');
    const tab = newTab();
    await tab.hold({ steal: true });
    await becomes(line.hold, 'elsewhere');
    tab.close();
    await becomes(line.hold, 'held');
  });

  it('goes to and fro between two phones that take it', async () => {
    const [one, two] = [newLine(), newLine()];
    await becomes(one.hold, 'held');
    for (const [taker, loser] of [
      [two, one],
      [one, two],
      [two, one],
    ] as const) {
      taker.take();
      await Promise.all([becomes(taker.hold, 'held'), becomes(loser.hold, 'elsewhere')]);
    }
    two.close();
    await becomes(one.hold, 'held');
  });

  it('stays where it is when its holder takes it', async () => {
    const line = newLine();
    await becomes(line.hold, 'held');
    const seen: LineHold[] = [];
    line.hold.subscribe((hold) => seen.push(hold));
    line.take();
    await navigator.locks.query();
    assert.deepEqual(seen, []);
  });

  it('that is closed leaves the line to the next', async () => {
    const [one, two] = [newLine(), newLine()];
    await becomes(one.hold, 'held');
    one.close();
    await becomes(two.hold, 'held');
  });

  it('is held in a browser without Web Locks', () => {
    Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
    try {
      assert.equal(newLine().hold.value, 'held');
    } finally {
      Reflect.deleteProperty(navigator, 'locks');
    }
  });
});
