import { expect } from '@esm-bundle/chai';
import { parseContent } from '../../../web/links/letter.ts';
import { parseLinkData } from '../../../web/links/messages.ts';
import { parseBrokerMessage } from '../../../web/links/signals.ts';

/** The vectors of docs/protocol.md, “Calls”. */
const call = 'AAECAwQFBgcICQoLDA0ODw';
const invite = { type: 'invite', call, kind: 'voice', name: 'Ana' };
const side = { type: 'side', call, muted: true, camera: false, held: false };
const envelope = (src: string) => ({
  type: 'CANDIDATE',
  src,
  payload: { tincan: 3, open: 'AAAA' },
});

describe('the published messages', () => {
  it('parse', () => {
    const abroad = { ...invite, home: 'tin.example:9000' };
    expect(parseContent(abroad)).to.deep.equal(abroad);
    expect(parseContent(invite)).to.deep.equal({ ...invite, home: null });
    expect(parseContent({ ...invite, home: 'Tin.Example/x' })).to.deep.equal({
      ...invite,
      home: null,
    });
    // Phones of the first version say neither.
    expect(parseLinkData(JSON.stringify(side))).to.deep.equal({
      ...side,
      screen: false,
      away: false,
    });
    const hello = { type: 'hello', version: 1, name: null };
    expect(parseLinkData(JSON.stringify(hello))).to.deep.equal(hello);
    expect(parseBrokerMessage(envelope('dajprjyd424h2y9at969'))).to.deep.equal({
      kind: 'letter',
      from: 'dajprjyd424h2y9at969',
      envelope: { tincan: 3, open: 'AAAA' },
    });
  });

  it('are refused when a part is wrong', () => {
    expect(parseContent({ ...invite, call: `${call}==` })).to.equal(null);
    expect(parseContent({ ...invite, kind: 'screen' })).to.equal(null);
    expect(parseContent({ ...side, muted: 'yes' })).to.equal(null);
    expect(parseBrokerMessage(envelope('dajprjyd424h2y9at960'))).to.equal(null);
  });

  it('carry a letter over the link with the same parser as from the broker', () => {
    const letter = { tincan: 3, sealed: 'AAAA' };
    expect(parseLinkData(JSON.stringify({ type: 'letter', letter }))).to.deep.equal({
      type: 'letter',
      letter,
    });
    for (const payload of [
      {},
      { tincan: 1, message: {} },
      { tincan: 3, open: 'ä' },
      { tincan: 3 },
    ]) {
      expect(parseBrokerMessage({ type: 'OFFER', src: 'dajprjyd424h2y9at969', payload })).to.equal(
        null,
      );
    }
  });
});
