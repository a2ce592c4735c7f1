import { fileURLToPath } from 'node:url';
import type { DataConnection, Peer } from 'peerjs';
import type { Page } from 'playwright-core';

/** Two pages of the bare server. */
export type Ends = readonly [sender: Page, receiver: Page];

/** Two pages with one connection; `pc` and `channel` are kept in them. */
async function connectBare([sender, receiver]: Ends): Promise<void> {
  const make = () => {
    const pc = new RTCPeerConnection();
    const channel = pc.createDataChannel('bulk', { negotiated: true, id: 1 });
    channel.binaryType = 'arraybuffer';
    Object.assign(window, { pc, channel });
  };
  await Promise.all([sender.evaluate(make), receiver.evaluate(make)]);
  const describeAs = (page: Page, remote: RTCSessionDescriptionInit | null) =>
    page.evaluate(async (given) => {
      const { pc } = window as unknown as { pc: RTCPeerConnection };
      if (given) await pc.setRemoteDescription(given);
      await pc.setLocalDescription();
      if (pc.iceGatheringState !== 'complete') {
        await new Promise<void>((resolve) =>
          pc.addEventListener('icegatheringstatechange', () => {
            if (pc.iceGatheringState === 'complete') resolve();
          }),
        );
      }
      return pc.localDescription!.toJSON();
    }, remote);
  const answer = await describeAs(receiver, await describeAs(sender, null));
  await sender.evaluate(async (given) => {
    const { pc, channel } = window as unknown as { pc: RTCPeerConnection; channel: RTCDataChannel };
    await pc.setRemoteDescription(given);
    if (channel.readyState !== 'open') {
      await new Promise((resolve) => channel.addEventListener('open', resolve, { once: true }));
    }
  }, answer);
}

/** Bytes a second over a bare data channel with back-pressure; the receiver throws them away. */
export async function sendBare(ends: Ends, bytes: number): Promise<number> {
  const [sender, receiver] = ends;
  await connectBare(ends);
  const came = receiver.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const { channel } = window as unknown as { channel: RTCDataChannel };
        let count = 0;
        let start = 0;
        channel.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
          if (count === 0) start = performance.now();
          count += data.byteLength;
          if (count >= wanted) resolve((count * 1_000) / (performance.now() - start));
        };
      }),
    bytes,
  );
  await sender.evaluate(async (wanted) => {
    const { channel } = window as unknown as { channel: RTCDataChannel };
    const chunk = new Uint8Array(65_536);
    channel.bufferedAmountLowThreshold = 262_144;
    for (let sent = 0; sent < wanted; sent += chunk.length) {
      if (channel.bufferedAmount > 1_048_576) {
        await new Promise((resolve) =>
          channel.addEventListener('bufferedamountlow', resolve, { once: true }),
        );
      }
      channel.send(chunk);
    }
  }, bytes);
  const rate = await came;
  for (const end of ends) {
    await end.evaluate(() => (window as unknown as { pc: RTCPeerConnection }).pc.close());
  }
  return rate;
}

const peerJs = fileURLToPath(
  new URL('../../node_modules/peerjs/dist/peerjs.min.js', import.meta.url),
);

type PageWithPeerJs = Window & {
  readonly Peer: typeof Peer;
  connection: DataConnection;
  rate: Promise<number>;
};

/** Bytes a second over PeerJS's own binary connection, which holds what it can't send yet. */
export async function sendByPeerJs(ends: Ends, bytes: number): Promise<number> {
  const [sender, receiver] = ends;
  for (const end of ends) await end.addScriptTag({ path: peerJs });
  const open = (page: Page) =>
    page.evaluateHandle(async () => {
      const { Peer: Stock } = window as unknown as PageWithPeerJs;
      const { hostname, port } = location;
      const peer = new Stock({ host: hostname, port: Number(port), path: '/broker', config: {} });
      await new Promise((resolve) => peer.on('open', resolve));
      return peer;
    });
  const [from, to] = [await open(sender), await open(receiver)];
  const id = await to.evaluate((peer, wanted) => {
    const page = window as unknown as PageWithPeerJs;
    page.rate = new Promise<number>((resolve) =>
      peer.on('connection', (connection) => {
        let start = 0;
        let count = 0;
        connection.on('data', (data) => {
          if (count === 0) start = performance.now();
          count += (data as ArrayBuffer).byteLength;
          if (count >= wanted) resolve((count * 1_000) / (performance.now() - start));
        });
      }),
    );
    return peer.id;
  }, bytes);
  await from.evaluate(
    async (peer, [other, length]) => {
      const connection = peer.connect(other, { reliable: true });
      await new Promise<void>((resolve) => connection.on('open', () => resolve()));
      // As one finds it done: a file is read and given away, piece by piece.
      for (let sent = 0; sent < length; sent += 1_048_576) {
        await connection.send(new Uint8Array(1_048_576));
      }
    },
    [id, bytes] as const,
  );
  const rate = await receiver.evaluate(() => (window as unknown as PageWithPeerJs).rate);
  for (const peer of [from, to]) await peer.evaluate((it) => it.destroy());
  return rate;
}
