import { expect } from '@esm-bundle/chai';
import { ChannelBulk } from '../../../web/platform/channel-bulk.ts';
import { doubtNetwork } from '../../../web/platform/fresh-network.ts';
import { join } from './looped-connections.ts';

/** Two ends of a way for bytes, and what comes out at each. */
async function ends(one: RTCPeerConnection, two: RTCPeerConnection) {
  const came = [[], []] as [number[], number[]];
  const take = (which: 0 | 1) => (bytes: ArrayBuffer) =>
    void came[which].push(...new Uint8Array(bytes));
  const bulks = [new ChannelBulk(one, take(0)), new ChannelBulk(two, take(1))] as const;
  await join(one, two);
  return { came, bulks };
}

/** Says it and waits until the other side has answered with the same. */
async function echo([one, two]: readonly [ChannelBulk, ChannelBulk], came: [number[], number[]]) {
  await Promise.all([one.drained(0), two.drained(0)]);
  expect(one.send(Uint8Array.of(1, 2))).to.equal(true);
  expect(two.send(Uint8Array.of(3))).to.equal(true);
  await new Promise<void>((resolve) => {
    const look = () => (came[0].length + came[1].length === 3 ? resolve() : setTimeout(look));
    look();
  });
  expect(came).to.deep.equal([[3], [1, 2]]);
}

describe('a way for bytes', () => {
  afterEach(() => doubtNetwork(false));

  it('is waited for until it is open, and then goes both ways', async () => {
    const [one, two] = [new RTCPeerConnection(), new RTCPeerConnection()];
    const { bulks, came } = await ends(one, two);
    await echo(bulks, came);
    one.close();
    two.close();
  });

  it('goes both ways where the network was in doubt when its connection was made', async () => {
    const near = new RTCPeerConnection();
    doubtNetwork(true);
    const far = new RTCPeerConnection();
    const { bulks, came } = await ends(near, far);
    await echo(bulks, came);
    near.close();
    far.close();
  });

  it('lets go whoever waits when it is closed before it was open', async () => {
    const connection = new RTCPeerConnection();
    const bulk = new ChannelBulk(connection, () => {});
    expect(bulk.waiting).to.equal(Infinity);
    const drained = bulk.drained(0);
    connection.close();
    bulk.close();
    await drained;
    expect(bulk.send(Uint8Array.of(1))).to.equal(false);
  });
});
