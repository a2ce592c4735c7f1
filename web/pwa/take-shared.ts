import { putShared } from './share-target.ts';

/** Where other apps post to, by the manifest. */
export const sharePath = '/share';

/** Takes what another app shares, and opens the page that asks to whom it goes. */
export async function takeShared({ request }: { readonly request: Request }): Promise<Response> {
  try {
    await putShared(await request.formData());
  } catch {
    // It does not fit on the disk, or is no form: the page finds nothing, and says so.
  }
  return Response.redirect(new URL('./#/share', request.url), 303);
}
