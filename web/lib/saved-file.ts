/** A file that is being written, outside of what the app keeps. */
export interface SavedFile {
  /** Rejects with `Failure('not-saved')` where the disk is full or refuses it. */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** It is whole. Until then there is none, or what was there before. */
  close(): Promise<void>;
  /** It is not wanted any more. */
  abort(): Promise<void>;
}

/** Lets the user say where a file of that name goes; null if they don’t. On a gesture. */
export type SaveFile = (name: string) => Promise<SavedFile | null>;

/** Writes all of it, or, when it is stopped or fails, no file. */
export async function saveAll(
  file: SavedFile,
  parts: AsyncIterable<Uint8Array<ArrayBuffer>>,
  signal?: AbortSignal,
): Promise<'saved' | 'stopped'> {
  try {
    for await (const bytes of parts) {
      if (signal?.aborted) break;
      await file.write(bytes);
    }
    if (signal?.aborted) {
      await file.abort();
      return 'stopped';
    }
    await file.close();
    return 'saved';
  } catch (error) {
    await file.abort().catch(() => undefined);
    throw error;
  }
}
