import { expect } from '@esm-bundle/chai';
import { ToastEvent } from '../../../web/ui/events.ts';
import { speak } from '../../../web/ui/languages.ts';
import { FakeSystem } from '../../fakes/fake-system.ts';
import { stageOf } from '../../fakes/scenes.ts';
import { deep, deepAll } from './deep.ts';
import { appears, drawn, find, findAll, until } from './find.ts';
import { desktop, mount } from './mount.ts';

async function open(scene: string, size = desktop) {
  const stage = await stageOf(scene);
  await mount(stage, size);
  await until(() => deep('tin-toasts'));
  return stage.services;
}

const shown = () =>
  [...deepAll(deep('tin-toasts'))].filter((one) => one.matches('p') && one.checkVisibility());

async function tell(from: HTMLElement, text: string): Promise<void> {
  from.dispatchEvent(new ToastEvent(text, { undo: () => Promise.resolve(), label: 'Use it' }));
  await until(() => shown().some(({ textContent }) => textContent.includes(text)));
}

describe('a toast', () => {
  afterEach(() => speak(null, new FakeSystem()));

  for (const [width, height] of [
    [390, 844],
    [320, 568],
    [844, 390],
  ] as const) {
    it(`over a call of ${width} × ${height} lies right below the header, alone`, async () => {
      for (const scene of ['video', 'voice']) {
        await open(scene, { width, height });
        const region = await appears('region', 'Call');
        await tell(region, 'First');
        await tell(region, 'A new microphone was plugged in');
        const [toast, ...others] = shown();
        expect(others).to.deep.equal([]);
        const { top, bottom } = toast!.getBoundingClientRect();
        const header = region.querySelector('header')!;
        // Once the screen has come up.
        await until(() => Math.abs(top - header.getBoundingClientRect().bottom) <= 1);
        for (const button of findAll('button', undefined, region)) {
          const at = button.getBoundingClientRect();
          expect(at.bottom <= top || at.top >= bottom, button.outerHTML).to.equal(true);
        }
      }
    });
  }

  for (const [width, height] of [
    [390, 844],
    [800, 900],
    [844, 390],
  ] as const) {
    it(`over a conversation of ${width} × ${height} lies right below the header`, async () => {
      await open('conversation', { width, height });
      const conversation = deep('tin-conversation');
      await appears('log');
      await tell(conversation, 'The message was deleted');
      const { top } = shown()[0]!.getBoundingClientRect();
      const header = conversation.shadowRoot!.querySelector('header')!;
      expect(top - header.getBoundingClientRect().bottom).to.equal(8);
    });
  }

  it('moves below another header with the screen', async () => {
    await open('voice', { width: 390, height: 844 });
    const region = await appears('region', 'Call');
    await tell(region, 'A new microphone was plugged in');
    find('button', 'Message', region).click();
    await appears('log');
    const header = deep('tin-conversation').shadowRoot!.querySelector('header')!;
    const gap = () =>
      shown()[0]!.getBoundingClientRect().top - header.getBoundingClientRect().bottom;
    await until(() => Math.abs(gap() - 8) < 1);
  });

  it('over no call stands above the others', async () => {
    await open('recents');
    await tell(deep('tin-recents'), 'First');
    await tell(deep('tin-recents'), 'Second');
    expect(shown()).to.have.length(2);
  });

  it('that has something else to undo does not take the place of one with the same words', async () => {
    await open('recents');
    await tell(deep('tin-recents'), 'Deleted');
    await tell(deep('tin-recents'), 'Deleted');
    await until(() => shown().length === 2);
  });

  it('is undone once by a double click', async () => {
    await open('recents');
    await tell(deep('tin-recents'), 'First');
    await tell(deep('tin-recents'), 'Second');
    const undo = () => findAll('button', 'Use it').at(-1)!;
    const clicked = (detail: number) =>
      undo().dispatchEvent(new MouseEvent('click', { detail, bubbles: true, composed: true }));
    clicked(1);
    await until(() => shown().length === 1);
    clicked(2);
    await drawn();
    expect(shown()).to.have.length(1);
  });

  it('tells once that it is gone, but not where somebody went back', async () => {
    const { clock } = await open('recents');
    const over: string[] = [];
    const show = async (text: string) => {
      const how = { undo: () => Promise.resolve(), over: () => over.push(text) };
      deep('tin-recents').dispatchEvent(new ToastEvent(text, how));
      await until(() => shown().some(({ textContent }) => textContent.includes(text)));
    };
    await show('undone');
    find('button', 'Undo').click();
    await show('dismissed');
    find('button', 'Dismiss').click();
    for (const text of ['crowded out', 'one', 'two', 'three']) await show(text);
    expect(over).to.deep.equal(['dismissed', 'crowded out']);
    clock.pass(60_000);
    expect(over.slice(2)).to.deep.equal(['one', 'two', 'three']);
    await show('with the page');
    deep('tin-toasts').remove();
    expect(over.at(-1)).to.equal('with the page');
  });

  it('is not taken from under a hand', async () => {
    const { clock } = await open('recents');
    await tell(deep('tin-recents'), 'Deleted');
    find('button', 'Use it').focus();
    clock.pass(60_000);
    await drawn();
    expect(shown()).to.have.length(1);
    find('button', 'Use it').blur();
    clock.pass(1_000);
    await until(() => shown().length === 0);
  });

  it('goes with the language it speaks', async () => {
    const { system } = await open('recents');
    await tell(deep('tin-recents'), 'Saved');
    await speak('en', system);
    await drawn();
    expect(shown()).to.have.length(1);
    await speak('de', system);
    await until(() => shown().length === 0);
  });
});
