import { expect } from '@esm-bundle/chai';
import type { CallId } from '../../../web/calls/call.ts';
import { formatPeerId } from '../../../web/identity/peer-id.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada, stageOf, stranger } from '../../fakes/scenes.ts';
import { deep } from './deep.ts';
import { appears, find, findAll, textOf, until } from './find.ts';
import { mount, phone as phoneSize } from './mount.ts';

const id = formatPeerId(stranger);
const talking = { phase: { kind: 'talking', since: 1_800_000_000_000 } } as const;

/** A stranger who said “Bob” once, and “Robert” and nothing since. */
async function open(size?: typeof phoneSize) {
  const stage = await stageOf('recents');
  const { log } = stage.services;
  for (const [days, claimedName] of [
    [1, null],
    [2, 'Robert'],
    [3, null],
  ] as const) {
    const startedAt = 1_800_000_000_000 - days * 3_600_000;
    await log.add({
      id: String(days).padEnd(22, '1') as CallId,
      peer: stranger,
      home: null,
      claimedName,
      direction: 'incoming',
      kind: 'voice',
      reason: 'hung-up',
      startedAt,
      talkedMs: null,
    });
  }
  await mount(stage, size);
  await appears('list', 'Recents');
  return stage.services;
}

const said = () => textOf(deep('tin-announcer'));

describe('a stranger', () => {
  it('has the name they said last, in each of their calls', async () => {
    await open();
    const rows = findAll('listitem', undefined, find('list', 'Recents')).map(textOf);
    expect(rows.filter((row) => row.includes('Robert'))).to.have.length(4);
    expect(rows.filter((row) => row.includes('Bob') || row.includes(id))).to.deep.equal([]);
    findAll('button', 'Call Robert again')[0]?.click();
    await appears('heading', 'Robert');
  });

  it('is called the same on the screen of a call and by a screen reader', async () => {
    const { phone } = await open();
    phone.put(someCall('out', stranger, { phase: { kind: 'ringing', path: true } }));
    await appears('heading', 'Robert');
    await until(() => said() === 'The phone of Robert rings');
    phone.change(someCall('out', stranger).id, { ...talking, claimedName: 'Rob' });
    await appears('heading', 'Rob');
    await until(() => said() === 'You are talking with Rob');
  });

  it('has that name where the call is small, too', async () => {
    const { phone, system } = await open(phoneSize);
    phone.put(someCall('talk', stranger, talking));
    await appears('region', 'Call');
    system.go('/contacts');
    await until(() => textOf(deep('tin-mini-call')).includes('Robert'));
  });

  it('is unknown while they ring, whatever they said before', async () => {
    const { phone } = await open();
    phone.put(
      someCall('in', stranger, { direction: 'incoming', phase: { kind: 'ringing', path: true } }),
    );
    const card = await appears('alertdialog', 'Incoming call');
    expect(textOf(card)).to.contain('Unknown caller').and.not.contain('Robert');
    await until(() => said() === 'Somebody you don’t know is calling');
  });

  it('has the name of the contact they are, once they are one', async () => {
    const { phone } = await open();
    phone.put(someCall('talk', ada, { ...talking, claimedName: 'Countess' }));
    await appears('heading', 'Ada Lovelace');
    await until(() => said() === 'You are talking with Ada Lovelace');
  });
});
