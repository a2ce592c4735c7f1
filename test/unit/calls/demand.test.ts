import { expect } from '@esm-bundle/chai';
import type { Call, Phase } from '../../../web/calls/call.ts';
import { demandOf, type Demand } from '../../../web/calls/demand.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada, alan } from '../../fakes/scenes.ts';

const phases: Readonly<Record<string, Phase>> = {
  dialing: { kind: 'dialing', path: false },
  ringing: { kind: 'ringing', path: true },
  connecting: { kind: 'connecting' },
  talking: { kind: 'talking', since: 5 },
  reconnecting: { kind: 'reconnecting', since: 5 },
  ended: { kind: 'ended', reason: 'hung-up', at: 9, since: 5 },
};

function call(words: string, index = 0, change: Partial<Call> = {}): Call {
  const [direction, phase = ''] = words.split(' ');
  return someCall(`call${index}`, index === 0 ? ada : alan, {
    direction: direction === 'out' ? 'outgoing' : 'incoming',
    phase: phases[phase]!,
    ...change,
  });
}

const demand = (...calls: Call[]): Demand => demandOf(new Map(calls.map((one) => [one.id, one])));

/** What is asked of the device, as words. */
function words({ awake, buzz, records, handle }: Demand): string {
  return [awake && 'awake', buzz && 'buzz', records && 'records', handle && 'handle']
    .filter(Boolean)
    .join(' ');
}

describe('what calls ask of the device', () => {
  const table: [asked: string, ...calls: string[]][] = [
    [''],
    ['awake records handle', 'out dialing'],
    ['awake records handle', 'out ringing'],
    ['awake records handle', 'out connecting'],
    ['awake records handle', 'out talking'],
    ['awake records handle', 'out reconnecting'],
    ['', 'out ended'],
    ['awake buzz', 'in ringing'],
    ['awake records handle', 'in connecting'],
    ['awake records handle', 'in talking'],
    ['awake records handle', 'in reconnecting'],
    ['', 'in ended'],
    // It does not buzz in the hand of somebody who talks.
    ['awake records handle', 'out talking', 'in ringing'],
    ['awake buzz', 'in ended', 'in ringing'],
  ];
  for (const [asked, ...calls] of table) {
    it(`is “${asked}” for ${calls.join(', ') || 'no call'}`, () => {
      expect(words(demand(...calls.map((text, index) => call(text, index))))).to.equal(asked);
    });
  }

  it('is no buzz for who rings without a sound', () => {
    const calls = new Map([call('in ringing'), call('in ringing', 1)].map((one) => [one.id, one]));
    const asked = (...silent: string[]) =>
      words(demandOf(calls, ({ peer }) => silent.includes(peer)));
    expect(asked(ada, alan)).to.equal('awake');
    expect(asked(ada)).to.equal('awake buzz');
  });

  it('a handle says what the buttons change, and rests on hold', () => {
    const mine = { muted: true, camera: true, held: false, screen: false, away: false };
    const { handle } = demand(call('in talking', 0, { mine, claimedName: 'Bob' }));
    expect(handle).to.include({ peer: ada, claimedName: 'Bob', active: true });
    expect(handle).to.include({ microphone: false, camera: true });
    const held = { ...mine, held: true };
    expect(demand(call('in talking', 0, { mine: held })).handle?.active).to.equal(false);
    expect(demand(call('out ringing')).handle?.active).to.equal(false);
  });
});
