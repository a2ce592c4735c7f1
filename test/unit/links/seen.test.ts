import { expect } from '@esm-bundle/chai';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { Seen } from '../../../web/links/seen.ts';
import { ana, ben } from '../../fakes/fake-house.ts';

describe('letters that were read', () => {
  const strangers = Array.from({ length: 500 }, (_, at) => `stranger ${at}` as PeerId);

  it('of a contact stay known whatever any number of strangers write', () => {
    const seen = new Seen((peer) => peer === ana);
    expect(seen.isNew(ana, 'one', 1)).to.equal(true);
    for (const stranger of strangers) expect(seen.isNew(stranger, 'one', 2)).to.equal(true);
    expect(seen.isNew(ana, 'one', 1)).to.equal(false);
  });

  it('stay known when a stranger becomes a contact', () => {
    const contacts = new Set<PeerId>();
    const seen = new Seen((peer) => contacts.has(peer));
    expect(seen.isNew(ben, 'one', 1)).to.equal(true);
    contacts.add(ben);
    expect(seen.isNew(ben, 'one', 1)).to.equal(false);
    expect(seen.isNew(ben, 'two', 1)).to.equal(true);
    for (const stranger of strangers) seen.isNew(stranger, 'one', 2);
    expect(seen.isNew(ben, 'two', 1)).to.equal(false);
  });
});
