import { randomId } from '../lib/base64.ts';
import type { Note } from '../lib/note.ts';
import type { Report } from '../lib/report.ts';

/** A note in `localStorage`, the one storage that a page on its way out can still write to. */
export function localNote(key: string, report: Report): Note {
  return {
    read() {
      try {
        return JSON.parse(localStorage.getItem(key) ?? 'null') as unknown;
      } catch (error) {
        report('a note could not be read', error);
        return null;
      }
    },
    write(value) {
      try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(value));
      } catch (error) {
        report('a note could not be written', error);
      }
    },
  };
}

/** Names this tab, over reloads and crashes; a copy of a tab has the name of the first one. */
export function tabName(report: Report): string {
  try {
    const known = sessionStorage.getItem('tincan-tab');
    if (known !== null) return known;
    const name = randomId();
    sessionStorage.setItem('tincan-tab', name);
    return name;
  } catch (error) {
    report('this tab has no name', error);
    return randomId();
  }
}
