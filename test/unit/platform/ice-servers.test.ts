import { assert } from '@esm-bundle/chai';
import { Store } from '../../../web/lib/store.ts';
import type { LineStatus } from '../../../web/links/line.ts';
import type { IceAnswer } from '../../../web/platform/ice-answer.ts';
import { IceServers } from '../../../web/platform/ice-servers.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';

const minute = 60_000;
const offline: LineStatus = { kind: 'offline', trouble: null };
const told = [{ urls: ['stun:a'] }];

/** Timers of a browser cut off fractions, and may so be early. */
class CuttingClock extends FakeClock {
  override after(ms: number, task: () => void): () => void {
    return super.after(Math.trunc(ms), task);
  }
}

/** A phone whose server answers when it is told to. */
class Phone {
  readonly clock = new CuttingClock();
  readonly status: Store<LineStatus>;
  readonly used: RTCIceServer[][] = [];
  readonly reports: string[] = [];
  readonly servers: IceServers;
  asked = 0;
  settled = false;
  #answer: ((answer: Promise<IceAnswer>) => void) | null = null;

  constructor(status: LineStatus) {
    this.status = new Store(status);
    this.servers = new IceServers({
      status: this.status,
      clock: this.clock,
      report: (what) => this.reports.push(what),
      ask: () => {
        this.asked++;
        return new Promise((resolve) => (this.#answer = resolve));
      },
      use: (servers) => this.used.push(servers),
    });
    void this.servers.settled.then(() => (this.settled = true));
  }

  /** Says servers that are good for so long, or that it can't. */
  async answers(ms: number | null): Promise<void> {
    const expires = this.clock.now() + (ms ?? 0);
    const answer = { iceServers: told, expires };
    this.#answer?.(ms === null ? Promise.reject(new Error('503')) : Promise.resolve(answer));
    await new Promise((resolve) => setTimeout(resolve));
  }
}

describe('servers for ICE', () => {
  it('are asked for by who is signed on, and used', async () => {
    const phone = new Phone({ kind: 'connecting' });
    assert.equal(phone.asked, 0);
    phone.status.set({ kind: 'online' });
    assert.equal(phone.asked, 1);
    await phone.answers(60 * minute);
    assert.deepEqual([phone.used, phone.settled], [[told], true]);
    phone.servers.close();
  });

  it('are asked for anew when half of their time is over, not at each sign-on', async () => {
    const phone = new Phone({ kind: 'online' });
    await phone.answers(60 * minute);
    phone.status.set(offline);
    phone.status.set({ kind: 'online' });
    phone.clock.pass(30 * minute - 1);
    assert.equal(phone.asked, 1);
    phone.clock.pass(1);
    assert.equal(phone.asked, 2);
    await phone.answers(60 * minute);
    assert.equal(phone.used.length, 2);
    phone.servers.close();
  });

  it('are asked for anew where the timer is early by a fraction of a millisecond', async () => {
    const phone = new Phone({ kind: 'online' });
    await phone.answers(60 * minute + 1);
    phone.clock.pass(30 * minute);
    assert.equal(phone.asked, 2);
    await phone.answers(60 * minute);
    assert.equal(phone.used.length, 2);
    phone.servers.close();
  });

  it('are not asked for while nobody could answer, and then at once', async () => {
    const phone = new Phone({ kind: 'online' });
    await phone.answers(60 * minute);
    phone.status.set(offline);
    phone.clock.pass(40 * minute);
    assert.equal(phone.asked, 1);
    phone.status.set({ kind: 'online' });
    assert.equal(phone.asked, 2);
    phone.servers.close();
  });

  it('are done without where they do not come, until they do', async () => {
    const phone = new Phone({ kind: 'online' });
    await phone.answers(null);
    assert.deepEqual([phone.used, phone.settled, phone.reports.length], [[[]], true, 1]);
    phone.clock.pass(2_000);
    assert.equal(phone.asked, 2);
    await phone.answers(60 * minute);
    assert.deepEqual(phone.used, [[], told]);
    phone.servers.close();
  });

  it('are waited for no longer than a second', async () => {
    const phone = new Phone({ kind: 'connecting' });
    phone.clock.pass(999);
    assert.deepEqual(phone.used, []);
    phone.clock.pass(1);
    assert.deepEqual(phone.used, [[]]);
    await phone.servers.settled;
    phone.servers.close();
  });

  it('that are known stay in use when the server fails', async () => {
    const phone = new Phone({ kind: 'online' });
    await phone.answers(2 * minute);
    phone.clock.pass(minute);
    await phone.answers(null);
    assert.deepEqual(phone.used, [told]);
    phone.servers.close();
  });

  for (const [what, life, wait] of [
    ['of a clock that is fast', -minute, 15_000],
    ['that are good for ever', 1e15, 12 * 60 * minute],
  ] as const) {
    it(`${what} are not asked for all the time`, async () => {
      const phone = new Phone({ kind: 'online' });
      await phone.answers(life);
      phone.clock.pass(wait - 1);
      assert.equal(phone.asked, 1);
      phone.clock.pass(1);
      assert.equal(phone.asked, 2);
      phone.servers.close();
    });
  }

  it('that come after the end are used by nobody', async () => {
    const phone = new Phone({ kind: 'online' });
    phone.servers.close();
    await phone.answers(60 * minute);
    phone.clock.pass(120 * minute);
    assert.deepEqual([phone.used, phone.asked], [[], 1]);
  });
});
