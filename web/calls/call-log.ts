import { loadRecords } from '../lib/load-records.ts';
import type { Report } from '../lib/report.ts';
import type { Shelf } from '../lib/shelf.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { Call, CallId } from './call.ts';
import { parseRecentCall, type RecentCall } from './recent-call.ts';

const kept = 500;

/** The newest 500 calls, one record per call; a change is seen at once, then written. */
export class CallLog {
  readonly #recents: Store<readonly RecentCall[]>;
  readonly #shelf: Shelf;

  private constructor(shelf: Shelf, calls: readonly RecentCall[]) {
    this.#shelf = shelf;
    this.#recents = new Store(calls);
  }

  static async load(shelf: Shelf, report: Report): Promise<CallLog> {
    const calls = await loadRecords(shelf, parseRecentCall, report);
    return new CallLog(shelf, newestFirst([...calls.values()]).slice(0, kept));
  }

  /** Newest first. */
  get recents(): Readable<readonly RecentCall[]> {
    return this.#recents;
  }

  /** Keeps a call, in place of what was kept of it before, and drops those beyond 500. */
  async add(call: RecentCall): Promise<void> {
    const others = this.#recents.value.filter(({ id }) => id !== call.id);
    const calls = newestFirst([call, ...others]);
    this.#recents.set(calls.slice(0, kept));
    await this.#shelf.update(call.id, () => call);
    for (const { id } of calls.slice(kept)) await this.#shelf.remove(id);
  }

  /** Forgets a call; the returned function brings it back. */
  async remove(id: CallId): Promise<() => Promise<void>> {
    const removed = this.#recents.value.find((call) => call.id === id);
    this.#recents.update((calls) => calls.filter((call) => call.id !== id));
    await this.#shelf.remove(id);
    return async () => {
      if (removed !== undefined) await this.add(removed);
    };
  }

  /** Forgets all calls; the returned function brings them back. */
  async clear(): Promise<() => Promise<void>> {
    const removed = this.#recents.value;
    this.#recents.set([]);
    for (const { id } of removed) await this.#shelf.remove(id);
    return async () => {
      for (const call of removed) await this.add(call);
    };
  }
}

/** What to keep of a call; null while it is live. */
export function toRecentCall(call: Call): RecentCall | null {
  const { id, peer, home, claimedName, direction, kind, phase, startedAt } = call;
  if (phase.kind !== 'ended') return null;
  // A clock set back in mid-call must not make a call of negative length.
  const talkedMs = phase.since === null ? null : Math.max(0, phase.at - phase.since);
  return {
    id,
    peer,
    home,
    claimedName,
    direction,
    kind,
    reason: phase.reason,
    startedAt,
    talkedMs,
  };
}

function newestFirst(calls: readonly RecentCall[]): RecentCall[] {
  return calls.toSorted((a, b) => b.startedAt - a.startedAt);
}
