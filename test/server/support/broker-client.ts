import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';

/** A message as the broker sends it. */
export interface Incoming {
  readonly type: string;
  readonly src?: string;
  readonly dst?: string;
  readonly payload?: unknown;
}

/** Speaks to the broker as PeerJS does. */
export class BrokerClient {
  readonly socket: WebSocket;
  /** Everything that came and was not taken by `next`, but for beats. */
  readonly inbox: Incoming[] = [];
  /** The code with which the socket closed. */
  readonly closed: Promise<number>;

  constructor(url: string, id: string, token: string, options: ClientOptions = {}, key = 'peerjs') {
    const address = new URL('broker/peerjs', url);
    address.protocol = address.protocol.replace('http', 'ws');
    address.search = new URLSearchParams({ key, id, token }).toString();
    this.socket = new WebSocket(address, options);
    this.socket.on('error', () => this.socket.terminate());
    this.socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Incoming;
      if (message.type === 'HEARTBEAT') return;
      this.inbox.push(message);
      this.socket.emit('inbox');
    });
    this.closed = once(this.socket, 'close').then(([code]) => code as number);
  }

  /** Signs on and waits for the broker's OPEN. */
  static async open(
    url: string,
    id: string,
    token = 'token',
    options: ClientOptions = {},
  ): Promise<BrokerClient> {
    const client = new BrokerClient(url, id, token, options);
    await client.next(({ type }) => type === 'OPEN');
    return client;
  }

  send(message: unknown): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Takes the first message that fits out of the inbox, waiting until there is one. */
  async next(fits: (message: Incoming) => boolean): Promise<Incoming> {
    for (;;) {
      const at = this.inbox.findIndex(fits);
      const [message] = at < 0 ? [] : this.inbox.splice(at, 1);
      if (message) return message;
      if (this.socket.readyState >= this.socket.CLOSING) throw new Error('The socket is closed');
      await Promise.race([once(this.socket, 'inbox'), this.closed]);
    }
  }
}

/** An OFFER that can be told from every other by its connection ID. */
export function offer(dst: string, connectionId: string): Incoming {
  return { type: 'OFFER', dst, payload: { connectionId, sdp: { type: 'offer', sdp: 'v=0' } } };
}

/** True for the OFFER with that connection ID. */
export function isOffer(connectionId: string): (message: Incoming) => boolean {
  return ({ type, payload }) =>
    type === 'OFFER' &&
    typeof payload === 'object' &&
    payload !== null &&
    'connectionId' in payload &&
    payload.connectionId === connectionId;
}
