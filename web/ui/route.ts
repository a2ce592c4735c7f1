import { readHash, type Callee } from '../identity/dial-text.ts';
import { isPeerId, type PeerId } from '../identity/peer-id.ts';

export type Page = 'recents' | 'contacts' | 'messages' | 'settings';

/** Which screen the hash of the page's address names. */
export interface Route {
  readonly page: Page;
  /** The person opened beside or over the page. */
  readonly person: PeerId | null;
  /** The place of a message that is to be shown, on the messages. */
  readonly at: number | null;
  /** Somebody a link wants to have dialled. */
  readonly dial: Callee | null;
  /** One's own QR code is asked for, as a shortcut of the installed app does, or connecting by hand. */
  readonly asked: 'qr' | 'hand' | null;
  /** What another app has shared waits for somebody to get it. */
  readonly isShare: boolean;
}

const asking = /^\/(qr|hand)$/;
const shape = /^\/(recents|contacts|messages|settings)(?:\/([0-9a-z]+)(?:\/(\d+(?:\.5)?))?)?$/;

/** Every hash is some screen: what names none opens the recents. */
export function readRoute(hash: string): Route {
  const match = shape.exec(hash);
  const asked = (asking.exec(hash)?.[1] ?? null) as Route['asked'];
  const none = { person: null, at: null, dial: null, asked, isShare: hash === '/share' };
  if (match === null) return { ...none, page: 'recents', dial: readHash(hash) };
  const [, page, id, place] = match;
  const person = isPeerId(id) ? id : null;
  return { ...none, page: page as Page, person, at: place === undefined ? null : Number(place) };
}

/** The hash of a page, of a person on it, or of a message of that person, without the `#`. */
export function routeHash(page: Page, person?: PeerId, at?: number): string {
  return ['', page, person, at].filter((part) => part !== undefined).join('/');
}
