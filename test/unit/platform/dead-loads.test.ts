import { expect } from '@esm-bundle/chai';
import { loaded } from '../../../web/lib/loads.ts';
import { Store } from '../../../web/lib/store.ts';
import type { LineStatus } from '../../../web/links/line.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { watchLoads } from '../../../web/platform/dead-loads.ts';

const lost: LineStatus = { kind: 'offline', trouble: null };

describe('what loads while the broker is lost', () => {
  let status: Store<LineStatus>;
  let clock: FakeClock;
  let stops: number;
  let asks: number;
  let come: () => void;
  let coming: Promise<void>;
  let close: () => void;

  const load = () => (coming = loaded(() => new Promise<void>((resolve) => (come = resolve))));

  beforeEach(() => {
    status = new Store<LineStatus>({ kind: 'online' });
    stops = 0;
    asks = 0;
    clock = new FakeClock();
    const line = { status, ask: () => asks++ };
    close = watchLoads({ line, clock, stop: () => stops++ });
  });
  afterEach(() => {
    close();
    come();
    return coming;
  });

  it('is stopped when the broker is back, if it began before', () => {
    void load();
    status.set(lost);
    status.set({ kind: 'connecting' });
    expect(stops).to.equal(0);
    status.set({ kind: 'online' });
    expect(stops).to.equal(1);
  });

  it('goes on if it began after, and is not looked at twice', () => {
    status.set(lost);
    void load();
    status.set({ kind: 'online' });
    status.set({ kind: 'online' });
    expect(stops).to.equal(0);
  });

  it('is left alone once it has come', async () => {
    void load();
    status.set(lost);
    come();
    await coming;
    status.set({ kind: 'online' });
    expect(stops).to.equal(0);
  });

  it('makes one look for the broker when it has not come for three seconds', async () => {
    void load();
    clock.pass(2_900);
    come();
    await coming;
    void load();
    clock.pass(2_900);
    expect(asks).to.equal(0);
    clock.pass(200);
    expect(asks).to.equal(1);
  });

  it('gets its time when it was stopped once', async () => {
    void load();
    status.set(lost);
    status.set({ kind: 'online' });
    expect(stops).to.equal(1);
    come();
    await coming;
    void load();
    clock.pass(10_000);
    expect(asks).to.equal(0);
  });
});
