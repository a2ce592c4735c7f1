import { BrokerClient, isOffer, offer } from './broker-client.ts';

/** However short it was: what is broken may show a moment later. */
const fewest = 5;

/**
 * Two clients who do nothing wrong and write to each other all the time, from addresses of their
 * own. They notice if anything of theirs is lost, turned round, or late.
 */
export class Neighbours {
  readonly #ann: BrokerClient;
  readonly #bob: BrokerClient;
  readonly #ended: Promise<void>;
  #isGoing = true;
  /** The longest that a message and its answer took, in ms. */
  #longest = 0;
  #rounds = 0;

  private constructor(ann: BrokerClient, bob: BrokerClient) {
    this.#ann = ann;
    this.#bob = bob;
    this.#ended = this.#talk();
    // Whoever waits for it hears of it in `part`.
    this.#ended.catch(() => undefined);
  }

  static async meet(url: string): Promise<Neighbours> {
    const from = (localAddress: string) => ({ localAddress });
    return new Neighbours(
      await BrokerClient.open(url, 'neighbour-ann', 'ann', from('127.0.0.98')),
      await BrokerClient.open(url, 'neighbour-bob', 'bob', from('127.0.0.99')),
    );
  }

  /** Ends it. Throws if something was lost or somebody was thrown out; returns what they noticed. */
  async part(): Promise<{ longest: number }> {
    this.#isGoing = false;
    await this.#ended;
    for (const { socket } of [this.#ann, this.#bob]) socket.close();
    return { longest: this.#longest };
  }

  async #talk(): Promise<void> {
    while (this.#isGoing || this.#rounds < fewest) {
      const name = `round ${this.#rounds++}`;
      const began = performance.now();
      this.#ann.send(offer('neighbour-bob', name));
      await this.#bob.next(isOffer(name));
      this.#bob.send(offer('neighbour-ann', name));
      await this.#ann.next(isOffer(name));
      this.#longest = Math.max(this.#longest, performance.now() - began);
      // Well below what they may say.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
