import { fileURLToPath } from 'node:url';
import type { Peer } from 'peerjs';
import type { Page } from 'playwright-core';
import { openBoth } from '../e2e/conversation.ts';
import { attach, fileOf, Folder, press } from '../e2e/files.ts';
import { Person } from '../e2e/person.ts';
import { Server } from '../e2e/server.ts';
import { serveBare } from './bare/serve.ts';
import { memory } from './processes.ts';
import { median, print } from './report.ts';
import { DiskBrowser } from '../e2e/disk-browser.ts';

const megabyte = 1_048_576;
const size = Number(process.env['FILES_MB'] ?? 1_024) * megabyte;
/** What PeerJS keeps in memory is left smaller. */
const peerJsSize = Math.min(size, 200 * megabyte);
const rounds = Number(process.env['FILES_ROUNDS'] ?? 3);
/** A file takes no longer, in ms. */
const patience = 1_800_000;

type Ends = readonly [sender: Page, receiver: Page];

/** Memory of both browsers with all their processes, in MB. */
function taken(browsers: readonly DiskBrowser[]): number {
  return browsers.reduce((sum, { pid }) => sum + memory(pid), 0);
}

/** Calls it back now and then until the returned function is called. */
function watch(look: () => void): () => void {
  const timer = setInterval(look, 500);
  return () => clearInterval(timer);
}

interface Sent {
  /** Bytes a second. */
  readonly rate: number;
  /** The most while it was sent, above what was taken before, in MB. */
  readonly memory: number;
}

/** From Accept until the file is there, whole and checked. */
async function sendOurs(
  [ana, ben]: readonly [Person, Person],
  browsers: readonly DiskBrowser[],
  path: string,
  name: string,
  bytes: number,
): Promise<Sent> {
  await attach(ana, path);
  await fileOf(ben, name).getByRole('button', { name: 'Accept' }).waitFor({ timeout: patience });
  const idle = taken(browsers);
  let most = idle;
  const stop = watch(() => (most = Math.max(most, taken(browsers))));
  const start = performance.now();
  await press(ben, name, 'Accept');
  await fileOf(ben, name).getByRole('button', { name: 'Save' }).waitFor({ timeout: patience });
  const rate = (bytes * 1_000) / (performance.now() - start);
  stop();
  return { rate, memory: most - idle };
}

/** Two pages with one connection; `sender` and `receiver` are kept in them. */
async function connectBare([sender, receiver]: Ends): Promise<void> {
  const make = async () => {
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

/** The same bytes over a bare data channel with back-pressure; the receiver throws them away. */
async function sendBare(ends: Ends, bytes: number): Promise<number> {
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

/** The same by PeerJS's own binary connection, which takes what it is given. */
async function sendByPeerJs(ends: Ends, bytes: number): Promise<number> {
  const [sender, receiver] = ends;
  for (const end of ends) await end.addScriptTag({ path: peerJs });
  const id = await receiver.evaluate(async () => {
    const { Peer: Stock } = window as unknown as { Peer: typeof Peer };
    const peer = new Stock({
      host: location.hostname,
      port: Number(location.port),
      path: '/broker',
      config: {},
    });
    const rate = new Promise<number>((resolve) =>
      peer.on('connection', (connection) => {
        let start = 0;
        connection.on('data', (data) => {
          if (data === 'start') start = performance.now();
          else resolve(((data as ArrayBuffer).byteLength * 1_000) / (performance.now() - start));
        });
      }),
    );
    const id = await new Promise<string>((resolve) => peer.on('open', resolve));
    Object.assign(window, { rate });
    return id;
  });
  await sender.evaluate(
    async ([to, length]) => {
      const { Peer: Stock } = window as unknown as { Peer: typeof Peer };
      const peer = new Stock({
        host: location.hostname,
        port: Number(location.port),
        path: '/broker',
        config: {},
      });
      await new Promise((resolve) => peer.on('open', resolve));
      const connection = peer.connect(to, { reliable: true });
      await new Promise<void>((resolve) => connection.on('open', () => resolve()));
      await connection.send('start');
      await connection.send(new Uint8Array(length));
    },
    [id, bytes] as const,
  );
  return receiver.evaluate(() => (window as unknown as { rate: Promise<number> }).rate);
}

const server = await Server.start();
const page = await serveBare();
const folder = new Folder();
const browsers = [new DiskBrowser(), new DiskBrowser()] as const;
const [ana, ben] = [
  await Person.moveIn(browsers[0], server.url, 'Ana'),
  await Person.moveIn(browsers[1], server.url, 'Ben'),
];
await ana.befriend(ben);
await openBoth(ana, ben);

const ours: Sent[] = [];
const bareRates: number[] = [];
const peerJsRates: number[] = [];
for (let round = 0; round < rounds; round++) {
  const name = `${round}.dat`;
  const { path } = await folder.add(name, size, round + 1);
  ours.push(await sendOurs([ana, ben], browsers, path, name, size));
  const ends = [await ana.context.newPage(), await ben.context.newPage()] as const;
  for (const end of ends) await end.goto(page.url);
  bareRates.push(await sendBare(ends, size));
  peerJsRates.push(await sendByPeerJs(ends, peerJsSize));
  for (const end of ends) await end.close();
}
const rate = median(ours.map((one) => one.rate)) / megabyte;
for (const [metric, baseline, rates, least] of [
  ['throughput', 'bare channel', bareRates, 0.9],
  ['throughput_vs_peerjs', 'PeerJS binary', peerJsRates, 1.1],
] as const) {
  const baselineValue = median(rates) / megabyte;
  print({
    bench: 'files',
    metric,
    value: rate,
    unit: 'MiB/s',
    baseline,
    baselineValue,
    budget: null,
    least,
  });
}
const small = await folder.add('small.dat', 100 * megabyte, 99);
const little = await sendOurs([ana, ben], browsers, small.path, 'small.dat', 100 * megabyte);
print({
  bench: 'files',
  metric: 'memory_mb',
  value: median(ours.map((one) => one.memory)),
  unit: 'MB',
  baseline: '100 MB',
  baselineValue: little.memory,
  budget: null,
});
await Promise.all(browsers.map((browser) => browser.close()));
folder.remove();
page.stop();
await server.stop();
