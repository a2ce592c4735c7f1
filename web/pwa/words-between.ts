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

const toWorkerSchema = v.variant('type', [
  /** The version that waits may begin. */
  v.object({ type: v.literal('begin') }),
  /** The page closes, and with it goes what rings there. */
  v.object({ type: v.literal('leave'), calls: v.array(v.string()) }),
]);

/** From a page to the service worker. */
export type ToWorker = v.InferOutput<typeof toWorkerSchema>;

export function parseToPage(data: unknown): ToPage | null {
  const parsed = v.safeParse(toPageSchema, data);
  return parsed.success ? parsed.output : null;
}

export function parseToWorker(data: unknown): ToWorker | null {
  const parsed = v.safeParse(toWorkerSchema, data);
  return parsed.success ? parsed.output : null;
}
