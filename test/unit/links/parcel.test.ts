import { assert } from '@esm-bundle/chai';
import { createIdentity, type Identity } from '../../../web/identity/identity.ts';
import { Sealing } from '../../../web/identity/sealing.ts';
import { toBase64Url } from '../../../web/lib/base64.ts';
import { utf8 } from '../../../web/lib/bytes.ts';
import { writeLetter } from '../../../web/links/letter.ts';
import {
  longestMessage,
  longestText,
  newCallId,
  newMessageId,
  newStreamId,
  parseLinkData,
  type LinkMessage,
  type Told,
} from '../../../web/links/messages.ts';
import { Packing, type ParcelContent } from '../../../web/links/parcel.ts';
import { newParcelId, parcelLength } from '../../../web/links/parcel-message.ts';
import { mostThatFit } from '../../../web/links/parcel-room.ts';
import { writeSigned } from '../../../web/links/signed.ts';

const text = (said: string): Told => ({
  ...{ kind: 'text', id: newMessageId(), text: said },
  ...{ reply: newMessageId(), at: 1_800_000_000_000 },
});
const piece = (...told: Told[]): ParcelContent => ({
  type: 'piece',
  piece: { stream: newStreamId(), from: 1, first: 1, told },
});

describe('a parcel', () => {
  let [ana, ben, eve]: Identity[] = [];
  /** The phone of somebody who knows all three. */
  const phone = (who: Identity) =>
    new Packing(who, {
      keysOf: (peer) => [ana!, ben!, eve!].find(({ id }) => id === peer)?.publicKeys ?? null,
      keepKeys: () => Promise.resolve(),
    });

  before(async () => {
    [ana, ben, eve] = await Promise.all([createIdentity(), createIdentity(), createIdentity()]);
  });

  it('is opened by its receiver, and by nobody else', async () => {
    const content = piece(text('Hello'));
    const sealed = await phone(ana!).pack(ben!.id, content);
    assert.deepEqual(await phone(ben!).unpack(ana!.id, sealed!), content);
    assert.equal(await phone(eve!).unpack(ana!.id, sealed!), 'forged');
    assert.equal(await phone(ben!).unpack(eve!.id, sealed!), 'forged', 'of nobody but its sender');
  });

  it('is as long as any other, and fits a link', async () => {
    const long = text('"'.repeat(longestText));
    const receipt = { stream: newStreamId(), upTo: 1, read: 0 };
    for (const content of [piece(text('')), piece(long), { type: 'receipt', receipt } as const]) {
      const sealed = await phone(ana!).pack(ben!.id, content);
      assert.lengthOf(sealed!, parcelLength);
      const deposit: LinkMessage = {
        ...{ type: 'deposit', parcel: newParcelId(), to: ben!.id, slot: 7 },
        sealed: sealed!,
      };
      const data = JSON.stringify(deposit);
      assert.isBelow(data.length, longestMessage);
      assert.deepEqual(parseLinkData(data), deposit);
    }
  });

  it('has room for the longest message, and for what is said to fit', async () => {
    const long = Array.from({ length: 5 }, () => text('ä'.repeat(longestText / 2)));
    const many = Array.from({ length: 2_000 }, () => text('x'));
    const quotes = [text('\\'.repeat(longestText)), text('\n'.repeat(longestText))];
    for (const told of [long, many, quotes]) {
      const some = mostThatFit(told);
      assert.isAbove(some, 0);
      assert.isBelow(some, told.length);
      assert.isString(await phone(ana!).pack(ben!.id, piece(...told.slice(0, some))));
    }
    assert.isNull(await phone(ana!).pack(ben!.id, piece(...long)), 'and for no more');
  });

  it('is not one if it was changed, is garbage, or was signed for something else', async () => {
    const sealed = (await phone(ana!).pack(ben!.id, piece(text('Hello'))))!;
    const middle = sealed.length / 2;
    const changed =
      sealed.slice(0, middle) + (sealed[middle] === 'A' ? 'B' : 'A') + sealed.slice(middle + 1);
    const info = utf8(`tincan parcel 1\n${ana!.id}\n${ben!.id}`);
    const seal = async (bytes: Uint8Array<ArrayBuffer>) =>
      toBase64Url((await new Sealing(ana!).seal(ben!.publicKeys, info, bytes))!);
    const letter = await writeLetter(ana!, ben!.id, { type: 'end', call: newCallId() }, 1);
    const said = (body: unknown) => writeSigned(ana!, 'parcel 1', utf8(JSON.stringify(body)));
    const receipt: ParcelContent = {
      type: 'receipt',
      receipt: { stream: newStreamId(), upTo: 1, read: 1 },
    };
    const read = phone(ben!);
    for (const [what, bad] of [
      ['changed', changed],
      ['garbage', 'A'.repeat(parcelLength)],
      ['empty', ''],
      ['a letter', await seal(letter)],
      ['for somebody else', await seal(await said({ to: eve!.id, content: receipt }))],
      ['no JSON', await seal(await writeSigned(ana!, 'parcel 1', utf8('{')))],
    ] as const) {
      assert.equal(await read.unpack(ana!.id, bad), 'forged', what);
    }
    for (const content of [{ type: 'x' }, { type: 'receipt' }, piece(), null]) {
      const later = await seal(await said({ to: ben!.id, content }));
      assert.equal(await read.unpack(ana!.id, later), 'unknown', 'its sender has signed it');
    }
    const good = await seal(await said({ to: ben!.id, content: receipt }));
    assert.deepEqual(await read.unpack(ana!.id, good), receipt);
  });

  it('is made for nobody whose keys are not known, or are others', async () => {
    const keepKeys = () => Promise.resolve();
    const none = new Packing(ana!, { keysOf: () => null, keepKeys });
    assert.isNull(await none.pack(ben!.id, piece(text('Hello'))));
    const spoilt = new Packing(ana!, { keysOf: () => eve!.publicKeys, keepKeys });
    assert.isNull(await spoilt.pack(ben!.id, piece(text('Hello'))));
  });

  it('says of what it does not know that it came', async () => {
    const told = [{ kind: 'dance' } as never, text('Hello')];
    const sealed = await phone(ana!).pack(ben!.id, piece(...told));
    const content = await phone(ben!).unpack(ana!.id, sealed!);
    assert.isObject(content);
    const { piece: read } = content as Extract<ParcelContent, { type: 'piece' }>;
    assert.deepEqual(
      read.told.map(({ kind }) => kind),
      ['unknown', 'text'],
    );
  });
});

describe('what is said about parcels', () => {
  const parcel = newParcelId();
  const parse = (message: unknown) => parseLinkData(JSON.stringify(message));

  it('is not heard if a parcel is of another length, or of other characters', () => {
    const deposit = { type: 'deposit', parcel, to: 'dajprjyd424h2y9at969', slot: 0 };
    assert.isNotNull(parse({ ...deposit, sealed: 'A'.repeat(parcelLength) }));
    for (const sealed of ['', 'A'.repeat(parcelLength - 1), 'A'.repeat(parcelLength + 1)]) {
      assert.isNull(parse({ ...deposit, sealed }));
    }
    assert.isNull(parse({ ...deposit, sealed: '!'.repeat(parcelLength) }));
    assert.isNull(parse({ ...deposit, slot: 8, sealed: 'A'.repeat(parcelLength) }));
    assert.isNull(parse({ type: 'held', parcels: Array.from({ length: 101 }, () => parcel) }));
  });

  it('is a no if a later version answers something else', () => {
    const answer = { type: 'deposited', parcel, answer: 'tomorrow' };
    assert.deepEqual(parse(answer), { type: 'deposited', parcel, answer: 'no' });
  });
});
