import { openBoth } from '../e2e/conversation.ts';
import { DiskBrowser } from '../e2e/disk-browser.ts';
import { attach, comesTo, doneOf, fileOf, Folder, press } from '../e2e/files.ts';
import { homeless, Homes } from '../e2e/homes.ts';
import { Person } from '../e2e/person.ts';
import { Server } from '../e2e/server.ts';
import { serveBare } from './bare/serve.ts';
import { measureBesideCall } from './beside-call.ts';
import { memory, pagesOnly } from './processes.ts';
import type { Stage } from '../../web/ui/services.ts';
import { leaveOut, median, print } from './report.ts';
import { rest } from './rest.ts';
import { sendBare, sendByPeerJs, type Ends } from './senders.ts';
import { measureThinLine } from './thin-line.ts';

const megabyte = 1_048_576;
/** What is sent for the throughput, and to see whether more of it takes more memory; in MiB. */
const size = Number(process.env['FILES_MB'] ?? 1_024);
const small = Math.min(100, size);
const large = Number(process.env['FILES_LARGE_MB'] ?? 4 * size);
/** What PeerJS keeps in memory is left smaller. */
const peerJsSize = Math.min(200, size);
const rounds = Number(process.env['FILES_ROUNDS'] ?? 3);
/** A file takes no longer, in ms. */
const patience = 1_800_000;

type Two = readonly [Person, Person];

interface Sent {
  /** Bytes a second. */
  readonly rate: number;
  /** The most while it was sent, above what was taken before; none where nobody looked. */
  readonly memory: Taken;
}

/** Memory in MB: of both pages, and of both browsers with all their processes. */
interface Taken {
  readonly pages: number;
  readonly browsers: number;
}

const nothing: Taken = { pages: 0, browsers: 0 };

const folder = new Folder();

/** Accepts a file as soon as it is offered. */
async function accept(ben: Person, name: string): Promise<void> {
  await fileOf(ben, name).getByRole('button', { name: 'Accept' }).waitFor({ timeout: patience });
  await press(ben, name, 'Accept');
}

type App = HTMLElement & { readonly stage: Extract<Stage, { kind: 'ready' }> };

/** Resolves when all that comes to this phone is there; looking at the screen for it slows it down. */
function whole({ page }: Person): Promise<void> {
  return page.evaluate(async () => {
    const { transfers } = (document.querySelector('tin-app') as App).stage.services;
    const isThere = () => [...transfers.value.values()].every(({ mine, isDone }) => mine || isDone);
    await new Promise<void>((resolve) => {
      const stop = transfers.subscribe(() => {
        if (!isThere()) return;
        stop();
        resolve();
      });
    });
  });
}

/** From Accept until the file is there, whole and checked. Looking at the memory slows it down. */
async function sendOurs(
  [ana, ben]: Two,
  taken: (() => Taken) | null,
  mebibytes: number,
  seed: number,
): Promise<Sent> {
  const name = `${mebibytes} MiB ${seed}.dat`;
  const { path } = await folder.add(name, mebibytes * megabyte, seed);
  await attach(ana, path);
  await fileOf(ben, name).getByRole('button', { name: 'Accept' }).waitFor({ timeout: patience });
  const idle = taken?.() ?? nothing;
  let most = idle;
  const look = () => {
    const now = taken?.() ?? nothing;
    most = {
      pages: Math.max(most.pages, now.pages),
      browsers: Math.max(most.browsers, now.browsers),
    };
  };
  const timer = setInterval(look, 1_000);
  const start = performance.now();
  const came = whole(ben);
  await press(ben, name, 'Accept');
  await came;
  const seconds = (performance.now() - start) / 1_000;
  clearInterval(timer);
  folder.empty();
  const memory = { pages: most.pages - idle.pages, browsers: most.browsers - idle.browsers };
  return { rate: (mebibytes * megabyte) / seconds, memory };
}

/** Two bare pages in the same browsers, and what one of the senders does between them. */
async function between(two: Two, url: string, send: (ends: Ends) => Promise<number>) {
  const ends = [await two[0].context.newPage(), await two[1].context.newPage()] as const;
  for (const end of ends) await end.goto(url);
  const rate = await send(ends);
  for (const end of ends) await end.close();
  return rate;
}

async function throughput(): Promise<void> {
  const server = await Server.start();
  const page = await serveBare();
  const browsers = [new DiskBrowser(), new DiskBrowser()] as const;
  const [ana, ben] = [
    await Person.moveIn(browsers[0], server.url, 'Ana'),
    await Person.moveIn(browsers[1], server.url, 'Ben'),
  ];
  await ana.befriend(ben);
  await openBoth(ana, ben);
  const taken = () => {
    const sum = (kind?: RegExp) => browsers.reduce((all, { pid }) => all + memory(pid, kind), 0);
    return { pages: sum(pagesOnly), browsers: sum() };
  };

  const ours: Sent[] = [];
  const bare: number[] = [];
  const peerJs: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    ours.push(await sendOurs([ana, ben], null, size, round));
    bare.push(await between([ana, ben], page.url, (ends) => sendBare(ends, size * megabyte)));
    peerJs.push(
      await between([ana, ben], page.url, (ends) => sendByPeerJs(ends, peerJsSize * megabyte)),
    );
  }
  for (const [metric, baseline, rates, least] of [
    ['throughput', 'bare channel', bare, 0.9],
    ['throughput_vs_peerjs', 'PeerJS binary', peerJs, 1.1],
  ] as const) {
    print({
      bench: 'files',
      metric,
      value: median(ours.map((one) => one.rate)) / megabyte,
      unit: 'MiB/s',
      baseline,
      baselineValue: median(rates) / megabyte,
      budget: null,
      least,
    });
  }
  const sizes = [
    ['', size, 97],
    [`_${small}_mib`, small, 98],
    [`_${large}_mib`, large, 99],
  ] as const;
  for (const [name, mebibytes, seed] of sizes) {
    const most = (await sendOurs([ana, ben], taken, mebibytes, seed)).memory;
    for (const [metric, value, budget] of [
      ['memory_mb', most.pages, 1],
      ['memory_of_browsers_mb', most.browsers, null],
    ] as const) {
      print({
        bench: 'files',
        metric: metric + name,
        value,
        unit: 'MB',
        baseline: 'above idle, budget of pages',
        baselineValue: 64,
        budget,
      });
    }
  }
  await Promise.all(browsers.map((browser) => browser.close()));
  page.stop();
  await server.stop();
}

/** From there being a path again until a piece more is there, after 20 s without one. */
async function resume(): Promise<void> {
  if (homeless) return leaveOut('files resume_s', homeless);
  const homes = new Homes();
  try {
    const [ana, ben] = await homes.contacts();
    await openBoth(ana, ben);
    const name = 'long.dat';
    const { path } = await folder.add(name, 600 * megabyte);
    await attach(ana, path);
    await accept(ben, name);
    const waits: number[] = [];
    for (let round = 1; round <= 5; round++) {
      await comesTo(ben, name, (await doneOf(ben, name)) + 0.02, patience);
      homes.cut('a');
      await rest(20);
      const before = await doneOf(ben, name);
      const came = comesTo(ben, name, before + 0.0001, patience).then(() => performance.now());
      const start = performance.now();
      homes.connect('a');
      waits.push(((await came) - start) / 1_000);
    }
    print({
      bench: 'files',
      metric: 'resume_s',
      value: median(waits),
      unit: 's',
      baseline: 'budget',
      baselineValue: 2,
      budget: 1,
    });
  } finally {
    await homes.close();
  }
}

const parts: Readonly<Record<string, () => Promise<void>>> = {
  call: () => measureBesideCall(folder),
  thin: () => measureThinLine(folder),
  resume,
  throughput,
};

try {
  const wanted = process.env['FILES_PARTS']?.split(',');
  for (const [part, measure] of Object.entries(parts)) {
    if (!wanted || wanted.includes(part)) await measure();
  }
} finally {
  folder.remove();
}
process.exit();
