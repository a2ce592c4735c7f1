import * as v from 'valibot';

const toPageSchema = v.variant('type', [
  /** Is this call yours? Answered by a boolean over the port that comes along. */
  v.object({ type: v.literal('whose'), call: v.string() }),
  /** Somebody pressed a notification. */
  v.object({
    type: v.literal('press'),
    press: v.picklist(['answer', 'decline', 'open']),
    call: v.string(),
  }),
]);

/** From the service worker to a page. */
export type ToPage = v.InferOutput<typeof toPageSchema>;

/** From a page to the service worker: the version that waits may begin. */
export type ToWorker = { readonly type: 'begin' };

export function parseToPage(data: unknown): ToPage | null {
  const parsed = v.safeParse(toPageSchema, data);
  return parsed.success ? parsed.output : null;
}

export function isToWorker(data: unknown): data is ToWorker {
  return (data as ToWorker | null)?.type === 'begin';
}
