import { expect } from '@esm-bundle/chai';
import { parseCallMessage, parseLinkData } from '../../../web/links/messages.ts';
import { parseBrokerMessage } from '../../../web/links/signals.ts';

/** The vectors of docs/protocol.md, “Calls”. */
const call = 'AAECAwQFBgcICQoLDA0ODw';
const ring = 'EBESExQVFhcYGRobHB0eHw';
const invite = { type: 'invite', call, kind: 'voice', name: 'Ana' };
const side = { type: 'side', call, muted: true, camera: false, held: false };
const envelope = (src: string) => ({
  type: 'CANDIDATE',
  src,
  payload: { tincan: 1, message: { type: 'ringing', call, ring } },
});

describe('the published messages', () => {
  it('parse', () => {
    expect(parseCallMessage(invite)).to.deep.equal(invite);
    // Phones of the first version say neither.
    expect(parseLinkData(JSON.stringify(side))).to.deep.equal({
      ...side,
      screen: false,
      away: false,
    });
    const hello = { type: 'hello', version: 1, name: null };
    expect(parseLinkData(JSON.stringify(hello))).to.deep.equal(hello);
    expect(parseBrokerMessage(envelope('dajprjyd424h2y9at969'))).to.deep.equal({
      kind: 'envelope',
      from: 'dajprjyd424h2y9at969',
      content: { type: 'ringing', call, ring },
    });
  });

  it('are refused when a part is wrong', () => {
    expect(parseCallMessage({ ...invite, call: `${call}==` })).to.equal(null);
    expect(parseCallMessage({ ...invite, kind: 'screen' })).to.equal(null);
    expect(parseCallMessage({ ...side, muted: 'yes' })).to.equal(null);
    expect(parseBrokerMessage(envelope('dajprjyd424h2y9at960'))).to.equal(null);
  });

  it('carry a signal over the link with the same parser as from the broker', () => {
    const signal = {
      type: 'ANSWER',
      payload: { type: 'media', connectionId: 'mc_1', sdp: { type: 'answer', sdp: 'v=0\r\n' } },
    };
    expect(parseLinkData(JSON.stringify({ type: 'signal', signal }))).to.deep.equal({
      type: 'signal',
      signal,
    });
    expect(parseBrokerMessage({ ...signal, src: 'dajprjyd424h2y9at969' })).to.deep.equal({
      kind: 'signal',
      from: 'dajprjyd424h2y9at969',
      signal,
    });
  });
});
