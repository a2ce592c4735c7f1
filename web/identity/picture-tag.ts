/**
 * Tells one picture from another: FNV-1a of 32 bits over the characters of its
 * `data:` URL, as 8 hex digits. No signature: only its owner gains by forging it.
 */
export function pictureTag(picture: string | null): string | null {
  if (picture === null) return null;
  let hash = 0x811c9dc5;
  for (let at = 0; at < picture.length; at++) {
    hash = Math.imul(hash ^ picture.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
