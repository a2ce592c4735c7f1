import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { PeerId } from '../identity/peer-id.ts';
import { Failure } from '../lib/failure.ts';
import type { MessageId } from '../links/messages.ts';
import type { Change } from '../messages/conversation.ts';
import type { Message } from '../messages/message.ts';
import type { History, Where } from '../messages/history.ts';

/** The second one finds files. */
const version = 2;

/**
 * Messages are keyed by conversation and time, so that a page of them is one range of keys. In an index
 * stands what has all its keys: in that of files nothing else.
 */
interface Schema extends DBSchema {
  conversations: { key: string; value: unknown };
  messages: {
    key: [peer: string, at: number];
    value: unknown;
    indexes: {
      ids: [peer: string, id: string];
      files: [peer: string, at: number, size: number];
    };
  };
  pending: { key: [peer: string, n: number]; value: unknown };
}

/** All conversations in an IndexedDB database of their own. */
export class IdbHistory implements History {
  readonly #name: string;
  #database: Promise<IDBPDatabase<Schema>> | null = null;

  constructor(name: string) {
    this.#name = name;
    // What keeps it from opening is told to whoever asks for a record.
    this.#open().catch(() => undefined);
  }

  conversations(): Promise<readonly unknown[]> {
    return this.#use((database) => database.getAll('conversations'));
  }

  pending(): Promise<readonly unknown[]> {
    return this.#use((database) => database.getAll('pending'));
  }

  messages(peer: PeerId, where: Where, count: number): Promise<readonly unknown[]> {
    return this.#use(async (database) => {
      if (typeof where === 'object' && 'after' in where) {
        const range = IDBKeyRange.bound([peer, where.after], [peer, Infinity], true);
        return database.getAll('messages', range, count);
      }
      const end = where === 'newest' ? Infinity : where.before;
      const range = IDBKeyRange.bound([peer, -Infinity], [peer, end], false, true);
      const found: unknown[] = [];
      const { store } = database.transaction('messages');
      for (
        let cursor = await store.openCursor(range, 'prev');
        cursor && found.length < count;
        cursor = await cursor.continue()
      ) {
        found.push(cursor.value);
      }
      return found.reverse();
    });
  }

  files(peer: PeerId, after: number, count: number): Promise<readonly unknown[]> {
    const range = IDBKeyRange.bound([peer, after, Infinity], [peer, Infinity, Infinity], true);
    return this.#use((database) => database.getAllFromIndex('messages', 'files', range, count));
  }

  find(peer: PeerId, id: MessageId): Promise<unknown> {
    return this.#use((database) => database.getFromIndex('messages', 'ids', [peer, id]));
  }

  write(changes: readonly Change[]): Promise<readonly Message[]> {
    return this.#use(async (database) => {
      const stores = ['conversations', 'messages', 'pending'] as const;
      const transaction = database.transaction(stores, 'readwrite');
      const messages = transaction.objectStore('messages');
      const pending = transaction.objectStore('pending');
      const conversations = transaction.objectStore('conversations');
      // Several changes of one conversation: the last one tells all.
      const last = new Map(changes.map(({ conversation }) => [conversation.peer, conversation]));
      const work: Promise<unknown>[] = [transaction.done];
      const changed: Message[] = [];
      try {
        for (const { conversation, message, amend, pending: waits } of changes) {
          const { peer } = conversation;
          if (message) work.push(messages.put(message, [peer, message.at]));
          if (waits) work.push(pending.put(waits, [peer, waits.n]));
          if (!amend) continue;
          const after = amend.change(await messages.index('ids').get([peer, amend.of]));
          if (!after) continue;
          work.push(messages.put(after, [peer, after.at]));
          changed.push(after);
        }
        for (const [peer, conversation] of last) {
          work.push(conversations.put(conversation, peer));
          const { got } = conversation.out;
          if (got > 0) work.push(pending.delete(IDBKeyRange.bound([peer, 0], [peer, got])));
        }
        // Else it is not over before each of them was heard of.
        transaction.commit();
        await Promise.all(work);
        return changed;
      } catch (error) {
        // One that the browser does not take leaves the others written.
        abort(transaction);
        await Promise.allSettled(work);
        throw error;
      }
    });
  }

  /** Nothing is asked of it any more. */
  async close(): Promise<void> {
    (await this.#database)?.close();
  }

  /** Browsers close a database themselves, as when the disk was full, or all of it was cleared away. */
  #open(): Promise<IDBPDatabase<Schema>> {
    const lost = () => {
      if (this.#database === opened) this.#database = null;
    };
    const opened = openDB<Schema>(this.#name, version, {
      upgrade(database, before, _, transaction) {
        if (before < 1) {
          database.createObjectStore('conversations');
          database.createObjectStore('messages').createIndex('ids', ['peer', 'id']);
          database.createObjectStore('pending');
        }
        const messages = transaction.objectStore('messages');
        messages.createIndex('files', ['peer', 'at', 'file.size']);
      },
      // A later version of this page is waiting for it.
      blocking(_, __, { target }) {
        (target as IDBDatabase).close();
        lost();
      },
      terminated: lost,
    });
    opened.catch(lost);
    return (this.#database = opened);
  }

  /** Where site data is blocked, opening throws at once instead of rejecting. */
  async #use<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    try {
      return await work(await (this.#database ?? this.#open()));
    } catch (cause) {
      throw new Failure('storage', { cause });
    }
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It is over already, as after a full disk.
  }
}
