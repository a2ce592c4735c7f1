import * as v from 'valibot';
import { peerIdSchema } from '../identity/peer-id-schema.ts';
import { Failure } from '../lib/failure.ts';
import type { Note } from '../lib/note.ts';
import type { Report } from '../lib/report.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { Chats } from './chats.ts';
import { messageKey, messageName, type MessagePlace } from './message.ts';

/**
 * Messages that are deleted on this phone in a moment, and are seen no more. They are noted: where the
 * page goes before that, the next one deletes them.
 */
export class Going {
  readonly #note: Note;
  readonly #all: Store<readonly MessagePlace[]>;

  constructor(note: Note) {
    this.#note = note;
    this.#all = new Store(parseGoing(note.read()));
  }

  get all(): Readable<readonly MessagePlace[]> {
    return this.#all;
  }

  add({ peer, id, at, mine }: MessagePlace): void {
    this.#set([...this.#all.value, { peer, id, at, mine }]);
  }

  /** It stays after all, or is gone. */
  drop(message: MessagePlace): void {
    this.#set(this.#all.value.filter((one) => messageKey(one) !== messageKey(message)));
  }

  /** Deletes it. Rejects with `Failure` where the disk refuses that, and it stays. */
  async forget(chats: Pick<Chats, 'forget'>, message: MessagePlace): Promise<void> {
    try {
      await chats.forget(message);
    } catch (error) {
      // Another page has the conversations by now, and finds it noted.
      if (error instanceof Failure && error.code === 'closed') return;
      this.drop(message);
      throw error;
    }
    this.drop(message);
  }

  /** Deletes what pages before have left; what the disk refuses stays noted. */
  async forgetLeft(chats: Pick<Chats, 'all' | 'forget'>, report: Report): Promise<void> {
    for (const message of this.#all.value) {
      try {
        if (chats.all.value.has(message.peer)) await chats.forget(message);
        this.drop(message);
      } catch (error) {
        report('a message was not deleted', error);
      }
    }
  }

  #set(all: readonly MessagePlace[]): void {
    this.#note.write(all.length > 0 ? all : null);
    this.#all.set(all);
  }
}

const goingSchema = v.array(
  v.object({
    peer: peerIdSchema,
    id: messageName,
    at: v.pipe(v.number(), v.finite()),
    mine: v.boolean(),
  }),
);

function parseGoing(noted: unknown): readonly MessagePlace[] {
  const parsed = v.safeParse(goingSchema, noted);
  return parsed.success ? parsed.output : [];
}
