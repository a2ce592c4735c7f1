import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../tools/browsers.mjs';
import { Server } from '../e2e/server.ts';
import { serveBare } from './bare/serve.ts';
import { cameraFile, humFile } from './fake-input.ts';
import { MeteredChromium } from './metered.ts';
import { median, print } from './report.ts';
import { installStopwatch, watch } from './stopwatch.ts';
import { bare, tincan, type Subject } from './subject.ts';

const turns = 2;
const rounds = 5;
const cpuRounds = 7;
const cpuSeconds = 20;

type Make = (browser: Browser, video: boolean) => Promise<Subject>;

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? 'chromium',
    args: [
      ...chromiumFlags,
      `--use-file-for-fake-audio-capture=${humFile()}`,
      `--use-file-for-fake-video-capture=${cameraFile()}`,
    ],
  });
}

async function delay(page: Page, latency: number): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  return session;
}

interface Times {
  readonly ring: number[];
  readonly frame: number[];
  readonly sound: number[];
  readonly end: number[];
}

/** Calls again and again on the same two pages; the first call warms up and is not counted. */
async function block(make: Make, latency: number, times: Times): Promise<void> {
  const browser = await launch();
  const subject = await make(browser, true);
  const pages = [subject.caller, subject.callee];
  await Promise.all(pages.map((page) => installStopwatch(page)));
  if (latency > 0) await Promise.all(pages.map((page) => delay(page, latency)));
  for (let round = 0; round <= rounds; round++) {
    await callOnce(subject, latency, round === 0 ? null : times);
  }
  await browser.close();
}

/** In turn ours and theirs, so that a slow minute of the machine is one of both. */
async function measure(latency: number): Promise<[mine: Times, other: Times]> {
  const none = (): Times => ({ ring: [], frame: [], sound: [], end: [] });
  const [mine, other] = [none(), none()];
  for (let turn = 0; turn < turns; turn++) {
    await block(ours, latency, mine);
    await block(theirs, latency, other);
  }
  return [mine, other];
}

async function callOnce(subject: Subject, latency: number, times: Times | null): Promise<void> {
  const { caller, callee } = subject;
  const rang = watch(callee, 'visibleAt', subject.ringing);
  const dialled = await watch(caller, 'clickAt', subject.dial);
  const ring = (await rang) - dialled;
  // A person needs a moment to reach for the phone; media is prepared meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const framed = watch(caller, 'frameAt', subject.remote);
  const sounded = watch(caller, 'soundAt', subject.remote);
  const answered = await watch(callee, 'clickAt', subject.answer);
  const [frame, sound] = await Promise.all([framed, sounded]);
  // Behind a delay the bare page's goodbye dies with its socket, and nobody hears of the end.
  const over = latency > 0 ? null : watch(callee, 'visibleAt', subject.ended);
  const hungUp = await watch(caller, 'clickAt', subject.end);
  const end = over && (await over) - hungUp;
  if (end !== null) times?.end.push(end);
  times?.ring.push(ring);
  times?.frame.push(frame - answered);
  times?.sound.push(sound - answered);
  await subject.tidyUp();
  await new Promise((resolve) => setTimeout(resolve, 500));
}

/** Processor seconds of all browser processes during `cpuSeconds` of a video call. */
async function cpu(make: Make): Promise<number> {
  const metered = await MeteredChromium.launch();
  const subject = await make(metered.browser, true);
  const pages = [subject.caller, subject.callee];
  // The picture fills the window in both, one pixel of the camera to one of the screen.
  await Promise.all(pages.map((page) => page.setViewportSize({ width: 640, height: 360 })));
  await Promise.all(pages.map((page) => installStopwatch(page)));
  const framed = watch(subject.caller, 'frameAt', subject.remote);
  const back = watch(subject.callee, 'frameAt', subject.calleeRemote);
  const rang = watch(subject.callee, 'visibleAt', subject.ringing);
  await watch(subject.caller, 'clickAt', subject.dial);
  await rang;
  await watch(subject.callee, 'clickAt', subject.answer);
  await Promise.all([framed, back]);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const seconds = await metered.used(cpuSeconds);
  await metered.close();
  return seconds;
}

const server = await Server.start();
const page = await serveBare();
const ours: Make = (browser, video) => tincan(browser, server.url, video);
const theirs: Make = (browser, video) => bare([browser, browser], page.url, video ? '?video' : '');

function tell(metric: string, unit: string, mine: number[], other: number[], budget: number): void {
  const value = median(mine);
  const baselineValue = median(other);
  print({ bench: 'call', metric, value, unit, baseline: 'bare PeerJS', baselineValue, budget });
}

const [near, nearBare] = await measure(0);
tell('dial_to_ring_0ms', 'ms', near.ring, nearBare.ring, 1.2);
// The budget is on the value: the other side knows within 200 ms.
tell('hang_up_0ms', 'ms', near.end, nearBare.end, 200 / median(nearBare.end));
tell('answer_to_frame_0ms', 'ms', near.frame, nearBare.frame, 1.1);
const [far, farBare] = await measure(100);
tell('answer_to_frame_100ms', 'ms', far.frame, farBare.frame, 0.35);
tell('answer_to_audio_100ms', 'ms', far.sound, farBare.sound, 0.3);
const [used, usedBare]: [number[], number[]] = [[], []];
for (let round = 0; round < cpuRounds; round++) {
  used.push(await cpu(ours));
  usedBare.push(await cpu(theirs));
}
tell('cpu_video_call', 's', used, usedBare, 1.1);
page.stop();
await server.stop();
// Stock PeerServer's timers would keep the process for ever.
process.exit(0);
