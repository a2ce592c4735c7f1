import { expect } from '@esm-bundle/chai';
import { browserSystem } from '../../../web/platform/browser-system.ts';
import { HistoryLayer } from '../../../web/platform/history-layer.ts';
import { until } from '../ui/find.ts';

describe('layer over the page', () => {
  const system = browserSystem();
  const { layer } = system;
  const top = (name: string | null) => until(() => layer.top.value === name);
  let base: string;
  let count = 0;

  beforeEach(() => {
    base = `/base${count++}`;
    system.go(base);
  });
  afterEach(async () => {
    layer.cover(null);
    await top(null);
  });

  const steps = () => history.length;
  const hasLayer = () => 'layer' in ((history.state ?? {}) as object);

  it('is left by Back and entered again by Forward, at the same address', async () => {
    layer.cover('call');
    expect(location.hash).to.equal(`#${base}`);
    history.back();
    await top(null);
    expect(system.hash.value).to.equal(base);
    history.forward();
    await top('call');
  });

  it('is not in the way of going back to where one came from, without another step', async () => {
    system.go(`${base}/one`);
    const before = steps();
    system.goBack(base);
    await until(() => system.hash.value === base);
    history.forward();
    await until(() => system.hash.value === `${base}/one`);
    expect(steps()).to.equal(before);
  });

  it('is not in the way of going to a place from where one did not come', async () => {
    system.go(`${base}/one`);
    const before = steps();
    system.goBack('/elsewhere');
    await until(() => system.hash.value === '/elsewhere');
    expect(steps()).to.equal(before + 1);
    history.back();
    await until(() => system.hash.value === `${base}/one`);
    system.goBack('/elsewhere');
    expect(steps(), 'the way on is no way back').to.equal(before + 1);
    expect(system.hash.value).to.equal('/elsewhere');
  });

  it('that is taken off leaves no step behind', async () => {
    const before = steps();
    layer.cover('call');
    layer.cover(null);
    await top(null);
    system.go('/after');
    expect(steps()).to.equal(before + 1);
    history.back();
    await until(() => system.hash.value === base);
  });

  it('changes into another in the same step', async () => {
    const before = steps();
    layer.cover('one');
    layer.cover('two');
    expect(steps()).to.equal(before + 1);
    expect(layer.top.value).to.equal('two');
    history.back();
    await top(null);
  });

  it('covered again while its step back is under way stays covered', async () => {
    const seen: (string | null)[] = [];
    layer.cover('one');
    const stop = layer.top.subscribe((name) => seen.push(name));
    layer.cover(null);
    layer.cover('two');
    await top('two');
    stop();
    expect(seen, 'nobody takes it for the back button').to.deep.equal(['two']);
  });

  it('does not lose where one goes while its step back is under way', async () => {
    layer.cover('call');
    layer.cover(null);
    system.go('/elsewhere');
    await until(() => system.hash.value === '/elsewhere');
    expect(layer.top.value).to.equal(null);
    history.back();
    await until(() => system.hash.value === base);
    expect(layer.top.value).to.equal(null);
  });

  it('is under what is gone to from it', async () => {
    layer.cover('call');
    system.go('/further');
    expect(layer.top.value).to.equal(null);
    history.back();
    await top('call');
  });

  describe('with a dialog over it', () => {
    const left: string[] = [];
    const dialog = (name: string) => layer.over(() => left.push(name));
    const state = (layer: string | null, over: number) =>
      until(() => JSON.stringify(history.state) === JSON.stringify({ layer, over }));
    beforeEach(() => left.splice(0));

    it('is left after the dialog', async () => {
      layer.cover('call');
      dialog('devices');
      history.back();
      await until(() => left.length === 1);
      expect(layer.top.value).to.equal('call');
      history.back();
      await top(null);
      expect(left).to.deep.equal(['devices']);
    });

    it('stays as it is when the dialog takes its step back', async () => {
      layer.cover('call');
      const lift = dialog('devices');
      lift();
      lift();
      await state('call', 0);
      expect(layer.top.value).to.equal('call');
      expect(left).to.deep.equal([]);
    });

    it('is taken off from under it, and laid under it', async () => {
      layer.cover('call');
      const lift = dialog('keys');
      layer.cover(null);
      await state(null, 1);
      layer.cover('next');
      await state('next', 1);
      lift();
      layer.cover(null);
      await top(null);
      expect(hasLayer()).to.equal(false);
      expect(left).to.deep.equal([]);
    });
  });

  it('of a dialog is left one by one, and not entered again', async () => {
    const left: string[] = [];
    layer.over(() => left.push('one'));
    layer.over(() => left.push('two'));
    history.back();
    await until(() => left.length === 1);
    history.back();
    await until(() => left.length === 2);
    expect(left).to.deep.equal(['two', 'one']);
    expect(location.hash).to.equal(`#${base}`);
    const seen: unknown[] = [];
    const saw = () => seen.push(history.state);
    addEventListener('popstate', saw);
    history.go(2);
    await until(() => seen.length === 2);
    removeEventListener('popstate', saw);
    expect(hasLayer(), 'stepped out of at once').to.equal(false);
  });

  it('of a dialog is left by going elsewhere, whose way back leads past it', async () => {
    let left = 0;
    layer.over(() => left++);
    location.hash = '/elsewhere';
    await until(() => left === 1);
    history.back();
    await until(() => system.hash.value === base && !hasLayer());
  });

  it('of a dialog is gone before a page takes the place of the one beneath', async () => {
    const before = steps();
    layer.over(() => {})();
    system.go('/instead', { instead: true });
    await until(() => system.hash.value === '/instead');
    system.go('/after');
    expect(steps()).to.equal(before + 1);
    history.back();
    await until(() => system.hash.value === '/instead');
    expect(hasLayer()).to.equal(false);
  });

  // A second layer in one page steps between; in a suite of its own it comes after all others.
  describe('of a page that was reloaded', () => {
    it('is found, and can be taken off', async () => {
      layer.cover('call');
      const again = new HistoryLayer();
      expect(again.top.value).to.equal('call');
      again.cover(null);
      await until(() => again.top.value === null);
    });
  });
});
