import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { ClientOptions } from 'ws';
import { BrokerClient, offer, type Incoming } from './broker-client.ts';
import { PhoneKey } from './phone-key.ts';

/** How long an answer may take, in ms: somebody absent is waited for 3 s of it, and a machine may be busy. */
const patience = 15_000;
/** For the broker to take the WebSocket, in ms; then it is tried again. */
const handshakeTimeout = 10_000;

/** A phone as far as a broker sees it: stays signed on as the page does, answers, and calls. */
export class SteadyPhone {
  readonly #key = new PhoneKey();
  readonly #url: string;
  readonly #options: ClientOptions;
  /** The connection IDs of offers that were answered. */
  readonly #answers = new EventEmitter();
  #client: BrokerClient | null = null;
  #isSentAway = false;
  #hasLeft = false;

  constructor(url: string, options: ClientOptions) {
    this.#url = url;
    this.#options = { handshakeTimeout, ...options };
    void this.#stay();
  }

  get id(): string {
    return this.#key.id;
  }

  /** Resolves with its socket once it is signed on. */
  async online(): Promise<BrokerClient> {
    while (this.#client === null) await setTimeout(10);
    return this.#client;
  }

  /** Calls somebody as soon as it is signed on; false if nobody answered. */
  async call(id: string): Promise<boolean> {
    const client = await this.online();
    const connectionId = randomUUID();
    const answered = once(this.#answers, connectionId, { signal: AbortSignal.timeout(patience) });
    client.send(offer(id, connectionId));
    return answered.then(
      () => true,
      () => false,
    );
  }

  leave(): void {
    this.#hasLeft = true;
    this.#client?.socket.terminate();
  }

  async #stay(): Promise<void> {
    const { host } = new URL(this.#url);
    while (!this.#hasLeft) {
      this.#isSentAway = false;
      const { id } = this.#key;
      const opened = BrokerClient.open(this.#url, id, this.#key.token(host), this.#options);
      const client = await opened.catch(() => null);
      if (client !== null) {
        this.#client = client;
        client.socket.on('inbox', () => this.#read(client));
        this.#read(client);
        await client.closed;
        this.#client = null;
      }
      // Half a second to four and a half, so that not all come in the same moment.
      if (!this.#isSentAway) await setTimeout(500 + Math.random() * 4_000);
    }
  }

  #read(client: BrokerClient): void {
    for (const message of client.inbox.splice(0)) {
      const connectionId = connectionIdOf(message);
      if (message.type === 'ANSWER') this.#answers.emit(connectionId);
      if (message.type === 'GOING-AWAY') {
        this.#isSentAway = true;
        this.#client = null;
      }
      if (message.type !== 'OFFER' || message.src === undefined) continue;
      client.send({ type: 'ANSWER', dst: message.src, payload: { connectionId } });
    }
  }
}

function connectionIdOf({ payload }: Incoming): string {
  const isObject = typeof payload === 'object' && payload !== null;
  return isObject && 'connectionId' in payload ? String(payload.connectionId) : '';
}
