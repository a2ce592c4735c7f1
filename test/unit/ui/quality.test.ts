import { expect } from '@esm-bundle/chai';
import { someCall } from '../../fakes/fake-phone.ts';
import { someQuality, someReading } from '../../fakes/fake-quality.ts';
import { ada, stageOf } from '../../fakes/scenes.ts';
import { appears, atRest, drawn, find, findAll, isOnTop, textOf, until } from './find.ts';
import { mount, phone } from './mount.ts';

const { id } = someCall('talk', ada);

async function open(scene: string, size = phone) {
  const stage = await stageOf(scene);
  const app = await mount(stage, size);
  return { ...stage.services, app };
}

/** Counts what changes in the badge. */
function changesOf(badge: Element): () => number {
  let changes = 0;
  const observer = new MutationObserver((list) => (changes += list.length));
  observer.observe(badge.shadowRoot!, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  return () => changes;
}

describe('quality on the screen', () => {
  it('is not there before it is measured', async () => {
    await open('voice');
    await appears('region', 'Call');
    expect(findAll('button', 'Connection: Very good')).to.deep.equal([]);
  });

  it('is bars, and words where it is weak', async () => {
    const { quality } = await open('quality-good');
    const button = await appears('button', 'Connection: Very good');
    const badge = (button.getRootNode() as ShadowRoot).host;
    expect(textOf(badge)).to.equal('');
    quality.put(id, someQuality('weak'));
    await appears('button', 'Connection: Weak');
    const [status] = findAll('status', undefined, badge);
    expect(status?.textContent).to.equal('Your connection is weak');
    quality.put(id, { ...someQuality('weak'), mine: 4, theirs: 0 });
    await until(() => status?.textContent === 'The connection of Ada Lovelace is weak');
    quality.put(id, someQuality('good'));
    await until(() => status?.textContent === '');
  });

  it('is not drawn again while only figures change', async () => {
    const { quality } = await open('quality-weak');
    const button = await appears('button', 'Connection: Weak');
    const changes = changesOf((button.getRootNode() as ShadowRoot).host);
    for (let seconds = 2; seconds < 20; seconds += 2) {
      const reading = someReading('weak', 1_800_000_000_000 + seconds * 1000);
      quality.put(id, { ...someQuality('weak'), reading });
      await drawn();
    }
    expect(changes()).to.equal(0);
    quality.put(id, someQuality('good'));
    await until(() => changes() > 0);
  });

  it('is all figures on tap, for both sides, and they follow', async () => {
    const { quality } = await open('quality-good');
    (await appears('button', 'Connection: Very good')).click();
    const panel = await appears('dialog', 'Connection');
    await until(() => textOf(panel).includes('opus'));
    const text = textOf(panel);
    for (const words of [
      'You get',
      'Ada Lovelace gets',
      'Very good',
      '4.4',
      '0.1%',
      '4 ms',
      'opus · 33 kbit/s',
      '1280 × 720 · 30 fps · VP8 · 1,420 kbit/s',
      'Direct',
      '38 ms',
    ]) {
      expect(text).to.include(words);
    }
    quality.put(id, someQuality('weak'));
    await until(() => textOf(panel).includes('Relayed'));
    expect(textOf(panel)).to.include('held back by');
    find('button', 'Close', panel).click();
    await until(() => findAll('dialog', 'Connection').length === 0);
    expect(textOf(find('button', 'Connection: Weak'))).to.equal('');
  });

  for (const size of [phone, { width: 1280, height: 800 }, { width: 844, height: 390 }]) {
    it(`lies on no button of the call, ${size.width} × ${size.height}`, async () => {
      await open('quality-good', size);
      (await appears('button', 'Connection: Very good')).click();
      const panel = await appears('dialog', 'Connection');
      await until(() => textOf(panel).includes('opus'));
      const buttons = ['Mute', 'Camera', 'Hold', 'Share screen', 'Devices', 'Hang up'];
      // The call comes up from below.
      await atRest(find('button', 'Hang up'));
      expect(buttons.filter((name) => !isOnTop(find('button', name)))).to.deep.equal([]);
      expect(panel.clientHeight).to.be.above(200);
    });
  }

  it('can be copied as a report', async () => {
    const { system } = await open('quality-good');
    (await appears('button', 'Connection: Very good')).click();
    (await appears('button', 'Copy diagnostics')).click();
    await until(() => system.copied.length === 1);
    const [report] = system.copied;
    expect(report).to.include('Chromium 156, Linux');
    expect(report).to.include('route: direct (local srflx, remote host)');
    expect(report).to.include('codecs: opus, VP8');
    expect(report).to.include('outgoing video');
    expect(report).not.to.match(/Ada|Grace|ad4w/i);
  });

  it('is kept with a call, and is a chart that says what it shows', async () => {
    const { app, system } = await open('person-quality');
    await appears('list', 'History');
    const summary = await until(() => {
      const person = app.shadowRoot
        ?.querySelector('tin-shell')
        ?.shadowRoot?.querySelector('tin-person');
      const call = person?.shadowRoot?.querySelector('tin-call-quality');
      return call?.shadowRoot?.querySelector<HTMLElement>('summary') ?? null;
    });
    if (!summary) throw new Error('No summary');
    expect(textOf(summary)).to.equal('Connection: Very good');
    expect(findAll('button', 'Copy diagnostics')).to.deep.equal([]);
    summary.click();
    (await appears('button', 'Copy diagnostics')).click();
    await until(() => system.copied.length === 1);
    expect(system.copied[0]).to.include('incoming video');
    const chart = (summary.getRootNode() as ShadowRoot)
      .querySelector('tin-quality-chart')
      ?.shadowRoot?.querySelector('svg[role=img]');
    expect(chart?.getAttribute('aria-label')).to.match(
      /^Sound over .+: you got 4\.1 of 4\.5 on average, 2\.5 at worst/,
    );
    expect(chart?.querySelector('.mine')?.getAttribute('d')).to.match(/^M.*L/);
  });
});
