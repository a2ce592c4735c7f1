import { expect } from '@esm-bundle/chai';
import fc from 'fast-check';
import type { Call, Phase } from '../../../web/calls/call.ts';
import { transition, type CallEvent } from '../../../web/calls/transition.ts';
import type { CallId, RingId } from '../../../web/links/messages.ts';
import { ben } from '../../fakes/fake-house.ts';

const id = 'aaaaaaaaaaaaaaaaaaaaaa' as CallId;
const ring = 'rrrrrrrrrrrrrrrrrrrrrr' as RingId;
const now = 1_000;
const quiet = { muted: false, camera: false, held: false, screen: false, away: false };

const phases: Record<string, Phase> = {
  dialing: { kind: 'dialing', path: false },
  ringing: { kind: 'ringing', path: false },
  'ringing+path': { kind: 'ringing', path: true },
  connecting: { kind: 'connecting' },
  talking: { kind: 'talking', since: 500 },
  reconnecting: { kind: 'reconnecting', since: 500 },
  ended: { kind: 'ended', reason: 'hung-up', at: 900, since: 500 },
};

function inState(state: string): Call {
  const [direction, phase] = state.split(' ');
  return {
    id,
    peer: ben,
    home: null,
    claimedName: direction === 'out' ? null : 'Ana',
    direction: direction === 'out' ? 'outgoing' : 'incoming',
    offers: direction === 'out',
    kind: 'voice',
    startedAt: 0,
    phase: phases[phase!]!,
    ring: state === 'out dialing' ? null : ring,
    mine: quiet,
    theirs: quiet,
  };
}

const events: Record<string, CallEvent> = {
  answer: { type: 'answer', kind: 'voice' },
  reject: { type: 'reject' },
  'hang-up': { type: 'hang-up' },
  mute: { type: 'change', side: { muted: true } },
  '<invite': { type: 'heard', message: { type: 'invite', call: id, kind: 'voice', name: null } },
  '<ringing': { type: 'heard', message: { type: 'ringing', call: id, ring } },
  '<ringing elsewhere': {
    type: 'heard',
    message: { type: 'ringing', call: id, ring: 'another ring of this call' as RingId },
  },
  '<accept': { type: 'heard', message: { type: 'accept', call: id, kind: 'voice' } },
  '<decline': { type: 'heard', message: { type: 'decline', call: id } },
  '<busy': { type: 'heard', message: { type: 'busy', call: id } },
  '<cancel': { type: 'heard', message: { type: 'cancel', call: id } },
  '<end': { type: 'heard', message: { type: 'end', call: id } },
  '<side': { type: 'heard', message: { type: 'side', call: id, ...quiet, held: true } },
  hello: { type: 'introduced', name: 'Ben' },
  up: { type: 'path', up: true },
  down: { type: 'path', up: false },
  'lost link': { type: 'link-lost' },
  'caller gone': { type: 'caller-gone' },
  absent: { type: 'absent' },
  timeout: { type: 'timeout' },
};

const columns = ['dialing', 'ringing', 'ringing+path', 'connecting', 'talking', 'reconnecting'];

/** `-`: the same call object and nothing sent; `=`: changed within its phase; `>`: sent. */
const table: Record<'out' | 'in', string> = {
  out: `
    answer   | -                       | -                       | -                       | -                 | -                    | -
    reject   | -                       | -                       | -                       | -                 | -                    | -
    hang-up  | cancelled >cancel       | cancelled >cancel       | cancelled >cancel       | hung-up >end      | hung-up >end         | hung-up >end
    mute     | =                       | =                       | =                       | = >side           | = >side              | = >side
    <invite  | -                       | -                       | -                       | -                 | -                    | -
    <ringing | ringing                 | -                       | -                       | -                 | -                    | -
    <ringing elsewhere | ringing       | =                       | =                       | -                 | -                    | -
    <accept  | connecting >side        | connecting >side        | talking >side           | -                 | -                    | -
    <decline | declined                | declined                | declined                | -                 | -                    | -
    <busy    | busy                    | busy                    | busy                    | -                 | -                    | -
    <cancel  | -                       | -                       | -                       | -                 | -                    | -
    <end     | -                       | -                       | -                       | hung-up           | hung-up              | hung-up
    <side    | -                       | -                       | -                       | =                 | =                    | =
    hello    | =                       | =                       | =                       | =                 | =                    | =
    up       | =                       | =                       | -                       | talking           | -                    | talking >side
    down     | -                       | -                       | =                       | -                 | reconnecting         | -
    lost link | -                      | dialing                 | dialing                 | -                 | -                    | -
    caller gone | -                    | -                       | -                       | -                 | -                    | -
    absent   | unavailable >cancel     | dialing                 | dialing                 | -                 | -                    | -
    timeout  | no-answer >cancel       | no-answer >cancel       | no-answer >cancel       | lost >end         | -                    | lost >end`,
  in: `
    answer   |                         | connecting >accept      | talking >accept         | -                 | -                    | -
    reject   |                         | declined >decline       | declined >decline       | -                 | -                    | -
    hang-up  |                         | declined >decline       | declined >decline       | hung-up >end      | hung-up >end         | hung-up >end
    mute     |                         | =                       | =                       | = >side           | = >side              | = >side
    <invite  |                         | - >ringing              | - >ringing              | - >accept         | - >accept            | - >accept
    <ringing |                         | -                       | -                       | -                 | -                    | -
    <ringing elsewhere |               | -                       | -                       | -                 | -                    | -
    <accept  |                         | -                       | -                       | -                 | -                    | -
    <decline |                         | -                       | -                       | -                 | -                    | -
    <busy    |                         | -                       | -                       | -                 | -                    | -
    <cancel  |                         | cancelled               | cancelled               | hung-up           | hung-up              | hung-up
    <end     |                         | -                       | -                       | hung-up           | hung-up              | hung-up
    <side    |                         | -                       | -                       | =                 | =                    | =
    hello    |                         | -                       | -                       | -                 | -                    | -
    up       |                         | =                       | -                       | talking           | -                    | talking >side
    down     |                         | -                       | =                       | -                 | reconnecting         | -
    lost link |                        | -                       | -                       | -                 | -                    | -
    caller gone |                      | cancelled               | cancelled               | -                 | -                    | -
    absent   |                         | -                       | -                       | -                 | -                    | -
    timeout  |                         | no-answer               | no-answer               | lost >end         | -                    | lost >end`,
};

function outcome(before: Call, event: CallEvent): string {
  const { call, send } = transition(before, event, now);
  const { phase } = call;
  const became =
    call === before
      ? '-'
      : phase.kind === 'ended'
        ? phase.reason
        : phase.kind === before.phase.kind
          ? '='
          : phase.kind;
  return send ? `${became} >${send.type}` : became;
}

describe('transition', () => {
  for (const direction of ['out', 'in'] as const) {
    for (const row of table[direction].trim().split('\n')) {
      const [name, ...cells] = row.split('|').map((cell) => cell.trim());
      cells.forEach((expected, column) => {
        if (!expected) return;
        it(`${direction} ${columns[column]} + ${name} → ${expected}`, () => {
          expect(outcome(inState(`${direction} ${columns[column]}`), events[name!]!)).to.equal(
            expected,
          );
        });
      });
    }
  }

  it('has a row for every event', () => {
    for (const rows of Object.values(table)) {
      const names = rows
        .trim()
        .split('\n')
        .map((row) => row.split('|')[0]!.trim());
      expect(names).to.have.members(Object.keys(events));
    }
  });

  it('never leaves “ended”, and tells whoever still talks', () => {
    for (const direction of ['out', 'in']) {
      for (const [name, event] of Object.entries(events)) {
        const late = name === '<accept' || name === '<side';
        const told = late ? '- >end' : '-';
        expect(outcome(inState(`${direction} ended`), event)).to.equal(told);
      }
    }
  });

  it('says again that it was declined or busy to whoever still asks', () => {
    const asked = events['<invite']!;
    for (const [reason, word] of [
      ['declined', 'decline'],
      ['busy', 'busy'],
      ['hung-up', undefined],
    ] as const) {
      const call = inState('in ended');
      const phase = { kind: 'ended', reason, at: 0, since: null } as const;
      expect(transition({ ...call, phase }, asked, 1).send?.type).to.equal(word);
    }
  });

  it('ignores messages about another call in every state', () => {
    const other = 'bbbbbbbbbbbbbbbbbbbbbb' as CallId;
    for (const phase of Object.keys(phases)) {
      for (const event of Object.values(events)) {
        if (event.type !== 'heard') continue;
        const foreign = { type: 'heard', message: { ...event.message, call: other } } as const;
        expect(outcome(inState(`out ${phase}`), foreign)).to.equal('-');
      }
    }
  });

  it('of a call that was adopted from the other side does what a callee does', () => {
    for (const phase of ['connecting', 'talking', 'reconnecting']) {
      const call = { ...inState(`out ${phase}`), offers: false };
      expect(outcome(call, events['<invite']!)).to.equal('- >accept');
      expect(outcome(call, events['<cancel']!)).to.equal('hung-up');
    }
  });

  it('waits a while for a phone that rang and is gone, and not for one that never did', () => {
    const at = (call: Call, when: number) => transition(call, { type: 'absent' }, when);
    const gone = at(inState('out ringing'), now).call;
    expect(at(gone, now + 9_000).call).to.equal(gone);
    const { call, send } = at(gone, now + 10_000);
    expect([call.phase.kind, send?.type]).to.deep.equal(['ended', 'cancel']);
    const back = transition(gone, events['<ringing']!, now + 9_000).call;
    expect(back.phase).to.deep.equal({ kind: 'ringing', path: false });
    expect(at(back, now + 20_000).call.phase.kind).to.equal('dialing');
  });

  it('keeps the start of the talk through a gap and to the end', () => {
    const talking = inState('out talking');
    const gap = transition(talking, { type: 'path', up: false }, 600).call;
    const back = transition(gap, { type: 'path', up: true }, 700).call;
    expect(back.phase).to.deep.equal({ kind: 'talking', since: 500 });
    const over = transition(back, { type: 'hang-up' }, 800).call;
    expect(over.phase).to.deep.equal({ kind: 'ended', reason: 'hung-up', at: 800, since: 500 });
  });

  it('ends for good, whatever the order of events', () => {
    const anyEvent = fc.constantFrom(...Object.values(events));
    fc.assert(
      fc.property(
        fc.constantFrom('out dialing', 'in ringing'),
        fc.array(anyEvent),
        (start, all) => {
          let call = inState(start);
          for (const event of all) {
            const next = transition(call, event, now).call;
            if (call.phase.kind === 'ended') expect(next).to.equal(call);
            call = next;
          }
        },
      ),
    );
  });
});
