import type { CallMedia, MediaNeed, MediaPort } from '../../web/calls/ports.ts';
import type { CallId } from '../../web/calls/call.ts';
import { Store } from '../../web/lib/store.ts';

/** Media that is up when the test says so; `needs` is what the calls asked for last. */
export class FakeMedia implements MediaPort {
  readonly streams = new Store<ReadonlyMap<CallId, CallMedia>>(new Map());
  readonly up = new Store<ReadonlySet<CallId>>(new Set());
  needs: ReadonlyMap<CallId, MediaNeed> = new Map();
  readonly renamed: [CallId, CallId][] = [];

  need(needs: ReadonlyMap<CallId, MediaNeed>): void {
    this.needs = needs;
  }

  /** Calls whose media was offered anew, in order. */
  readonly offeredAnew: CallId[] = [];

  again(id: CallId): void {
    this.offeredAnew.push(id);
  }

  renew(id: CallId): void {
    this.offeredAnew.push(id);
  }

  relinked(id: CallId): void {
    this.offeredAnew.push(id);
  }

  /** What was asked of the devices, in order. */
  readonly asked: string[] = [];

  share(id: CallId, on: boolean): void {
    this.asked.push(`share ${id} ${on}`);
  }

  retry(id: CallId): void {
    this.asked.push(`retry ${id}`);
  }

  flip(id: CallId): void {
    this.asked.push(`flip ${id}`);
  }

  rename(from: CallId, to: CallId): void {
    this.renamed.push([from, to]);
  }

  /** All calls there are get their media connection now. */
  connect(): void {
    this.up.set(new Set(this.needs.keys()));
  }

  cut(): void {
    this.up.set(new Set());
  }
}
