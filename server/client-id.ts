/** What PeerJS takes for an ID; anything longer than 64 is nobody's. */
const clientId = /^(?=.{1,64}$)[A-Za-z0-9]+(?:[ _-][A-Za-z0-9]+)*$/;

/** True for an ID by which a client, phone or guest, may sign on. */
export function isClientId(id: string): boolean {
  return clientId.test(id);
}
