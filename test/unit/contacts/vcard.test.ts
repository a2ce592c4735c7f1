import { assert } from '@esm-bundle/chai';
import * as fc from 'fast-check';
import { cardsOf, takeCards } from '../../../web/contacts/cards.ts';
import { Contacts } from '../../../web/contacts/contacts.ts';
import { readVCards, toVCard } from '../../../web/contacts/vcard.ts';
import { cleanName } from '../../../web/identity/display-name.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { ana, ben, cem, here, there } from '../../fakes/fake-house.ts';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';

const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n');

describe('a vCard', () => {
  it('is written as RFC 6350 has it', () => {
    assert.equal(
      toVCard({ id: ben, home: there, name: 'Ben; Sons, Ltd \\o/' }),
      [
        'BEGIN:VCARD',
        'VERSION:4.0',
        `UID:web+tincan:${ben}`,
        'FN:Ben\\; Sons\\, Ltd \\\\o/',
        `IMPP:web+tincan:${ben}@there.example:9000`,
        'END:VCARD',
        '',
      ].join('\r\n'),
    );
  });

  it('has no line longer than 75 bytes, and no character is cut', () => {
    const name = '🥫é字'.repeat(20);
    const lines = toVCard({ id: ben, home: null, name }).split('\r\n');
    for (const line of lines) assert.isAtMost(new TextEncoder().encode(line).length, 75);
    assert.isTrue(lines.some((line) => line.startsWith(' ')));
    assert.notInclude(lines.join(''), '\ufffd');
  });

  it('is read as it was written, whatever the name is', () => {
    const names = fc.string({ unit: 'grapheme', maxLength: 60 }).map(cleanName);
    fc.assert(
      fc.property(names, fc.constantFrom(null, here, there), (name, home) => {
        if (name === null) return;
        const read = readVCards(toVCard({ id: ben, home, name }));
        assert.deepEqual(read, { people: [{ id: ben, home, name }], skipped: 0 });
      }),
    );
  });

  it('of other programs is read too', () => {
    const text =
      card(
        'VERSION:3.0',
        'FN:Ana',
        `item1.IMPP;X-SERVICE-TYPE=Tincan;type=pref:web+tincan\\:${ana}`,
      ) +
      card('VERSION:4.0', 'FN:Be', ' n', `URL;TYPE="a:b":https://there.example:9000/#${ben}`) +
      card('VERSION:3.0', `X-TINCAN:web+tincan:${cem}?name=Cem`).replaceAll('\r\n', '\n');
    assert.deepEqual(readVCards(text), {
      people: [
        { id: ana, home: null, name: 'Ana' },
        { id: ben, home: there, name: 'Ben' },
        { id: cem, home: null, name: 'Cem' },
      ],
      skipped: 0,
    });
  });

  it('without a Tincan ID, or with a wrong one, is passed over', () => {
    const wrong = `${ben.slice(0, -1)}0`;
    const text =
      card('FN:Eve', 'TEL:+1 555 0100', 'UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1') +
      card('FN:Bob', `IMPP:web+tincan:${wrong}`) +
      card('FN:Ana', `IMPP:web+tincan:${ana}`);
    assert.deepEqual(readVCards(text), {
      people: [{ id: ana, home: null, name: 'Ana' }],
      skipped: 2,
    });
  });

  it('in a file of another kind is none', () => {
    for (const text of ['', 'FN:Ana', '{"a":1}', '\0\u0001\u0002', `IMPP:web+tincan:${ana}`]) {
      assert.isNull(readVCards(text));
    }
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readVCards(text)));
  });
});

describe('the cards of all contacts', () => {
  const own = { id: ana, host: here };
  let contacts: Contacts;

  const empty = () => Contacts.load(new MemoryShelf(), new FakeClock(), () => {});

  beforeEach(async () => {
    contacts = await empty();
  });

  it('bring them to another phone, with their servers', async () => {
    await contacts.add(ben, 'Ben');
    await contacts.add(cem, 'Cem', there);
    const text = cardsOf(contacts.all.value.values(), here);
    const same = await empty();
    const taken = await takeCards(same, text, own);
    assert.deepEqual(taken, { added: [ben, cem], known: 0, skipped: 0 });
    assert.isNull(same.all.value.get(ben)?.home);
    const abroad = await empty();
    await takeCards(abroad, text, { id: ana, host: there });
    assert.equal(abroad.all.value.get(ben)?.home, here);
    assert.isNull(abroad.all.value.get(cem)?.home);
    assert.equal(abroad.all.value.get(cem)?.name, 'Cem');
  });

  it('rename nobody, unblock nobody, and add oneself not at all', async () => {
    await contacts.add(ben, 'My Ben');
    await contacts.block(cem, true);
    const cards = [
      { id: ben, home: there, name: 'Ben' },
      { id: cem, home: null, name: 'Cem' },
      { id: ana, home: null, name: 'Me' },
    ];
    const taken = await takeCards(contacts, cards.map(toVCard).join(''), own);
    assert.deepEqual(taken, { added: [], known: 3, skipped: 0 });
    assert.equal(contacts.all.value.get(ben)?.name, 'My Ben');
    assert.isTrue(contacts.all.value.get(cem)?.blocked);
    assert.isFalse(contacts.all.value.has(ana));
  });

  it('with a name that tries to deceive is cleaned', async () => {
    const text = card(`FN:Ben\u202e\\nevil${'x'.repeat(99)}`, `IMPP:web+tincan:${ben}`);
    await takeCards(contacts, text, own);
    const name = contacts.all.value.get(ben)?.name ?? '';
    assert.equal(name, cleanName(name));
    assert.isTrue(name.startsWith('Ben evil'));
  });
});
