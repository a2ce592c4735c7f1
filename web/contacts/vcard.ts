import { readDialText } from '../identity/dial-text.ts';
import { cutName } from '../identity/display-name.ts';
import type { Host } from '../identity/host.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { utf8 } from '../lib/bytes.ts';

/** Somebody on a card. */
interface Card {
  readonly id: PeerId;
  readonly home: Host | null;
  /** Null if there is none that can be shown. */
  readonly name: string | null;
}

/** Longest line, in bytes (RFC 6350, section 3.2). */
const longestLine = 75;

/** One card of vCard 4.0 (RFC 6350), its ID as a `web+tincan:` address. */
export function toVCard({ id, home, name }: Card): string {
  const address = home === null ? id : `${id}@${home}`;
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    `UID:web+tincan:${id}`,
    `FN:${escape(name ?? '')}`,
    `IMPP:web+tincan:${address}`,
    'END:VCARD',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** The people on the cards of a file, and how many cards have no Tincan ID; null if there is no card at all. */
export function readVCards(text: string): { people: readonly Card[]; skipped: number } | null {
  const people: Card[] = [];
  let [cards, open]: [number, Property[] | null] = [0, null];
  for (const property of propertiesOf(text)) {
    const { name, value } = property;
    if (name === 'BEGIN' && /^vcard$/i.test(value)) {
      cards++;
      open = [];
    } else if (name === 'END' && open) {
      const card = cardOf(open);
      if (card) people.push(card);
      open = null;
    } else open?.push(property);
  }
  return cards === 0 ? null : { people, skipped: cards - people.length };
}

interface Property {
  readonly name: string;
  readonly value: string;
}

/** Lines that were folded are made whole; groups and parameters are left out. */
function propertiesOf(text: string): Property[] {
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  return lines.flatMap((line) => {
    const found = /^(?:[\w-]+\.)?([\w-]+)(?:;(?:"[^"]*"|[^":])*)?:(.*)$/.exec(line);
    if (!found) return [];
    return [{ name: (found[1] ?? '').toUpperCase(), value: unescape(found[2] ?? '') }];
  });
}

function cardOf(properties: readonly Property[]): Card | null {
  const found = properties
    .filter(({ name }) => /^(?:IMPP|URL|UID|X-.*)$/.test(name))
    .map(({ value }) => readDialText(value))
    .filter((read) => read.kind === 'id');
  // A UID names nobody’s server.
  const who = found.find(({ home }) => home !== null) ?? found[0];
  if (!who) return null;
  const said = properties.find(({ name }) => name === 'FN')?.value ?? '';
  return { id: who.id, home: who.home, name: cutName(said) ?? who.name };
}

/** RFC 6350, section 3.4. */
function escape(text: string): string {
  return text.replace(/[\\,;]/g, '\\$&').replaceAll('\n', '\\n');
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) =>
    /n/i.test(character) ? '\n' : character,
  );
}

/** Never inside a character. */
function fold(line: string): string {
  const lines = [''];
  let length = 0;
  for (const character of line) {
    const more = utf8(character).length;
    if (length + more > longestLine) {
      lines.push('');
      // The blank that makes it a part of the line before counts.
      length = 1;
    }
    lines[lines.length - 1] += character;
    length += more;
  }
  return lines.join('\r\n ');
}
