import { expect } from '@esm-bundle/chai';
import fc from 'fast-check';
import { encodeQR } from 'qr';
import { createIdentity, type Identity } from '../../../web/identity/identity.ts';
import { fromBase64Url, toBase64Url } from '../../../web/lib/base64.ts';
import { endpointBytes, isWritable, parseEndpoint } from '../../../web/links/endpoint.ts';
import { offerTag, readSlip, writeAnswer, writeOffer, type Slip } from '../../../web/links/slip.ts';
import { rfcIdentity } from '../identity/rfc-identity.ts';
import { anyEndpoint, bytesOf, publishedEndpoint } from './slips.ts';

const prefix = 'tincan-hand:';
const now = 1_800_000_000_000;
const bytesIn = (slip: string) => fromBase64Url(slip.slice(prefix.length))!;
const textOf = (bytes: Uint8Array) => prefix + toBase64Url(bytes);
const runs = { numRuns: 60 };

async function slipIn(text: string): Promise<Slip> {
  const slip = await readSlip(text);
  if (typeof slip === 'string') throw new Error(`not read: ${slip}`);
  return slip;
}

describe('an endpoint', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(anyEndpoint, (endpoint) => {
        expect(parseEndpoint(endpointBytes(endpoint))).to.deep.equal(endpoint);
      }),
    );
  });

  it('is none when it is cut, or when something follows', () => {
    fc.assert(
      fc.property(anyEndpoint, fc.nat(), fc.nat(255), (endpoint, cut, more) => {
        const bytes = endpointBytes({ ...endpoint, candidates: endpoint.candidates.slice(0, 1) });
        expect(parseEndpoint(bytes.slice(0, cut % bytes.length))).to.equal(null);
        expect(parseEndpoint(Uint8Array.from([...bytes, more]))).to.equal(null);
      }),
    );
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const endpoint = parseEndpoint(new Uint8Array(bytes));
        if (endpoint) expect(endpointBytes(endpoint)).to.deep.equal(new Uint8Array(bytes));
      }),
    );
  });

  it('has an address, a port, and nothing that would break a line of SDP', () => {
    expect(isWritable(publishedEndpoint)).to.equal(true);
    const [first] = publishedEndpoint.candidates;
    for (const change of [
      { candidates: [] },
      { candidates: Array(9).fill(first) as (typeof first & object)[] },
      { candidates: [{ ...first!, port: 0 }] },
      { ufrag: 'abc' },
      { ufrag: 'ab\r\na=x' },
      { password: 'short' },
    ]) {
      expect(isWritable({ ...publishedEndpoint, ...change }), Object.keys(change)[0]).to.equal(
        false,
      );
    }
  });
});

describe('a slip', () => {
  let ana: Identity;
  let ben: Identity;
  before(async () => {
    [ana, ben] = await Promise.all([createIdentity(), createIdentity()]);
  });

  it('is read as it was written, offer and answer', async () => {
    await fc.assert(
      fc.asyncProperty(anyEndpoint, bytesOf(16), async (endpoint, tag) => {
        const offer = await writeOffer(ana, endpoint, now);
        const read = await slipIn(offer);
        const { id: peer, publicKeys } = ana;
        const own = await offerTag(offer);
        expect(read).to.deep.equal({ peer, publicKeys, at: now, tag: own, to: null, endpoint });
        const answer = await slipIn(await writeAnswer(ben, tag, endpoint, now + 0.5));
        expect([answer.peer, answer.at, answer.to]).to.deep.equal([ben.id, now, tag]);
        expect(answer.endpoint).to.deep.equal(endpoint);
      }),
      runs,
    );
  });

  it('is found in a message, also broken into lines', async () => {
    const offer = await writeOffer(ana, publishedEndpoint, now);
    const read = await slipIn(offer);
    const lines = offer.replace(/.{60}/g, '$&\r\n ');
    for (const text of [`Hello, ${offer}\n`, `> ${offer} Ana`, lines, `Hello,\n${lines}`]) {
      expect(await readSlip(text), text.slice(0, 12)).to.deep.equal(read);
    }
  });

  it('with any byte changed is damaged, or not of this version', async () => {
    const bytes = bytesIn(await writeOffer(ana, publishedEndpoint, now));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const changed = Uint8Array.from(bytes, (byte, index) =>
            index === at ? byte ^ by : byte,
          );
          const verdict = await readSlip(textOf(changed));
          expect(verdict).to.equal(at === 0 && changed[0]! > 1 ? 'newer' : 'damaged');
        },
      ),
      { numRuns: 200 },
    );
  });

  it('that is cut is damaged', async () => {
    const offer = await writeOffer(ana, publishedEndpoint, now);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: prefix.length + 2, max: offer.length - 1 }),
        async (end) => {
          expect(await readSlip(offer.slice(0, end))).to.equal('damaged');
        },
      ),
      runs,
    );
  });

  it('takes any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.uint8Array({ maxLength: 600 }), async (text, bytes) => {
        expect(await readSlip(text)).to.equal('foreign');
        expect(await readSlip(textOf(bytes))).to.be.oneOf(['damaged', 'newer', 'foreign']);
      }),
      runs,
    );
  });

  it('of somebody under the keys of another is damaged', async () => {
    const bytes = bytesIn(await writeOffer(ana, publishedEndpoint, now));
    bytes.set(ben.publicKeys, 10);
    expect(await readSlip(textOf(bytes))).to.equal('damaged');
  });

  it('can’t be made an answer, nor an answer an offer', async () => {
    const offer = bytesIn(await writeOffer(ana, publishedEndpoint, now));
    const tag = new Uint8Array(16);
    const answer = bytesIn(await writeAnswer(ana, tag, publishedEndpoint, now));
    const asAnswer = [...offer.slice(0, 74), ...tag, ...offer.slice(74)];
    const asOffer = [...answer.slice(0, 74), ...answer.slice(90)];
    asAnswer[1] = 2;
    asOffer[1] = 1;
    for (const bytes of [asAnswer, asOffer]) {
      expect(await readSlip(textOf(Uint8Array.from(bytes)))).to.equal('damaged');
    }
  });

  it('fits a QR code of version 20, however much is in it', async () => {
    const [first] = publishedEndpoint.candidates;
    const endpoint = {
      ...publishedEndpoint,
      ufrag: 'u'.repeat(32),
      password: 'p'.repeat(64),
      candidates: Array.from({ length: 8 }, () => ({
        ...first!,
        kind: 'ipv6' as const,
        bytes: new Uint8Array(16),
      })),
    };
    const answer = await writeAnswer(ana, new Uint8Array(16), endpoint, now);
    const { length } = encodeQR(answer, 'raw', { ecc: 'low', border: 1 });
    expect(length).to.be.at.most(17 + 4 * 20 + 2);
  });

  it('is the published one', async () => {
    const [alice, bob] = await Promise.all([rfcIdentity('alice'), rfcIdentity('bob')]);
    const offer = await writeOffer(alice, publishedEndpoint, now);
    const tag = await offerTag(offer);
    const answer = await writeAnswer(bob, tag, publishedEndpoint, now + 30_000);
    expect([offer, answer]).to.deep.equal([published.offer, published.answer]);
    expect(toBase64Url(tag)).to.equal(published.tag);
    expect((await slipIn(published.offer)).endpoint).to.deep.equal(publishedEndpoint);
  });
});

/** The vectors of docs/protocol.md, “By hand”. */
const published = {
  offer:
    'tincan-hand:AQEAAAGjGFxQANdamAGCsQq31Uv-08lkBzoO4XLz2qYjJa8CGmj3B1EahSDwCYkwp1R0i33ctD73Wg' +
    '2_Og0mOBr066SpjqqbTmoAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHwRBYjMrGGFiY2RlZmdoaWprbG1u' +
    'b3BxcnN0dXYvKwTAAAIHw1AGIAENuAAAAAAAAAAAAAAAB8NRAfDx8vP09fb3-Pn6-_z9_v_DUjO9N2Ep5JFvYAWJDx' +
    '_13Hj02LCP7WZH4Mfzlt_ln4qoy0uYlpwyoARQII5aCUSYzIb81x0jRTvgUjMmr9SG5gQ',
  tag: 'dO3ZhJdKDx1yK8VhZWzgqg',
  answer:
    'tincan-hand:AQIAAAGjGFzFMD1AF8PoQ4lakrcKp00bfrycmCzPLsSWjMDNVfEq9GYM3p7bfXt9wbTTW2HC7OQ1Nz' +
    '-DQ8hbeGdNrfx-FG-IK0907dmEl0oPHXIrxWFlbOCqAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8EQWIz' +
    'KxhhYmNkZWZnaGlqa2xtbm9wcXJzdHV2LysEwAACB8NQBiABDbgAAAAAAAAAAAAAAAfDUQHw8fLz9PX29_j5-vv8_f' +
    '7_w1LG3Di2N7XOu3pfPU5Iq0iNwnoPi0rAgjsOTBUqURxCUh7jjAvK8mQvxiQF1oWuq6OwSrWIALHlmkFzbB9cGywK',
};
