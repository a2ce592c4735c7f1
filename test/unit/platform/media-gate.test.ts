import { expect } from '@esm-bundle/chai';
import type { CallMedia, MediaNeed } from '../../../web/calls/ports.ts';
import { Store } from '../../../web/lib/store.ts';
import { newCallId, type CallId } from '../../../web/links/messages.ts';
import type { MediaConnection } from '../../../web/platform/media-connection.ts';
import { MediaGate } from '../../../web/platform/media-gate.ts';
import type { PeerJsMedia } from '../../../web/platform/peerjs-media.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { ana } from '../../fakes/fake-house.ts';

const need = { peer: ana } as MediaNeed;
const id = newCallId();

describe('the media of calls, which are loaded late', () => {
  let clock: FakeClock;
  /** How often they do not come. */
  let misses: number;
  let asked: number;
  let refusals: number;
  let needs: ReadonlyMap<CallId, MediaNeed> | null;
  let offered: unknown[];
  let streams: Store<ReadonlyMap<CallId, CallMedia>>;
  let offer: (connection: MediaConnection) => void;
  let gate: MediaGate;

  async function settle(): Promise<void> {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  }

  beforeEach(() => {
    clock = new FakeClock();
    [misses, asked, refusals, needs, offered] = [0, 0, 0, null, []];
    streams = new Store<ReadonlyMap<CallId, CallMedia>>(new Map());
    const media = {
      streams,
      up: new Store(new Set()),
      need: (all: ReadonlyMap<CallId, MediaNeed>) => (needs = all),
      offered: (connection: unknown) => offered.push(connection),
    } as unknown as PeerJsMedia;
    gate = new MediaGate({
      ...{ clock, report() {} },
      line: { listenForCalls: (onCall) => (offer = (connection) => onCall(connection, ana)) },
      make: () => {
        asked++;
        return asked > misses ? Promise.resolve(media) : Promise.reject(new Error('not now'));
      },
      refused: () => refusals++,
    });
  });

  it('come with the first call, which has what it needs then', async () => {
    gate.need(new Map());
    await settle();
    expect([asked, gate.isHere]).to.deep.equal([0, false]);
    gate.need(new Map([[id, need]]));
    await settle();
    expect([asked, gate.isHere]).to.deep.equal([1, true]);
    expect(needs?.get(id)).to.equal(need);
    streams.set(new Map([[id, {} as CallMedia]]));
    expect(gate.streams.value).to.equal(streams.value);
  });

  it('come with what somebody offers, which is not lost meanwhile', async () => {
    const connections = [{}, {}] as MediaConnection[];
    for (const connection of connections) offer(connection);
    await settle();
    expect(offered).to.deep.equal(connections);
  });

  it('that do not come are asked for again while a call waits, and that is told', async () => {
    // Each time they are tried twice.
    misses = 4;
    gate.need(new Map([[id, need]]));
    for (let s = 0; s < 12 && !gate.isHere; s++) {
      await settle();
      clock.pass(1_000);
    }
    await settle();
    expect([gate.isHere, refusals, asked]).to.deep.equal([true, 2, 5]);
    expect(needs?.get(id)).to.equal(need);
  });

  it('that do not come are left alone when the call is over', async () => {
    misses = Infinity;
    gate.need(new Map([[id, need]]));
    for (let s = 0; s < 2; s++) {
      await settle();
      clock.pass(1_000);
    }
    await settle();
    gate.need(new Map());
    const before = asked;
    clock.pass(60_000);
    await settle();
    expect(asked).to.equal(before);
  });
});
