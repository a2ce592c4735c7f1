import type { PeerId } from '../identity/peer-id.ts';
import type { Report } from '../lib/report.ts';
import type { Content } from './letter.ts';
import type { Carriers, Post } from './post.ts';
import type { Envelope } from './signals.ts';

/** The post of a phone that may not have written yet: what signs and seals is loaded when it is needed. */
export class PostGate implements Post {
  readonly #load: () => Promise<Post>;
  readonly #report: Report;
  #post: Post | null = null;
  #loading: Promise<void> | null = null;

  constructor(load: () => Promise<Post>, report: Report) {
    this.#load = load;
    this.#report = report;
  }

  send(to: PeerId, content: Content, carriers: Carriers): void {
    this.#use((post) => post.send(to, content, carriers));
  }

  prepare(to: PeerId, content: Content): void {
    this.#use((post) => post.prepare(to, content));
  }

  hurry(): void {
    this.#post?.hurry();
  }

  receive(from: PeerId, envelope: Envelope, take: (content: Content) => void): void {
    this.#use((post) => post.receive(from, envelope, take));
  }

  /** Loads it, so that nobody has to wait for it later. */
  open(): Promise<void> {
    this.#loading ??= this.#load()
      .then((post) => void (this.#post = post))
      .catch((error: unknown) => {
        this.#loading = null;
        this.#report('what writes letters did not load', error);
      });
    return this.#loading;
  }

  /** What comes while it loads is done in its order, or not at all if it does not load. */
  #use(task: (post: Post) => void): void {
    if (this.#post) task(this.#post);
    else void this.open().then(() => this.#post && task(this.#post));
  }
}
