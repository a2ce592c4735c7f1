import * as v from 'valibot';
import type { Licence } from '../lib/licence.ts';

const listSchema = v.array(
  v.object({ name: v.string(), version: v.string(), licence: v.string(), text: v.string() }),
);

/** The packages of this build; the build lays the list beside the page (tools/licences.ts). */
export async function licenceList(): Promise<readonly Licence[]> {
  const response = await fetch(new URL('licences.json', document.baseURI));
  return v.parse(listSchema, await response.json());
}
