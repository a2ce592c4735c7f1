import { expect } from '@esm-bundle/chai';
import { openLate } from '../../../web/ui/open-late.ts';
import { ToastEvent } from '../../../web/ui/events.ts';
import type { FakeClock } from '../../fakes/fake-clock.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { fakeServices } from '../../fakes/fake-services.ts';
import { ada, grace } from '../../fakes/scenes.ts';

/** Somebody asks for a dialog; what it needs comes or fails when the test says so. */
async function ask() {
  const services = await fakeServices(grace);
  const opened: string[] = [];
  const told: string[] = [];
  const from = new EventTarget();
  from.addEventListener(ToastEvent.type, (event) => told.push((event as ToastEvent).text));
  const askFor = (name: string) => {
    let come = () => {};
    let fail = () => {};
    let times = 0;
    const load = () =>
      new Promise<string>((resolve, reject) => {
        times++;
        come = () => resolve(name);
        fail = () => reject(new Error('No network'));
      });
    const done = openLate(from, services, load, (got) => void opened.push(got));
    return {
      comes: () => (come(), done),
      fails: () => (fail(), done),
      askedAgain: async (clock: FakeClock) => {
        await new Promise((resolve) => setTimeout(resolve));
        clock.pass(1_000);
        await new Promise((resolve) => setTimeout(resolve));
        expect(times).to.equal(2);
      },
    };
  };
  return { ...services, opened, told, askFor };
}

describe('a dialog that is loaded late', () => {
  it('opens when it is there, also while a call goes on', async () => {
    const { phone, opened, askFor } = await ask();
    phone.put(someCall('talk', ada, { phase: { kind: 'talking', since: 0 } }));
    const codes = askFor('codes');
    phone.mute(someCall('talk', ada).id, true);
    await codes.comes();
    expect(opened).to.deep.equal(['codes']);
  });

  it('stays away from another page, from a call that came and from one that ended', async () => {
    const { system, phone, opened, askFor } = await ask();
    const first = askFor('first');
    system.go('/settings');
    await first.comes();
    const second = askFor('second');
    phone.put(someCall('dialled', ada));
    await second.comes();
    const third = askFor('third');
    phone.end(someCall('dialled', ada).id, 'hung-up');
    await third.comes();
    const fourth = askFor('fourth');
    system.layer.cover('a call');
    await fourth.comes();
    expect(opened).to.deep.equal([]);
  });

  it('is only the one that was asked for last, and once', async () => {
    const { opened, askFor } = await ask();
    const asked = [askFor('scanner'), askFor('code'), askFor('code')];
    for (const { comes } of asked) await comes();
    expect(opened).to.deep.equal(['code']);
  });

  it('that does not come at first opens a second later', async () => {
    const { clock, opened, told, askFor } = await ask();
    const scanner = askFor('scanner');
    const first = scanner.fails();
    await scanner.askedAgain(clock);
    await scanner.comes();
    await first;
    expect([opened, told]).to.deep.equal([['scanner'], []]);
  });

  it('that does not come twice is told of', async () => {
    const { clock, opened, told, askFor } = await ask();
    const scanner = askFor('scanner');
    void scanner.fails();
    await scanner.askedAgain(clock);
    await scanner.fails();
    expect(opened).to.deep.equal([]);
    expect(told).to.have.length(1);
    expect(told[0]).to.include('could not be loaded');
  });
});
