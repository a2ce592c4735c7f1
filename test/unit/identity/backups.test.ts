import { assert } from '@esm-bundle/chai';
import { parseRecentCall, type RecentCall } from '../../../web/calls/recent-call.ts';
import { Contacts } from '../../../web/contacts/contacts.ts';
import { parseContact } from '../../../web/contacts/contact.ts';
import type { Entry, LargePart, NewHome } from '../../../web/identity/backup-part.ts';
import { sealChunks } from '../../../web/identity/backup-chunks.ts';
import { newBackupKey } from '../../../web/identity/backup-key.ts';
import { packRecords, type BackupRecord } from '../../../web/identity/backup-records.ts';
import type { Written } from '../../../web/identity/backup.ts';
import { BackupDesk, type BackupWish, type OpenedBackup } from '../../../web/identity/backups.ts';
import {
  createIdentity,
  parseIdentityRecord,
  saveIdentity,
} from '../../../web/identity/identity.ts';
import { parseSettings, SettingsStore } from '../../../web/identity/settings-store.ts';
import { shelfPart } from '../../../web/identity/shelf-part.ts';
import { Failure } from '../../../web/lib/failure.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeFiles } from '../../fakes/fake-files.ts';
import { ben } from '../../fakes/fake-house.ts';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';

const passphrase = 'two cans and one string';
const now = new Date(2026, 4, 3, 14, 5).getTime();

/** A phone that was furnished, and what became of it. */
class FakeHome implements NewHome {
  readonly kept: [part: string, ...Entry][] = [];
  state: 'empty' | 'begun' | 'finished' | 'moved' | 'left' = 'empty';
  readonly bytes: number[][] = [];
  isFull = false;
  lost = 0;

  async keep(part: string, entries: readonly Entry[]): Promise<void> {
    if (this.isFull) throw new Failure('storage');
    this.state = 'begun';
    for (const entry of entries) this.kept.push([part, ...entry]);
  }

  async keepBytes(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.bytes.push([...bytes]);
  }

  async finish(): Promise<number> {
    this.state = 'finished';
    return this.lost;
  }

  moveIn(): void {
    this.state = 'moved';
  }

  async leave(): Promise<void> {
    this.state = 'left';
  }
}

/** Something with bytes: records that have some, none, or are none themselves. */
const blobs: LargePart = {
  name: 'files',
  parse: (value) => (value === 'none' ? null : value),
  async *entries() {
    yield ['one', 'first'];
    yield Uint8Array.of(1, 2);
    yield Uint8Array.of(3);
    yield ['two', 'none'];
    yield Uint8Array.of(4);
    yield ['three', 'last'];
  },
  size: () => Promise.resolve({ count: 2, bytes: 3 }),
};

const someCall = {
  id: 'abcdefghijklmnopqrstuv',
  peer: ben,
  home: null,
  claimedName: null,
  direction: 'incoming',
  kind: 'voice',
  reason: 'hung-up',
  startedAt: now,
  talkedMs: 83_000,
} as RecentCall;

describe('backups', function () {
  this.timeout(60_000);
  const shelves = {
    identity: new MemoryShelf(),
    settings: new MemoryShelf(),
    contacts: new MemoryShelf(),
    calls: new MemoryShelf(),
  };
  const files = new FakeFiles();
  let home: FakeHome;
  let id: string;
  let backup: Uint8Array<ArrayBuffer>;

  const desk = () =>
    new BackupDesk({
      parts: [
        shelfPart('identity', shelves.identity, parseIdentityRecord),
        shelfPart('settings', shelves.settings, parseSettings),
        shelfPart('contacts', shelves.contacts, parseContact),
        shelfPart('calls', shelves.calls, parseRecentCall),
      ],
      files: blobs,
      saveFile: files.save,
      newHome: () => home,
      now: () => now,
      report() {},
    });

  const backUp = (wish: Partial<BackupWish> = {}) => {
    const { signal } = new AbortController();
    return desk().backUp({ passphrase, withFiles: false, signal, tell() {}, ...wish });
  };

  const open = (bytes: BlobPart, phrase = passphrase, signal = new AbortController().signal) =>
    desk().open(new Blob([bytes]), phrase, () => {}, signal);

  before(async () => {
    const identity = await createIdentity();
    ({ id } = identity);
    await saveIdentity(shelves.identity, identity);
    await shelves.identity.update('set-aside:identity:1', () => 'no identity');
    const settings = await SettingsStore.load(shelves.settings, () => {});
    await settings.change({ name: 'Grace', theme: 'dark' });
    const contacts = await Contacts.load(shelves.contacts, new FakeClock(), () => {});
    await contacts.add(ben, 'Ben');
    await contacts.keepKeys(ben, new Uint8Array(64).fill(9));
    await shelves.calls.update(someCall.id, () => someCall);
    await shelves.calls.update('none', () => ({ id: 'none' }));
    assert.equal(await backUp(), 'saved');
    const [[name, blob] = []] = files.saved;
    assert.equal(name, 'Tincan 2026-05-03.tincan');
    backup = new Uint8Array(await blob!.arrayBuffer());
  });

  beforeEach(() => {
    home = new FakeHome();
    files.how = 'well';
    files.saved.clear();
  });

  it('hold nothing that can be read without the passphrase', () => {
    const text = new TextDecoder('latin1').decode(backup);
    for (const word of ['Grace', 'contacts', ben, id]) assert.notInclude(text, word);
  });

  it('bring all of it to another phone, which moves in when it is told to', async () => {
    const opened = (await open(backup)) as OpenedBackup;
    const { name, at, counts, leftOut } = opened;
    assert.deepEqual([opened.id, name, at, leftOut], [id, 'Grace', now, 0] as unknown[]);
    assert.deepEqual(
      [...counts],
      [
        ['identity', 1],
        ['settings', 1],
        ['contacts', 1],
        ['calls', 1],
      ],
    );
    assert.equal(home.state, 'finished');
    const [identity] = await shelves.identity.entries();
    const [settings] = await shelves.settings.entries();
    const [contact] = await shelves.contacts.entries();
    assert.deepEqual(home.kept, [
      ['identity', ...identity!],
      ['settings', ...settings!],
      ['contacts', ...contact!],
      ['calls', someCall.id, someCall],
    ]);
    opened.restore();
    assert.equal(home.state, 'moved');
  });

  it('have files in them where somebody wants that, and know those that are not whole', async () => {
    const heard: Written[] = [];
    await backUp({ withFiles: true, tell: (written) => heard.push(written) });
    const [[, blob] = []] = files.saved;
    home.lost = 1;
    const opened = (await open(blob!)) as OpenedBackup;
    assert.deepEqual([opened.counts.get('files'), opened.lost, opened.leftOut], [2, 1, 0]);
    assert.deepEqual(home.kept.slice(-2), [
      ['files', 'one', 'first'],
      ['files', 'three', 'last'],
    ]);
    assert.deepEqual(home.bytes, [[1, 2], [3]]);
    assert.deepEqual(heard.at(-1), { records: 6, bytes: 3 });
  });

  it('leave everything as it was when nobody restores them', async () => {
    const opened = (await open(backup)) as OpenedBackup;
    await opened.leave();
    assert.equal(home.state, 'left');
  });

  it('tell what is wrong, and nothing is left of them', async () => {
    const spoilt = backup.slice();
    spoilt[spoilt.length - 1] = (spoilt.at(-1) ?? 0) ^ 1;
    assert.equal(await open(spoilt), 'changed');
    assert.equal(await open(backup.slice(0, -1)), 'cut');
    assert.equal(await open(backup, 'two cans and a string'), 'passphrase');
    assert.equal(await open('PK\u0003\u0004'), 'foreign');
    assert.equal(home.state, 'left');
  });

  it('are refused before much is read, where a file is a gigabyte of something else', async () => {
    let asked = 0;
    const junk = new Blob([]);
    Object.defineProperty(junk, 'size', { value: 1_000_000_000 });
    junk.stream = () =>
      new ReadableStream({
        pull(controller) {
          asked++;
          controller.enqueue(new Uint8Array(65_536).fill(7));
        },
      });
    const { signal } = new AbortController();
    assert.equal(await desk().open(junk, passphrase, () => {}, signal), 'foreign');
    assert.isAtMost(asked, 3);
  });

  it('need room', async () => {
    home.isFull = true;
    assert.equal(await open(backup), 'full');
    assert.equal(home.state, 'left');
  });

  it('are unreadable where the file is gone', async () => {
    const gone = new Blob([backup]);
    gone.stream = () =>
      new ReadableStream({
        pull: () => Promise.reject(new DOMException('gone', 'NotReadableError')),
      });
    const { signal } = new AbortController();
    assert.equal(await desk().open(gone, passphrase, () => {}, signal), 'unreadable');
  });

  it('stop when they are told to', async () => {
    const stop = new AbortController();
    stop.abort();
    assert.isNull(await open(backup, passphrase, stop.signal));
    assert.equal(home.state, 'left');
    assert.equal(await backUp({ signal: stop.signal }), 'stopped');
    assert.equal(files.saved.size, 0);
  });

  it('are not made where nobody says where to, or the disk is full', async () => {
    files.how = 'declined';
    assert.equal(await backUp(), 'declined');
    files.how = 'full';
    assert.equal(await backUp(), 'not-saved');
    assert.equal(files.saved.size, 0);
  });

  /** A file by somebody who knows the format and the passphrase. */
  async function forge(
    records: readonly (BackupRecord | Uint8Array<ArrayBuffer>)[],
  ): Promise<Blob> {
    async function* each() {
      yield* records;
    }
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const key = await newBackupKey(passphrase);
    for await (const part of sealChunks(key, packRecords(each()))) parts.push(part);
    return new Blob(parts);
  }

  it('count what a later version put in, and leave it out', async () => {
    const [[key, value] = []] = await shelves.identity.entries();
    const forged = await forge([
      { of: 'backup', key: 'backup', value: { at: 1 } },
      { of: 'identity', key: key!, value },
      { of: 'holograms', key: 'one', value: {} },
      Uint8Array.of(1, 2, 3),
      { of: 'contacts', key: ben, value: { id: ben } },
      { of: 'contacts', key: '__proto__', value: null },
    ]);
    const opened = (await open(forged)) as OpenedBackup;
    assert.equal(opened.leftOut, 3);
    assert.isNull(opened.name);
    assert.lengthOf(home.kept, 1);
    assert.isEmpty(home.bytes);
  });

  it('are refused without the one identity they belong to, or with keys that don’t make its ID', async () => {
    const label = { of: 'backup', key: 'backup', value: { at: 1 } };
    const [[key = '', value] = []] = await shelves.identity.entries();
    const one = { of: 'identity', key, value };
    const wrong = { ...one, value: { ...(value as object), publicKeys: new Uint8Array(64) } };
    for (const records of [[label], [one], [label, one, one], [label, wrong], []]) {
      assert.equal(await open(await forge(records)), 'changed');
    }
  });
});
