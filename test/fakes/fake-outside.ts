import type { Note, Notifier, Outside, Shortcut } from '../../web/lib/outside.ts';
import { Store } from '../../web/lib/store.ts';

/** Shows nothing and keeps what it was told last. */
export class FakeOutside implements Outside {
  readonly visible = new Store(false);
  readonly leftBefore: string[] = [];
  text = '';
  count = 0;
  offered: readonly Shortcut[] = [];
  shown: ReadonlyMap<string, Note> = new Map();
  notifier: Notifier | null = null;

  title(text: string): void {
    this.text = text;
  }

  badge(count: number): void {
    this.count = count;
  }

  shortcuts(shortcuts: readonly Shortcut[]): void {
    this.offered = shortcuts;
  }

  notes(notes: ReadonlyMap<string, Note>): void {
    this.shown = notes;
  }

  left(): Promise<readonly string[]> {
    return Promise.resolve(this.leftBefore);
  }

  listen(notifier: Notifier): () => void {
    this.notifier = notifier;
    return () => (this.notifier = null);
  }
}
