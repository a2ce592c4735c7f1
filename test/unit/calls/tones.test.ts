import { assert } from '@esm-bundle/chai';
import type { Call, CallId, EndReason, Phase } from '../../../web/calls/call.ts';
import { toneFor, type Tone } from '../../../web/calls/tones.ts';
import type { PeerId } from '../../../web/identity/peer-id.ts';

const side = { muted: false, camera: false, held: false, screen: false, away: false };

const live: Record<string, Phase> = {
  dialing: { kind: 'dialing', path: false },
  ringing: { kind: 'ringing', path: true },
  connecting: { kind: 'connecting' },
  talking: { kind: 'talking', since: 5 },
  reconnecting: { kind: 'reconnecting', since: 5 },
};

/** `out ringing`, `in talking`, `out busy@10`, `in hung-up@10`. */
function call(words: string, index: number): Call {
  const [direction, state = ''] = words.split(' ');
  const [reason, at] = state.split('@');
  return {
    id: String(index).padStart(22, '0') as CallId,
    peer: '88q8vn5rnvbbkkt0asz1' as PeerId,
    home: null,
    claimedName: null,
    direction: direction === 'out' ? 'outgoing' : 'incoming',
    offers: direction === 'out',
    kind: 'voice',
    startedAt: 0,
    phase: live[state] ?? {
      kind: 'ended',
      reason: reason as EndReason,
      at: Number(at),
      since: null,
    },
    ring: null,
    mine: side,
    theirs: side,
  };
}

function toneOf(...states: string[]): Tone {
  return toneFor(new Map(states.map(call).map((each) => [each.id, each])));
}

describe('tone', () => {
  const table: [tone: Tone, ...calls: string[]][] = [
    ['silence'],
    ['silence', 'out dialing'],
    ['ringback', 'out ringing'],
    ['silence', 'out connecting'],
    ['silence', 'out talking'],
    ['silence', 'out reconnecting'],
    ['ringtone', 'in ringing'],
    ['silence', 'in connecting'],
    ['silence', 'in talking'],
    ['silence', 'in reconnecting'],

    ['busy', 'out busy@10'],
    ['ended', 'out declined@10'],
    ['ended', 'out no-answer@10'],
    ['ended', 'out unavailable@10'],
    ['ended', 'out lost@10'],
    ['ended', 'out hung-up@10'],
    ['silence', 'out cancelled@10'],
    ['silence', 'in busy@10'],
    ['silence', 'in declined@10'],
    ['silence', 'in no-answer@10'],
    ['silence', 'in unavailable@10'],
    ['silence', 'in cancelled@10'],
    ['ended', 'in lost@10'],
    ['ended', 'in hung-up@10'],

    // A caller was refused while another call is live.
    ['waiting', 'out dialing', 'in busy@10'],
    ['ringback', 'out ringing', 'in busy@10'],
    ['waiting', 'out talking', 'in busy@10'],
    ['waiting', 'in talking', 'in busy@10'],
    ['waiting', 'in connecting', 'in busy@10'],
    ['waiting', 'in reconnecting', 'in busy@10'],
    ['ringtone', 'in ringing', 'in busy@10'],

    // A call that is over is not heard through one that is live.
    ['silence', 'out busy@10', 'out dialing'],
    ['silence', 'out hung-up@10', 'in talking'],
    ['ringtone', 'in hung-up@10', 'in ringing'],
    ['ringback', 'out busy@10', 'out ringing'],

    // Something rings into a call.
    ['waiting', 'out talking', 'in ringing'],
    ['waiting', 'out ringing', 'in ringing'],
    ['ringtone', 'in ringing', 'in ringing'],

    // The one that ended last is heard, whatever the order of the map.
    ['busy', 'out hung-up@10', 'out busy@20'],
    ['busy', 'out busy@20', 'out hung-up@10'],
    ['silence', 'out busy@10', 'out cancelled@20'],
    ['ended', 'in busy@10', 'in hung-up@20'],
  ];
  for (const [tone, ...calls] of table) {
    it(`is ${tone} for ${calls.join(', ') || 'no call'}`, () => {
      assert.equal(toneOf(...calls), tone);
    });
  }

  const silentTone = (...states: string[]) =>
    toneFor(new Map(states.map(call).map((each) => [each.id, each])), () => true);

  it('is silence for a stranger who is not to be heard, whatever else goes on', () => {
    assert.equal(silentTone('in ringing'), 'silence');
    assert.equal(silentTone('in talking', 'in ringing'), 'silence');
    assert.equal(silentTone('in talking', 'in busy@10'), 'silence');
    assert.equal(silentTone('out ringing', 'in ringing'), 'ringback');
  });

  it('is that of any other call once it was answered', () => {
    assert.equal(silentTone('in talking'), 'silence');
    assert.equal(silentTone('in hung-up@10', 'out busy@5'), 'busy');
    const [answered] = ['in hung-up@10'].map(call);
    const over = { ...answered!, phase: { ...answered!.phase, since: 5 } as Phase };
    assert.equal(
      toneFor(new Map([[over.id, over]]), () => true),
      'ended',
    );
  });
});
