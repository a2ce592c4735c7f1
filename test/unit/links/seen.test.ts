import { expect } from '@esm-bundle/chai';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { parseReadLetters, Seen } from '../../../web/links/seen.ts';
import { ana, ben } from '../../fakes/fake-house.ts';

describe('letters that were read', () => {
  const strangers = Array.from({ length: 500 }, (_, at) => `stranger ${at}` as PeerId);

  it('of a contact stay known whatever any number of strangers write', () => {
    const seen = new Seen((peer) => peer === ana, 3);
    expect(seen.isNew(ana, 'one', 1, 3)).to.equal(true);
    for (const stranger of strangers) expect(seen.isNew(stranger, 'one', 2, 3)).to.equal(true);
    expect(seen.isNew(ana, 'one', 1, 3)).to.equal(false);
  });

  it('are handed on in bounds, those of contacts first', () => {
    const seen = new Seen((peer) => peer === ana, 3);
    expect(seen.isNew(ana, 'one', 1, 3)).to.equal(true);
    for (const stranger of strangers) {
      for (let letter = 0; letter < 20; letter++) seen.isNew(stranger, `${letter}`, 2, 3);
    }
    const next = new Seen((peer) => peer === ana, 3, seen.recent(3));
    expect(seen.recent(3).length).to.be.lessThan(2_000);
    expect(next.isNew(ana, 'one', 1, 3)).to.equal(false);
    expect(seen.recent(1_000_000)).to.deep.equal([]);
  });

  it('are taken from no note but one of ours', () => {
    for (const noted of [null, 'x', {}, [[ana]], [[ana, 'one', '1']], [['ana', 'one', 1]]]) {
      expect(parseReadLetters(noted)).to.deep.equal([]);
    }
    expect(parseReadLetters([[ana, 'one', 1]])).to.have.length(1);
  });

  it('of a clock that was fast and is set back are new, also to the next page, and none is twice', () => {
    const isNew = (by: Seen, nonce: string, at: number) => by.isNew(ana, nonce, at, 0);
    const seen = new Seen(() => true, 0);
    expect(isNew(seen, 'one', 100_000)).to.equal(true);
    expect(isNew(seen, 'two', 3_600_000)).to.equal(true);
    const next = new Seen(() => true, 0, seen.recent(0));
    for (const each of [seen, next]) {
      expect(isNew(each, 'set back', 1)).to.equal(true);
      expect(isNew(each, 'one', 100_000)).to.equal(false);
      expect(isNew(each, 'kept back', -5_000)).to.equal(false);
    }
    expect(isNew(seen, 'two', 3_600_000)).to.equal(false);
  });

  it('stay known when a stranger becomes a contact', () => {
    const contacts = new Set<PeerId>();
    const seen = new Seen((peer) => contacts.has(peer), 3);
    expect(seen.isNew(ben, 'one', 1, 3)).to.equal(true);
    contacts.add(ben);
    expect(seen.isNew(ben, 'one', 1, 3)).to.equal(false);
    expect(seen.isNew(ben, 'two', 1, 3)).to.equal(true);
    for (const stranger of strangers) seen.isNew(stranger, 'one', 2, 3);
    expect(seen.isNew(ben, 'two', 1, 3)).to.equal(false);
  });
});
