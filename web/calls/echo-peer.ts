import type { PeerId } from '../identity/peer-id.ts';

/**
 * Who answers a test call. It has no check symbol and so is no ID that any parser lets in: nobody
 * can dial it by a link, sign on under it or write from it.
 */
export const echoPeer = 'echo' as PeerId;
