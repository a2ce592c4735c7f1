import { putParcel } from './parcels.ts';

/** Where other apps post to, by the manifest. */
export const parcelPath = '/share';

/** Takes what another app shares, and opens the page that asks to whom it goes. */
export async function takeParcel({ request }: { readonly request: Request }): Promise<Response> {
  try {
    await putParcel(await request.formData());
  } catch {
    // It does not fit on the disk, or is no form: the page finds nothing, and says so.
  }
  return Response.redirect(new URL('./#/share', request.url), 303);
}
