import {
  AuthorizationError,
  connect,
  UserAuthenticationExpiredError,
  type Msg,
  type NatsConnection,
  type Subscription,
} from '@nats-io/transport-node';
import { setTimeout as wait } from 'node:timers/promises';
import type { Cluster, ClusterEvents } from './cluster.ts';
import type { Log } from './log.ts';
import { RollCall, saidEvery } from './roll-call.ts';

/** How long another server may take to say that its client got something, in ms. */
const askFor = 1_000;
/** A NATS server that does not answer two of these is gone; in ms. */
const pingEvery = 3_000;
/** Between two tries to reach one, in ms; with as much again by chance. */
const retryEvery = 500;
/** Those who come back together are told the seats once, in ms. */
const together = 1_000;

const outOfReach = 'NATS is out of reach';
const refuses = 'NATS refuses the user, password or token of NATS_URL';
const got = '+';
/** Where all servers say that they are there. */
const roll = 'tincan.node';

/**
 * Servers that form one broker over NATS. The one at which an ID is signed on listens to a subject
 * of this ID, so that NATS itself knows at once that nobody does.
 */
export class NatsCluster implements Cluster {
  readonly #urls: readonly string[];
  readonly #log: Log;
  readonly #seats = new Map<string, Subscription>();
  readonly #watches = new Map<string, Subscription>();
  readonly #roll = new RollCall();
  #events: ClusterEvents | null = null;
  #nats: NatsConnection | null = null;
  #trouble: string | null = outOfReach;
  /** What of that the log was told: once, however often it is tried. */
  #told: string | null = null;
  #saying: NodeJS.Timeout | undefined;
  #rejoining: NodeJS.Timeout | null = null;
  #isClosed = false;

  /** `urls`: nats: or tls:, with user and password or a token where NATS asks for them. */
  constructor(urls: readonly string[], log: Log) {
    this.#urls = urls;
    this.#log = log;
  }

  get trouble(): string | null {
    return this.#trouble;
  }

  start(events: ClusterEvents): void {
    this.#events = events;
    this.#saying = setInterval(() => this.#publish(roll, this.#roll.own), saidEvery).unref();
    void this.#run(events);
  }

  seat(id: string): void {
    if (this.#nats === null || this.#seats.has(id)) return;
    const callback = (error: Error | null, message: Msg) => {
      if (error !== null) this.#failed(error);
      else if (this.#events?.received(id, message.string())) this.#answer(message);
    };
    this.#seats.set(id, this.#nats.subscribe(subject('to', id), { callback }));
  }

  leave(id: string): void {
    this.#seats.get(id)?.unsubscribe();
    this.#seats.delete(id);
  }

  async ask(id: string, text: string): Promise<boolean> {
    if (this.#trouble !== null || this.#nats === null) return false;
    try {
      await this.#nats.request(subject('to', id), text, { timeout: askFor });
      return true;
    } catch {
      // Nobody listens, nobody answered, or NATS was lost on the way: nobody is there.
      return false;
    }
  }

  tell(id: string, text: string): void {
    this.#publish(subject('to', id), text);
  }

  announce(id: string): void {
    this.#publish(subject('seated', id), '');
  }

  watch(id: string): void {
    if (this.#nats === null || this.#watches.has(id)) return;
    const callback = (error: Error | null) => {
      if (error !== null) this.#failed(error);
      else this.#events?.appeared(id);
    };
    this.#watches.set(id, this.#nats.subscribe(subject('seated', id), { callback }));
  }

  unwatch(id: string): void {
    this.#watches.get(id)?.unsubscribe();
    this.#watches.delete(id);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#saying);
    const nats = this.#nats;
    // A connection that is closed throws at whoever still has something to say.
    this.#nats = null;
    await nats?.close();
  }

  async #run(events: ClusterEvents): Promise<void> {
    while (!this.#isClosed) {
      try {
        await this.#session(events);
      } catch (error) {
        this.#failed(error instanceof Error ? error : new Error(String(error)));
        await wait(retryEvery * (1 + Math.random()));
      }
    }
  }

  /** Lasts, through losses of NATS, until the client gives up, which it has no reason to do. */
  async #session(events: ClusterEvents): Promise<void> {
    const nats = await connect({
      ...optionsOf(this.#urls),
      name: 'tincan',
      // What this server says is for the others.
      noEcho: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: retryEvery,
      reconnectJitter: retryEvery,
      reconnectJitterTLS: retryEvery,
      // Passwords may be changed on one side before the other.
      ignoreAuthErrorAbort: true,
      pingInterval: pingEvery,
      noAsyncTraces: true,
    });
    if (this.#isClosed) return nats.close();
    this.#nats = nats;
    this.#seats.clear();
    this.#watches.clear();
    for (const id of events.seats()) this.seat(id);
    this.#listenToOthers(nats, events);
    this.#joined(events);
    for await (const status of nats.status()) {
      if (status.type === 'disconnect') this.#lost();
      else if (status.type === 'error') this.#failed(status.error);
      // The client says so once for each try that was refused before.
      else if (status.type === 'reconnect' && this.#trouble !== null) this.#joined(events);
    }
    this.#lost();
  }

  /** Two NATS that had lost each other have not lost this server: only who is heard again shows it. */
  #listenToOthers(nats: NatsConnection, events: ClusterEvents): void {
    const rejoin = () => {
      this.#rejoining = null;
      events.joined();
    };
    const callback = (error: Error | null, message: Msg) => {
      if (error !== null) this.#failed(error);
      else if (this.#roll.hear(message.string())) {
        this.#rejoining ??= setTimeout(rejoin, together).unref();
      }
    };
    nats.subscribe(roll, { callback });
  }

  /** Each try that is refused ends with a loss, which is no news. */
  #lost(trouble = outOfReach): void {
    if (this.#trouble !== refuses) this.#trouble = trouble;
    if (this.#isClosed || this.#trouble === this.#told) return;
    this.#told = this.#trouble;
    this.#log.warn(this.#trouble);
  }

  #joined(events: ClusterEvents): void {
    this.#trouble = null;
    this.#told = null;
    this.#log.info('NATS is in reach');
    events.joined();
  }

  #answer(message: Msg): void {
    if (message.reply) this.#publish(message.reply, got);
  }

  /** Not while NATS is away: it would be kept, in whatever memory that takes, and then be late. */
  #publish(to: string, text: string): void {
    if (this.#trouble === null) this.#nats?.publish(to, text);
  }

  /** Its message may name a subject, and so an ID. */
  #failed(error: Error): void {
    this.#log.debug({ err: error }, 'NATS failed');
    const isRefused =
      error instanceof AuthorizationError || error instanceof UserAuthenticationExpiredError;
    if (isRefused) this.#lost(refuses);
    else if (this.#trouble === null) this.#log.warn(`NATS says ${error.name}`);
    else this.#lost(this.#trouble);
  }
}

/** An ID has no dots, and but for blanks nothing else that has a meaning in a subject. */
function subject(kind: 'to' | 'seated', id: string): string {
  return `tincan.${kind}.${encodeURIComponent(id)}`;
}

/** The client reads neither TLS nor credentials out of a URL. */
function optionsOf(urls: readonly string[]) {
  const parsed = urls.map((url) => new URL(url));
  const { username = '', password = '' } = parsed.find(({ username }) => username !== '') ?? {};
  const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)];
  return {
    servers: parsed.map(({ host }) => host),
    ...(parsed.some(({ protocol }) => protocol === 'tls:') && { tls: {} }),
    ...(user !== '' && (pass === '' ? { token: user } : { user, pass })),
  };
}
