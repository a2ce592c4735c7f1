import { expect } from '@esm-bundle/chai';
import { emulateMedia } from '@web/test-runner-commands';
import type { CanString } from '../../../web/ui/string.ts';
import type { FakeServices } from '../../fakes/fake-services.ts';
import { stageOf } from '../../fakes/scenes.ts';
import { deep } from './deep.ts';
import { appears, drawn, find, until } from './find.ts';
import { mount, phone as phoneSize } from './mount.ts';

const context = new AudioContext();
const [mine, theirs] = [voice(), voice()];

function voice(): MediaStream {
  return context.createMediaStreamDestination().stream;
}

async function open(scene: string): Promise<FakeServices> {
  const { services } = await stageOf(scene);
  const [call] = services.phone.calls.value.values();
  if (!call) throw new Error('No call');
  const streams = { local: mine, remote: theirs, sound: theirs, microphone: null, camera: null };
  services.media.set(new Map([[call.id, streams]]));
  await mount({ kind: 'ready', services }, phoneSize);
  await appears('region', 'Call');
  await until(() => shape().length > 20);
  return services;
}

const element = () => deep('tin-string') as CanString;
const strokes = () => element().picture?.strokes ?? [];
const shape = () => strokes()[0]?.path ?? '';

/** Heights of the string above its middle, from one's own end to the other one. */
const heights = () =>
  [...shape().matchAll(/Q[\d.]+ ([\d.]+)/g)].map((match) => Number(match[1]) - 40);
const swings = (places: readonly number[]) => places.some((height) => Math.abs(height) > 1);
const isStraight = () => !swings(heights());

async function frames(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await drawn();
}

/** Resolves when the string lies straight and goes on doing so. */
async function rests(): Promise<void> {
  for (let still = 0; still < 20; still = heights().every((at) => at === 0) ? still + 1 : 0) {
    await drawn();
  }
}

describe('the string of a voice call', () => {
  it('lies straight between the cans from the first moment on, until it is drawn', async () => {
    const { services } = await stageOf('voice');
    await mount({ kind: 'ready', services }, phoneSize);
    await appears('region', 'Call');
    const line = () => getComputedStyle(element()).backgroundImage;
    expect(line()).to.contain('linear-gradient');
    await until(() => line() === 'none');
    expect(shape()).to.have.length.above(20);
  });

  for (const [who, stream, near] of [
    ['oneself', mine, 'start'],
    ['the other side', theirs, 'end'],
  ] as const) {
    it(`swings when ${who} speaks, from that side, and comes to rest`, async () => {
      const { meters, clock } = await open('voice');
      await until(() => meters.count === 2);
      meters.levels.set(stream, 0.8);
      clock.pass(100);
      await until(() => swings(heights()));
      const all = heights();
      const [first, last] = [all.slice(0, 5), all.slice(-5)];
      expect([swings(first), swings(last)]).to.deep.equal(
        near === 'start' ? [true, false] : [false, true],
      );
      await until(() => swings(heights().slice(0, 8)) && swings(heights().slice(-8)));
      meters.levels.clear();
      await until(isStraight);
    });
  }

  it('asks for no frame while nobody speaks, and only listens now and then', async () => {
    const { meters, clock } = await open('voice');
    await until(() => meters.count === 2);
    // Once its brush is there it begins anew.
    await until(() => !element().hasAttribute('waits'));
    await rests();
    const { reads } = meters;
    meters.levels.set(theirs, 0.8);
    await frames(10);
    expect(meters.reads).to.equal(reads);
    clock.pass(100);
    expect(meters.reads).to.be.above(reads);
  });

  it('does nothing while its call is left, and goes on after it', async () => {
    const { meters } = await open('voice');
    await until(() => meters.count === 2);
    find('button', 'Minimise').click();
    await until(() => meters.count === 0);
    const still = shape();
    const { reads } = meters;
    meters.levels.set(theirs, 0.8);
    await frames(10);
    expect([shape(), meters.reads]).to.deep.equal([still, reads]);
    (await appears('button', 'Return to Ada Lovelace')).click();
    await until(() => swings(heights()));
  });

  it('does nothing while the page is hidden', async () => {
    const { meters, clock } = await open('voice');
    await until(() => meters.count === 2);
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    try {
      document.dispatchEvent(new Event('visibilitychange'));
      expect(meters.count).to.equal(0);
      meters.levels.set(theirs, 0.8);
      clock.pass(1_000);
      await frames(5);
      expect(isStraight()).to.equal(true);
    } finally {
      Reflect.deleteProperty(document, 'visibilityState');
    }
    document.dispatchEvent(new Event('visibilitychange'));
    await until(() => swings(heights()));
  });

  it('is still with reduced motion, and thicker the louder one speaks', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    try {
      const { meters, clock } = await open('voice');
      await until(() => meters.count === 2);
      const width = () => strokes()[0]?.width;
      meters.levels.set(theirs, 0.8);
      clock.pass(100);
      expect(width()).to.equal(7);
      await frames(5);
      expect(isStraight()).to.equal(true);
      meters.levels.set(theirs, 0);
      clock.pass(100);
      expect(width()).to.equal(3);
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  });

  it('is plucked while it rings, again and again', async () => {
    const { clock } = await open('ringing');
    await until(() => swings(heights()));
    // On its way it is straight for a moment in each swing, and long almost so before it rests.
    await rests();
    clock.pass(2_400);
    await until(() => swings(heights()));
  }).timeout(15_000);

  it('hangs through on hold, and carries no voice', async () => {
    const { meters, phone } = await open('voice');
    const [call] = phone.calls.value.values();
    find('button', 'Hold').click();
    await until(() => (heights()[11] ?? 0) > 24);
    meters.levels.set(theirs, 0.8);
    await until(() => element().mood === 'slack');
    if (call) phone.hold(call.id, false);
    await until(() => swings(heights()) && Math.min(...heights()) < -1);
  });

  it('comes to hang after it was let go, and to lie straight after hold', async () => {
    const { phone } = await open('voice');
    const [call] = phone.calls.value.values();
    find('button', 'Hold').click();
    const hangs = () => Math.abs(Math.max(...heights()) - 26) < 1;
    let longest = 0;
    for (let still = 0; still < 20; still = hangs() ? still + 1 : 0) {
      await drawn();
      longest = Math.max(longest, ...heights().map(Math.abs));
    }
    expect(longest, 'it swings over, and stays in its place').to.be.below(40);
    if (call) phone.hold(call.id, false);
    await until(() => heights().every((at) => Math.abs(at) < 1));
    await rests();
  });

  it('is torn while the connection is sought', async () => {
    await open('reconnecting');
    expect(strokes()[0]?.dashed).to.equal(true);
    expect(shape().split('M').length - 1, 'ends').to.equal(2);
    const threads = strokes()[1]?.path ?? '';
    expect(threads.split('M').length - 1, 'threads').to.equal(6);
  });

  it('has a knot when somebody in the middle passes the call on', async () => {
    await open('voice');
    expect(strokes().length).to.equal(1);
    Object.assign(element(), { relayed: true });
    await until(() => strokes().length === 2);
    expect(strokes()[1]?.right).to.equal((element().picture?.width ?? 0) / 2);
  });

  it('is drawn where its picture says, in the colour of the page', async () => {
    await open('voice');
    const canvas = await until(() => element().shadowRoot?.querySelector('canvas'));
    await until(() => {
      const copy = new OffscreenCanvas(canvas!.width, canvas!.height).getContext('2d')!;
      copy.drawImage(canvas!, 0, 0);
      const [x, y] = [canvas!.width / 2, canvas!.height / 2];
      const pixel = (row: number) => [...copy.getImageData(x, row, 1, 1).data];
      const [red, green, blue, alpha] = pixel(y);
      const color = `rgb(${red}, ${green}, ${blue})`;
      return color === element().picture?.color && alpha === 255 && pixel(y - 10)[3] === 0;
    });
  });

  it('closes its meters with the call', async () => {
    const { meters, phone } = await open('voice');
    await until(() => meters.count === 2);
    const [call] = phone.calls.value.values();
    if (call) phone.dismiss(call.id);
    await until(() => meters.count === 0);
  });
});
