import { assert } from '@esm-bundle/chai';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';
import {
  createIdentity,
  loadIdentity,
  saveIdentity,
  type Identity,
} from '../../../web/identity/identity.ts';
import { isPeerId, peerIdOf } from '../../../web/identity/peer-id.ts';

const text = new TextEncoder().encode('two cans and a string');

function quiet(): { reports: string[]; report: (what: string) => void } {
  const reports: string[] = [];
  return { reports, report: (what) => reports.push(what) };
}

async function savedRecord(identity: Identity): Promise<Record<string, unknown>> {
  const shelf = new MemoryShelf();
  await saveIdentity(shelf, identity);
  const [entry] = await shelf.entries();
  return entry?.[1] as Record<string, unknown>;
}

async function sealingSecret(a: Identity, b: Identity): Promise<string> {
  const algorithm = { name: 'X25519', public: b.sealing.publicKey };
  const bits = await crypto.subtle.deriveBits(algorithm, a.sealing.privateKey, 256);
  return new Uint8Array(bits).join();
}

describe('identity', () => {
  it('is made of keys its ID belongs to', async () => {
    const identity = await createIdentity();
    assert.isTrue(isPeerId(identity.id));
    assert.equal(identity.id, await peerIdOf(identity.publicKeys));
    const other = await createIdentity();
    assert.notEqual(other.id, identity.id);
  });

  it('is the same person after it was saved and loaded', async () => {
    const shelf = new MemoryShelf();
    const made = await createIdentity();
    await saveIdentity(shelf, made);
    const { reports, report } = quiet();
    const loaded = await loadIdentity(shelf, report);
    if (loaded === null) throw new Error('nothing loaded');
    assert.equal(loaded.id, made.id);
    assert.deepEqual([...loaded.publicKeys], [...made.publicKeys]);
    assert.deepEqual(reports, []);

    const signature = await crypto.subtle.sign('Ed25519', loaded.signing.privateKey, text);
    assert.isTrue(
      await crypto.subtle.verify('Ed25519', made.signing.publicKey, signature, text),
      'the loaded key signs for the one that was made',
    );
    const friend = await createIdentity();
    assert.equal(await sealingSecret(loaded, friend), await sealingSecret(friend, made));
  });

  it('is null on an empty shelf, without a report', async () => {
    const { reports, report } = quiet();
    assert.isNull(await loadIdentity(new MemoryShelf(), report));
    assert.deepEqual(reports, []);
  });

  it('has keys that can be exported for a backup', async () => {
    const { signing, sealing } = await createIdentity();
    assert.isTrue(signing.privateKey.extractable);
    assert.isTrue(sealing.privateKey.extractable);
  });

  describe('whose record is wrong is set aside, not deleted:', () => {
    let good: Record<string, unknown>;
    let other: Record<string, unknown>;

    before(async () => {
      good = await savedRecord(await createIdentity());
      other = await savedRecord(await createIdentity());
    });

    const breakages: [what: string, broken: () => unknown][] = [
      ['no object', () => 'identity'],
      ['null', () => null],
      ['another ID', () => ({ ...good, id: other['id'] })],
      ['an ID with a wrong check symbol', () => ({ ...good, id: '88q8vn5rnvbbkkt0asz2' })],
      ['other public keys', () => ({ ...good, publicKeys: other['publicKeys'] })],
      ['too few public bytes', () => ({ ...good, publicKeys: new Uint8Array(63) })],
      ['another signing key', () => ({ ...good, signing: other['signing'] })],
      ['another sealing key', () => ({ ...good, sealing: other['sealing'] })],
      ['a private key that is none', () => ({ ...good, signing: new Uint8Array(48) })],
      ['a private key as text', () => ({ ...good, sealing: 'secret' })],
    ];
    for (const [what, broken] of breakages) {
      it(what, async () => {
        const record = broken();
        const shelf = new MemoryShelf([['identity', record]]);
        const { reports, report } = quiet();
        assert.isNull(await loadIdentity(shelf, report));
        assert.lengthOf(reports, 1);
        const entries = await shelf.entries();
        assert.lengthOf(entries, 1);
        assert.match(entries[0]?.[0] ?? '', /^set-aside:identity:\d+$/);
        assert.deepEqual(entries[0]?.[1], record);
      });
    }
  });
});
