import { expect } from '@esm-bundle/chai';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { EarlyCandidates } from '../../../web/links/early.ts';
import { parseSignal, type Signal } from '../../../web/links/signals.ts';
import { ana, ben } from '../../fakes/fake-house.ts';

const sdp = { type: 'offer', sdp: 'v=0' };

function signal(type: 'OFFER' | 'ANSWER', connectionId: string): Signal {
  const body = { connectionId, type: 'media', sdp: { ...sdp, type: type.toLowerCase() } };
  return parseSignal({ type, payload: body })!;
}

function candidate(connectionId: string, port: number): Signal {
  const text = `candidate:1 1 udp 2122260223 192.0.2.1 ${port} typ host`;
  const body = { candidate: text, sdpMid: '0', sdpMLineIndex: 0 };
  const payload = { connectionId, type: 'media', candidate: body };
  return parseSignal({ type: 'CANDIDATE', payload })!;
}

describe('candidates', () => {
  let early: EarlyCandidates;
  const pass = (from: PeerId, ...signals: Signal[]) =>
    signals.flatMap((one) => [...early.pass(from, one)]);

  beforeEach(() => {
    early = new EarlyCandidates();
  });

  for (const type of ['OFFER', 'ANSWER'] as const) {
    it(`that come before their ${type} wait for it, and keep their order`, () => {
      const [one, two, three] = [candidate('mc_1', 1), candidate('mc_1', 2), candidate('mc_1', 3)];
      const described = signal(type, 'mc_1');
      expect(pass(ana, one, two)).to.deep.equal([]);
      expect(pass(ana, described, three)).to.deep.equal([described, one, two, three]);
    });
  }

  it('wait for that of the same connection and sender only', () => {
    expect(pass(ana, candidate('mc_1', 1))).to.deep.equal([]);
    const [other, others] = [signal('OFFER', 'mc_2'), signal('OFFER', 'mc_1')];
    expect(pass(ana, other)).to.deep.equal([other]);
    expect(pass(ben, others)).to.deep.equal([others]);
  });

  it('are forgotten where there are too many', () => {
    for (let at = 0; at < 100; at++) pass(ana, candidate('mc_1', at + 1));
    const described = signal('OFFER', 'mc_1');
    expect(pass(ana, described)).to.have.length(33);
  });
});
