import { cutName } from './display-name.ts';
import { parseHost, type Host } from './host.ts';
import { formatPeerId, parsePeerId, type PeerId, type PeerIdProblem } from './peer-id.ts';

/** Host, ID and name take less; looking for an address takes longer than texts are. */
const mostRead = 2_000;

/** Somebody to dial. */
export interface Callee {
  readonly id: PeerId;
  /** The server this person belongs to; null if none was named. */
  readonly home: Host | null;
  /** Claimed by the link. */
  readonly name: string | null;
}

/** What somebody typed or pasted to say whom to call. */
type DialText =
  | ({ readonly kind: 'id' } & Callee)
  | { readonly kind: 'wrong'; readonly problem: PeerIdProblem | 'host' };

/**
 * Reads an ID or `<ID>@<host>`, a link to this app with that behind its `#`, or a `web+tincan:`
 * address. A link names the server of the person, unless its ID does.
 */
export function readDialText(text: string): DialText {
  const beginning = text.slice(0, mostRead);
  const found = addressIn(beginning);
  if (found === null) return readAddress(beginning, null);
  const { address, site } = found;
  const whole = readAddress(address, site);
  if (whole.kind === 'id') return whole;
  // A message may go on behind the link; blanks inside an ID were tried first.
  const firstWord = readAddress(address.trim().split(/\s/)[0] ?? '', site);
  return firstWord.kind === 'id' ? firstWord : whole;
}

/** The person a page's hash names, `<ID>[@<host>][?name=<name>]`; null if it names nobody. */
export function readHash(hash: string): Callee | null {
  const read = readDialText(hash);
  return read.kind === 'id' ? { id: read.id, home: read.home, name: read.name } : null;
}

/** An ID as it is written, with the server of somebody who belongs to another one. */
export function formatAddress(id: PeerId, home: Host | null): string {
  return home === null ? formatPeerId(id) : `${formatPeerId(id)}@${home}`;
}

/** The hash that names a person, fit for a link. */
export function dialHash(id: PeerId, name: string | null): string {
  return name === null ? id : `${id}?name=${encodeURIComponent(name)}`;
}

/** What stands behind the scheme or the `#`, and the host of the link; null if the text is no address at all. */
function addressIn(text: string): { address: string; site: Host | null } | null {
  const found =
    /(?:https:\/\/([^\s/?#]+)(?:[/?][^\s#]*)?)?(?:#?web\+tincan:(?:\/\/)?|#)(.*)$/is.exec(
      decodeScheme(text),
    );
  return found && { address: found[2] ?? '', site: parseHost(found[1] ?? '') };
}

/** A registered handler gets the whole `web+tincan:` address percent-encoded in its own URL. */
function decodeScheme(text: string): string {
  return text.replace(/web(%2B|\+)tincan%3A.*/is, (address) => {
    try {
      return decodeURIComponent(address);
    } catch {
      // Nobody's encoding: what it holds is told as a wrong ID.
      return address;
    }
  });
}

function readAddress(address: string, site: Host | null): DialText {
  const [who, query = ''] = splitOnce(address, '?');
  const [id, host] = splitOnce(who.trim().replace(/\/$/, ''), '@');
  const parsed = parsePeerId(id);
  if (parsed.kind === 'wrong') return parsed;
  const home = host === undefined ? site : parseHost(host);
  if (host !== undefined && home === null) return { kind: 'wrong', problem: 'host' };
  // URLSearchParams never throws: a stray % stays a %.
  const name = new URLSearchParams(query).get('name');
  return { kind: 'id', id: parsed.id, home, name: name === null ? null : cutName(name) };
}

function splitOnce(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
