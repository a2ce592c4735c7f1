import { Failure } from '../lib/failure.ts';
import { cleanFileName } from '../lib/file-name.ts';
import { saveAll } from '../lib/saved-file.ts';
import { utf8 } from '../lib/bytes.ts';
import { backupWords } from './backup-words.ts';
import { cardWords } from './card-words.ts';
import { ToastEvent } from './events.ts';
import type { Services } from './services.ts';

interface Named {
  readonly name: string;
  readonly ending: string;
}

/** Saves a text as a file, a little at a time, and tells how it went where `from` stands. On a gesture. */
export async function saveText(
  from: EventTarget,
  { saveFile }: Pick<Services, 'saveFile'>,
  { name, ending }: Named,
  texts: AsyncIterable<string>,
): Promise<void> {
  async function* parts() {
    for await (const text of texts) yield utf8(text);
  }
  try {
    const file = await saveFile(cleanFileName(`${name}.${ending}`));
    if (file === null) return;
    await saveAll(file, parts());
    from.dispatchEvent(new ToastEvent(cardWords.saved));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const outcome = error.code === 'not-saved' ? 'not-saved' : 'not-read';
    from.dispatchEvent(new ToastEvent(backupWords.backedUp(outcome)));
  }
}
