import { assert } from '@esm-bundle/chai';
import * as fc from 'fast-check';
import {
  dialHash,
  formatAddress,
  readDialText,
  readHash,
} from '../../../web/identity/dial-text.ts';
import { parseHost, type Host } from '../../../web/identity/host.ts';
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
      // A link from a page names its server.
      const home = /^(?!#|web)[^#]*https/.test(text) ? ('phone.example' as Host) : null;
      assert.deepEqual(readDialText(text), { kind: 'id', id, home, name });
    });
  }

  const elsewhere: [text: string, home: string | null][] = [
    [`${written}@phone.example`, 'phone.example'],
    [` 88q8 vn5r nvbb kkto aszl@Phone.Example:9000 `, 'phone.example:9000'],
    [`${written}@[::1]:9000`, '[::1]:9000'],
    [`${written}@phone.example?name=Anna`, 'phone.example'],
    [`#${id}@phone.example?name=Anna%40home`, 'phone.example'],
    [`web+tincan:${id}@phone.example/`, 'phone.example'],
    [`web+tincan://${id}@phone.example:9000?name=Anna`, 'phone.example:9000'],
    [`https://tin.example/#web%2Btincan%3A${id}%40phone.example`, 'phone.example'],
    [`https://tin.example/#${id}@phone.example`, 'phone.example'],
    [`Call me: https://tin.example/#${id}@phone.example – Anna`, 'phone.example'],
    [`https://tin.example:9000/can?x=https://other.example/#${id}`, 'tin.example:9000'],
    [`https://a.example/x https://tin.example/#${id}`, 'tin.example'],
    // Without TLS it is this machine or network, where the page goes by many names.
    [`http://localhost:9000/#${id}`, null],
    [`https://tin_example/#${id}`, null],
  ];
  for (const [text, home] of elsewhere) {
    it(`finds the server in ${text.slice(0, 80)}`, () => {
      const read = readDialText(text);
      assert.deepInclude(read, { kind: 'id', id, home: home as Host | null });
    });
  }

  for (const text of [
    `${written}@`,
    `${written}@phone.example:0`,
    `${written}@phone.example:65536`,
    `${written}@phone.example/x`,
    `${written}@ana@phone.example`,
    `${written}@phone.example – Anna`,
    `#${id}@?name=Anna`,
    `https://tin.example/#${id}@`,
  ]) {
    it(`tells what is wrong with the server in ${text}`, () => {
      assert.deepEqual(readDialText(text), { kind: 'wrong', problem: 'host' });
    });
  }

  it('reads what it writes, for every server', () => {
    const host = fc.webAuthority({ withPort: true, withIPv4: true, withIPv6: true });
    fc.assert(
      fc.property(host, (text) => {
        const home = parseHost(text);
        const address = formatAddress(id, home);
        for (const text of [address, `web+tincan:${address}`, `#${address}?name=Anna`]) {
          assert.deepInclude(readDialText(text), { kind: 'id', id, home });
        }
      }),
    );
  });

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
      fc.constantFrom(
        '#',
        'web+tincan:',
        'web%2Btincan%3A',
        '?name=',
        '%',
        '%E0%A4%A',
        '@',
        'tin.example',
        id,
      ),
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
    assert.deepEqual(readHash(id), { id, home: null, name: null });
    assert.deepEqual(readHash(`${written}?name=Anna Berg`), { id, home: null, name: 'Anna Berg' });
    assert.deepEqual(readHash(`${id}@phone.example`), {
      id,
      home: 'phone.example' as Host,
      name: null,
    });
  });

  it('is looked for where such a text begins, so that a long one holds up nobody', () => {
    const endless = `#https://phone.example/#${'https://a/'.repeat(100_000)}`;
    assert.isNull(readHash(endless));
    const { id: found } = readHash(`https://phone.example/#${id} ${'and so on '.repeat(1_000)}`)!;
    assert.equal(found, id);
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
      assert.deepEqual(readHash(url.hash.slice(1)), { id, home: null, name });
      const home = 'phone.example' as Host;
      assert.deepEqual(readDialText(url.href), { kind: 'id', id, home, name });
    }
  });
});
