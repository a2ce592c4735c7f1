import { expect } from '@esm-bundle/chai';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import type { MessageId, StreamId } from '../../../web/links/messages.ts';
import { ada, alan, stageOf } from '../../fakes/scenes.ts';
import { deep } from './deep.ts';
import { appears, drawn, find, findAll, textOf, until } from './find.ts';
import { mount } from './mount.ts';

async function open(scene: string) {
  const { services } = await stageOf(scene);
  await mount({ kind: 'ready', services });
  await until(() => ['region', 'log'].some((role) => findAll(role).length > 0));
  const writes = async (from: PeerId, n: number) => {
    const id = `${from}${n}`.padEnd(22, 'x').slice(-22) as MessageId;
    const told = { kind: 'text', id, text: `Message ${n}`, reply: null, at: null } as const;
    const stream = from.padEnd(22, 's') as StreamId;
    services.chatLinks.say(from, { type: 'tell', stream, n, first: 1, told });
    await until(() => services.conversations.value.get(from)?.in.kept === n);
  };
  return { ...services, writes };
}

const said = () => {
  const announcer = deep('tin-announcer');
  return textOf(announcer.shadowRoot!.querySelector('[aria-live=polite]')!);
};

describe('what is written during a call', () => {
  it('is counted on Message, whose name stays', async () => {
    const { writes, chats } = await open('voice');
    const region = await appears('region', 'Call');
    const button = find('button', 'Message', region);
    const root = button.getRootNode() as ShadowRoot;
    const described = () => root.getElementById(button.getAttribute('aria-describedby')!);
    await writes(ada, 1);
    await writes(ada, 2);
    await until(() => described()?.textContent === 'Unread: 2');
    expect(find('button', 'Message', region)).to.equal(button);
    const badge = button.querySelector('b')!;
    expect(badge.textContent).to.equal('2');
    expect(badge.getBoundingClientRect().height).to.be.above(15);
    await writes(alan, 1);
    await new Promise<void>((resolve) =>
      chats.use((all) => void all.look(ada).then(() => resolve())),
    );
    await until(() => button.querySelector('b') === null && described()?.textContent === '');
  });

  it('is told of once with those who wrote, and by no toast', async () => {
    const { writes, clock } = await open('voice');
    for (const [from, n] of [
      [ada, 1],
      [ada, 2],
      [alan, 1],
    ] as const) {
      await writes(from, n);
      clock.pass(500);
    }
    clock.pass(3_000);
    await until(() => said() === 'New messages from Ada Lovelace and Alan Turing');
    expect(textOf(deep('tin-toasts'))).to.equal('');
  });

  it('is not told of where it is read, and what was there before is no news', async () => {
    const { writes, clock, conversations, system } = await open('conversation');
    await writes(ada, 3);
    await until(() => conversations.value.get(ada)?.unread === 0);
    clock.pass(10_000);
    await drawn();
    expect(said()).to.equal('');
    system.go('/recents');
    await until(() => findAll('log').length === 0);
    await writes(ada, 4);
    clock.pass(3_000);
    await until(() => said() === 'New messages from Ada Lovelace');
  });
});
