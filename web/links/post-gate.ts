import type { PeerId } from '../identity/peer-id.ts';
import type { Late } from '../lib/late.ts';
import type { Way } from './friends.ts';
import type { Content } from './letter.ts';
import type { Carriers, Post } from './post.ts';
import type { Envelope } from './signals.ts';

/** The post of a phone that may not have written yet: what signs and seals is loaded when it is needed. */
export class PostGate implements Post {
  readonly #post: Late<Post>;

  constructor(post: Late<Post>) {
    this.#post = post;
  }

  send(to: PeerId, content: Content, carriers: Carriers): void {
    this.#post.use((post) => post.send(to, content, carriers));
  }

  prepare(to: PeerId, content: Content): void {
    this.#post.use((post) => post.prepare(to, content));
  }

  hurry(): void {
    this.#post.value?.hurry();
  }

  rest(from: PeerId): void {
    this.#post.value?.rest(from);
  }

  receive(from: PeerId, envelope: Envelope, by: Way, take: (content: Content) => void): void {
    this.#post.use((post) => post.receive(from, envelope, by, take));
  }
}
