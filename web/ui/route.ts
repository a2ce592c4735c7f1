import { readHash, type Callee } from '../identity/dial-text.ts';
import { isPeerId, type PeerId } from '../identity/peer-id.ts';

export type Page = 'recents' | 'contacts' | 'messages' | 'settings';

/** Which screen the hash of the page's address names. */
export interface Route {
  readonly page: Page;
  /** The person opened beside or over the page. */
  readonly person: PeerId | null;
  /** Somebody a link wants to have dialled. */
  readonly dial: Callee | null;
  /** One's own QR code is asked for, as a shortcut of the installed app does, or connecting by hand. */
  readonly asked: 'qr' | 'hand' | null;
}

const asking = /^\/(qr|hand)$/;
const shape = /^\/(recents|contacts|messages|settings)(?:\/([0-9a-z]+))?$/;

/** Every hash is some screen: what names none opens the recents. */
export function readRoute(hash: string): Route {
  const match = shape.exec(hash);
  const asked = (asking.exec(hash)?.[1] ?? null) as Route['asked'];
  if (match === null) return { page: 'recents', person: null, dial: readHash(hash), asked };
  const person = match[2];
  return { page: match[1] as Page, person: isPeerId(person) ? person : null, dial: null, asked };
}

/** The hash of a page, or of a person on it, without the `#`. */
export function routeHash(page: Page, person?: PeerId): string {
  return person === undefined ? `/${page}` : `/${page}/${person}`;
}
