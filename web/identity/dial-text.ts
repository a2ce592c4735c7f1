import { cutName } from './display-name.ts';
import { parsePeerId, type PeerId, type PeerIdProblem } from './peer-id.ts';

/** What somebody typed or pasted to say whom to call; `name` is claimed by the link. */
export type DialText =
  | { readonly kind: 'id'; readonly id: PeerId; readonly name: string | null }
  | { readonly kind: 'wrong'; readonly problem: PeerIdProblem };

/** Reads an ID, a link to this app with an ID behind its `#`, or a `web+tincan:` address. */
export function readDialText(text: string): DialText {
  const address = addressIn(text);
  if (address === null) return readAddress(text);
  const whole = readAddress(address);
  if (whole.kind === 'id') return whole;
  // A message may go on behind the link; blanks inside an ID were tried first.
  const firstWord = readAddress(address.trim().split(/\s/)[0] ?? '');
  return firstWord.kind === 'id' ? firstWord : whole;
}

/** The person a page's hash names, `<ID>` or `<ID>?name=<name>`; null if it names nobody. */
export function readHash(hash: string): { id: PeerId; name: string | null } | null {
  const read = readDialText(hash);
  return read.kind === 'id' ? { id: read.id, name: read.name } : null;
}

/** The hash that names a person, fit for a link. */
export function dialHash(id: PeerId, name: string | null): string {
  return name === null ? id : `${id}?name=${encodeURIComponent(name)}`;
}

/** What stands behind the scheme or the `#`; null if the text is no address at all. */
function addressIn(text: string): string | null {
  return /(?:#?web\+tincan:(?:\/\/)?|#)(.*)$/is.exec(decodeScheme(text))?.[1] ?? null;
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

function readAddress(address: string): DialText {
  const [id = '', query = ''] = splitOnce(address, '?');
  const parsed = parsePeerId(id.replace(/\/\s*$/, ''));
  if (parsed.kind === 'wrong') return parsed;
  // URLSearchParams never throws: a stray % stays a %.
  const name = new URLSearchParams(query).get('name');
  return { kind: 'id', id: parsed.id, name: name === null ? null : cutName(name) };
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
