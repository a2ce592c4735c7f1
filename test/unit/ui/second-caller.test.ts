import { expect } from '@esm-bundle/chai';
import { setViewport } from '@web/test-runner-commands';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { focusedElement } from '../../../web/ui/focus.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { hedy, stageOf, stranger } from '../../fakes/scenes.ts';
import { deep } from './deep.ts';
import { appears, drawn, find, findAll, textOf, until } from './find.ts';
import { desktop, mount, phone } from './mount.ts';

async function inCall() {
  const { services } = await stageOf('voice');
  await mount({ kind: 'ready', services }, phone);
  await appears('region', 'Call');
  return {
    ...services,
    calls: (from: PeerId) =>
      services.phone.put(
        someCall('second', from, {
          direction: 'incoming',
          claimedName: 'Bob',
          phase: { kind: 'ended', reason: 'busy', at: 0, since: null },
        }),
      ),
  };
}

const told = () => textOf(deep('tin-toasts'));

describe('somebody who calls during a call', () => {
  const real = matchMedia;
  afterEach(() => (globalThis.matchMedia = real));

  it('is told of over it, once, and can be written to beside it', async () => {
    const { calls, phone, system } = await inCall();
    calls(hedy);
    await until(() => told().includes('called Hedy Lamarr called'));
    phone.put({ ...[...phone.calls.value.values()].at(-1)! });
    find('button', 'Message', deep('tin-toasts')).click();
    await until(() => system.hash.value === `/messages/${hedy}`);
    const field = await appears('textbox', 'Message text');
    await until(() => focusedElement() === field);
    await appears('button', 'Return to Ada Lovelace');
    await until(() => !told().includes('called'));
  });

  it('is written to where the call covers their conversation', async () => {
    const { calls, phone, system } = await inCall();
    const [call] = phone.calls.value.values();
    find('button', 'Minimise').click();
    system.go(`/messages/${hedy}`);
    (await appears('button', 'Return to Ada Lovelace')).click();
    await until(() => findAll('textbox', 'Message text').length === 0);
    calls(hedy);
    await until(() => told().includes('called'));
    find('button', 'Message', deep('tin-toasts')).click();
    const field = await appears('textbox', 'Message text');
    await until(() => focusedElement() === field);
    expect(phone.calls.value.has(call!.id)).to.equal(true);
  });

  it('takes no key from somebody who types elsewhere by then', async () => {
    const { calls } = await inCall();
    await setViewport(desktop);
    calls(hedy);
    await until(() => told().includes('called'));
    find('button', 'Message', deep('tin-toasts')).click();
    const elsewhere = await appears('textbox', 'Peer ID');
    elsewhere.focus();
    await appears('textbox', 'Message text');
    await drawn();
    expect(focusedElement() === elsewhere).to.equal(true);
  });

  it('is written to on a touch screen without a keyboard that comes up', async () => {
    globalThis.matchMedia = (query) => real(query === '(pointer: fine)' ? 'not all' : query);
    const { calls } = await inCall();
    calls(hedy);
    await until(() => told().includes('called'));
    const button = find('button', 'Message', deep('tin-toasts'));
    button.focus();
    button.click();
    await until(() => focusedElement()?.localName === 'h1');
  });

  it('who is a stranger is not named by what they claim, and can’t be written to', async () => {
    const { calls } = await inCall();
    calls(stranger);
    await until(() => told().includes('Somebody you don’t know called'));
    expect(told()).not.to.contain('Bob');
    expect(findAll('button', 'Message', deep('tin-toasts'))).to.have.length(0);
  });
});
