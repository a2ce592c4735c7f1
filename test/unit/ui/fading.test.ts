import { expect } from '@esm-bundle/chai';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { stageOf } from '../../fakes/scenes.ts';
import { deep } from './deep.ts';
import { appears, drawn, find, findAll, until } from './find.ts';
import { mount } from './mount.ts';

const middle: [number, number] = [1_000, 450];

async function open(scene: string) {
  const { services } = await stageOf(scene);
  await sendMouse({ type: 'move', position: [1, 1] });
  await mount({ kind: 'ready', services });
  await appears('region', 'Call');
  // It comes up from below.
  await until(() => deep('tin-call-screen').getAnimations().length === 0);
  return services;
}

const controls = () => {
  const footer = find('region', 'Call').querySelector('footer');
  if (!footer) throw new Error('No controls');
  return footer;
};
const faded = () => deep('tin-call-screen').hasAttribute('faded');
const seen = () => getComputedStyle(controls()).opacity;

async function over(button: string): Promise<void> {
  const { x, y } = find('button', button).getBoundingClientRect();
  await sendMouse({ type: 'move', position: [Math.round(x) + 8, Math.round(y) + 8] });
}

describe('controls over a picture', () => {
  afterEach(() => sendMouse({ type: 'move', position: [1, 1] }));

  it('fade after 4 s, and a pointer brings them back', async () => {
    const { clock } = await open('video');
    clock.pass(3_900);
    expect(faded()).to.equal(false);
    clock.pass(200);
    await until(() => seen() === '0');
    await sendMouse({ type: 'move', position: middle });
    await until(() => seen() === '1');
    clock.pass(4_100);
    await until(() => seen() === '0');
  });

  it('come back with a key and stay for whoever uses keys', async () => {
    const { clock } = await open('video');
    clock.pass(4_100);
    expect(faded()).to.equal(true);
    await sendKeys({ press: 'Shift' });
    await until(() => seen() === '1');
    clock.pass(60_000);
    expect(faded()).to.equal(false);
    await sendMouse({ type: 'move', position: middle });
    clock.pass(4_100);
    expect(faded()).to.equal(true);
  });

  it('are still found by a screen reader and reached by Tab', async () => {
    const { clock } = await open('video');
    clock.pass(4_100);
    expect(findAll('button', 'Hang up')).to.have.length(1);
    find('button', 'Hang up').focus({ focusVisible: true });
    await until(() => seen() === '1');
    clock.pass(60_000);
    expect(faded()).to.equal(false);
  });

  it('stay while a mouse rests on them', async () => {
    const { clock } = await open('video');
    await over('Mute');
    clock.pass(60_000);
    expect(faded()).to.equal(false);
    await sendMouse({ type: 'move', position: middle });
    clock.pass(4_100);
    expect(faded()).to.equal(true);
  });

  it('that nobody sees are not pressed by a touch', async () => {
    const { clock, phone } = await open('video');
    clock.pass(4_100);
    const tap = () => {
      const button = find('button', 'Hang up');
      const what = { bubbles: true, composed: true, pointerType: 'touch' };
      button.dispatchEvent(new PointerEvent('pointerdown', what));
      button.dispatchEvent(new PointerEvent('click', { ...what, cancelable: true }));
    };
    tap();
    expect(phone.asked).to.deep.equal([]);
    expect(faded()).to.equal(false);
    tap();
    expect(phone.asked).to.deep.equal(['hang up']);
  });

  for (const scene of ['voice', 'held', 'video-held', 'video-reconnecting', 'camera-off']) {
    it(`never fade: ${scene}`, async () => {
      const { clock } = await open(scene);
      clock.pass(60_000);
      await drawn();
      expect(faded()).to.equal(false);
    });
  }
});

describe('one’s own picture', () => {
  const own = () => {
    const video = find('region', 'Call').querySelector<HTMLVideoElement>('video[aria-label=You]');
    if (!video) throw new Error('No self-view');
    return video;
  };
  const corner = () => {
    const { left, right, top, bottom } = own().getBoundingClientRect();
    const field = own().parentElement?.getBoundingClientRect() ?? new DOMRect();
    const row = (top + bottom) / 2 < field.top + field.height / 2 ? 'top' : 'bottom';
    return `${row} ${(left + right) / 2 < field.left + field.width / 2 ? 'left' : 'right'}`;
  };

  it('goes into each corner by arrow keys, and says so', async () => {
    await open('video');
    expect(corner()).to.equal('top right');
    own().focus();
    for (const [key, where] of [
      ['ArrowLeft', 'top left'],
      ['ArrowDown', 'bottom left'],
      ['ArrowRight', 'bottom right'],
      ['ArrowUp', 'top right'],
    ] as const) {
      await sendKeys({ press: key });
      await until(() => own().getAnimations().length === 0);
      expect(corner()).to.equal(where);
    }
    const described = own().getAttribute('aria-describedby') ?? '';
    const hint = (own().getRootNode() as ShadowRoot).getElementById(described);
    expect(hint?.textContent).to.contain('arrow key');
  });

  it('is dragged into the nearest corner', async () => {
    await open('video');
    const { left, top, width, height } = own().getBoundingClientRect();
    const from: [number, number] = [Math.round(left + width / 2), Math.round(top + height / 2)];
    await sendMouse({ type: 'move', position: from });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [from[0] - 40, from[1] + 40] });
    const moved = own().getBoundingClientRect();
    expect([Math.round(moved.left - left), Math.round(moved.top - top)]).to.deep.equal([-40, 40]);
    await sendMouse({ type: 'move', position: [from[0] - 700, from[1] + 400] });
    await sendMouse({ type: 'up' });
    await until(() => corner() === 'bottom left' && own().getAnimations().length === 0);
    expect(own().style.translate).to.equal('');
  });
});
