import type { Note } from '../../web/lib/note.ts';

/** A note without a disk; what is written is copied as JSON, as `localStorage` does. */
export class MemoryNote implements Note {
  text = 'null';

  read(): unknown {
    return JSON.parse(this.text);
  }

  write(value: object | null): void {
    this.text = JSON.stringify(value);
  }
}
