import type { PeerId } from '../identity/peer-id.ts';
import { pictureTag } from '../identity/picture-tag.ts';
import type { Clock } from '../lib/clock.ts';
import { RateLimit } from '../lib/rate-limit.ts';
import type { Readable } from '../lib/store.ts';
import type { AsideEvents } from '../links/links.ts';
import type { AsideMessage, PictureMessage } from '../links/messages.ts';
import { standingOf, type Contacts } from './contacts.ts';

/** So often a second a contact may look: once by each link, and when it becomes a contact. */
const mostLooks = 2;

/** The links, as pictures use them. */
export interface PictureLinks {
  listenAside(events: AsideEvents): void;
  sendAside(to: PeerId, message: PictureMessage): boolean;
}

/**
 * Contacts show each other their pictures. Each side says over an open link
 * which picture of the other it has, and is sent another one only then: a
 * stranger is neither asked nor answered. docs/protocol.md, “Pictures”.
 */
export class Pictures {
  readonly #links: PictureLinks;
  readonly #contacts: Contacts;
  readonly #own: Readable<{ readonly picture: string | null }>;
  /** The tag of the picture that somebody who asked has by now. */
  readonly #shown = new Map<PeerId, string | null>();
  /** Looking costs the picture, which is a thousand times as long. */
  readonly #rate: RateLimit<PeerId>;
  #known: ReadonlySet<PeerId>;
  readonly #stops: readonly (() => void)[];

  constructor(
    links: PictureLinks,
    contacts: Contacts,
    own: Readable<{ readonly picture: string | null }>,
    clock: Clock,
  ) {
    this.#rate = new RateLimit(mostLooks, 64, clock);
    this.#links = links;
    this.#contacts = contacts;
    this.#own = own;
    this.#known = this.#people();
    links.listenAside({
      hello: (from) => this.#greet(from),
      message: (from, message) => this.#hear(from, message),
    });
    this.#stops = [
      own.subscribe(() => [...this.#shown.keys()].forEach((peer) => this.#show(peer))),
      contacts.all.subscribe(() => this.#meet()),
    ];
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  /** A link opened, perhaps to a page that was started anew. */
  #greet(from: PeerId): void {
    this.#shown.delete(from);
    if (this.#isContact(from)) this.#ask(from);
  }

  #hear(from: PeerId, message: AsideMessage): void {
    if (message.type === 'look') {
      if (!this.#rate.admits(from)) return;
      this.#shown.set(from, message.have);
      this.#show(from);
    } else if (message.type === 'picture' && this.#isContact(from)) {
      void this.#contacts.picture(from, message.picture);
    }
  }

  /** Whoever became a contact while the link was open is asked and answered now. */
  #meet(): void {
    const before = this.#known;
    this.#known = this.#people();
    for (const peer of this.#known) {
      if (before.has(peer)) continue;
      this.#ask(peer);
      this.#show(peer);
    }
  }

  #ask(peer: PeerId): void {
    const have = pictureTag(this.#contacts.all.value.get(peer)?.picture ?? null);
    this.#links.sendAside(peer, { type: 'look', have });
  }

  #show(peer: PeerId): void {
    const { picture } = this.#own.value;
    const tag = pictureTag(picture);
    if (!this.#isContact(peer) || !this.#shown.has(peer) || this.#shown.get(peer) === tag) return;
    if (this.#links.sendAside(peer, { type: 'picture', picture })) this.#shown.set(peer, tag);
  }

  #isContact(peer: PeerId): boolean {
    return standingOf(this.#contacts.all.value, peer) === 'contact';
  }

  #people(): ReadonlySet<PeerId> {
    return new Set([...this.#contacts.all.value.keys()].filter((peer) => this.#isContact(peer)));
  }
}
