import * as v from 'valibot';

const schema = v.object({
  /** Its name: a call, or whose messages it tells of. */
  call: v.string(),
  kind: v.picklist(['ring', 'missed', 'message']),
  /** The hash of the screen its text leads to; what an earlier version showed has none. */
  hash: v.fallback(v.pipe(v.string(), v.regex(/^(?:\/\w+)+$/)), '/recents'),
});

/** What lies in a notification of this app for the pages and the service worker. */
export type NoteData = v.InferOutput<typeof schema>;

export function parseNoteData(data: unknown): NoteData | null {
  const parsed = v.safeParse(schema, data);
  return parsed.success ? parsed.output : null;
}
