import { assert } from '@esm-bundle/chai';
import * as fc from 'fast-check';
import { dialHash, readDialText, readHash } from '../../../web/identity/dial-text.ts';
import { isPeerId, type PeerId, type PeerIdProblem } from '../../../web/identity/peer-id.ts';

const id = '88q8vn5rnvbbkkt0asz1' as PeerId;
const written = '88Q8-VN5R-NVBB-KKT0-ASZ1';

describe('dial text', () => {
  const found: [text: string, name: string | null][] = [
    [written, null],
    ['  88q8 vn5r nvbb kkto aszl ', null],
    [`https://phone.example/#${id}`, null],
    [`https://phone.example/tin/can?x=1#${written}?name=Anna`, 'Anna'],
    [`https://phone.example/#${written}?name=Anna%20Berg%20%2B%20Ben`, 'Anna Berg + Ben'],
    [`https://phone.example/#${written}?name=Anna+Berg`, 'Anna Berg'],
    [`https://phone.example/#${id}?name=A%26B&later=1`, 'A&B'],
    [`https://phone.example/#${id}?name=100%`, '100%'],
    [`https://phone.example/#${id}?name=`, null],
    [`https://phone.example/#${id}?later=1`, null],
    [`Call me on Tincan: https://phone.example/#${id} – Anna`, null],
    [`#${written}`, null],
    [`https://phone.example/#${id}?name=Anna Berg`, 'Anna Berg'],
    ['https://phone.example/#88Q8 VN5R NVBB KKT0 ASZ1', null],
    [`web+tincan:${written}`, null],
    [`WEB+TINCAN:${id}?name=%C3%85sa`, 'Åsa'],
    [`web+tincan://${id}/`, null],
    [`https://phone.example/#web%2Btincan%3A${id}%3Fname%3DAnna%2520Berg`, 'Anna Berg'],
    [`${written}?name=Anna`, 'Anna'],
    [`#${id}?name=%E2%80%AEgpj%0A.Anna%00`, 'gpj .Anna'],
    [`#${id}?name=${'x'.repeat(80)}`, 'x'.repeat(60)],
  ];
  for (const [text, name] of found) {
    it(`finds the ID in ${text.slice(0, 70)}`, () => {
      assert.deepEqual(readDialText(text), { kind: 'id', id, name });
    });
  }

  const wrong: [text: string, problem: PeerIdProblem][] = [
    ['', 'empty'],
    ['#', 'empty'],
    ['https://phone.example/#?name=Anna', 'empty'],
    ['Anna', 'length'],
    ['https://phone.example/', 'length'],
    ['web+tincan:88Q8', 'length'],
    [`https://phone.example/#u${id.slice(1)}`, 'symbol'],
    [`https://phone.example/#${id.slice(0, -1)}2`, 'check'],
  ];
  for (const [text, problem] of wrong) {
    it(`tells “${problem}” for ${JSON.stringify(text)}`, () => {
      assert.deepEqual(readDialText(text), { kind: 'wrong', problem });
    });
  }

  it('never throws and finds right IDs only', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('#', 'web+tincan:', 'web%2Btincan%3A', '?name=', '%', '%E0%A4%A', id),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
        const read = readDialText(pieces.join(''));
        if (read.kind === 'id') assert.isTrue(isPeerId(read.id));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('hash of the page', () => {
  it('names a person, with or without a name', () => {
    assert.deepEqual(readHash(id), { id, name: null });
    assert.deepEqual(readHash(`${written}?name=Anna Berg`), { id, name: 'Anna Berg' });
  });

  it('names nobody on a screen of the app', () => {
    for (const hash of ['', 'contacts', 'settings', 'call/abc', '?name=Anna']) {
      assert.isNull(readHash(hash), hash);
    }
  });

  it('is read back as it was written, whatever the name', () => {
    for (const name of [
      null,
      'Anna',
      'A & B + C = 100 %',
      'Åsa #1?',
      '50%41',
      '王小明',
      'a/b\\c"<>`',
    ]) {
      const url = new URL('https://phone.example/');
      url.hash = dialHash(id, name);
      assert.deepEqual(readHash(url.hash.slice(1)), { id, name });
      assert.deepEqual(readDialText(url.href), { kind: 'id', id, name });
    }
  });
});
