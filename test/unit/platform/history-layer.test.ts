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

  it('is left by Back and entered again by Forward, at the same address', async () => {
    layer.cover('call');
    expect(location.hash).to.equal(`#${base}`);
    history.back();
    await top(null);
    expect(system.hash.value).to.equal(base);
    history.forward();
    await top('call');
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

  it('of a page that was reloaded is found, and can be taken off', async () => {
    layer.cover('call');
    const again = new HistoryLayer();
    expect(again.top.value).to.equal('call');
    again.cover(null);
    await until(() => again.top.value === null);
  });
});
