import WebSocket from 'ws';
import type { Identity } from '../../web/identity/identity.ts';
import { signOnToken } from '../../web/identity/sign-on.ts';

export interface SignedOn {
  readonly socket: WebSocket;
  /** The first word of the broker. */
  readonly answer: string;
}

/** Signs on to a broker without a page, for somebody who says what they like, or nothing. */
export async function signOn(
  url: string,
  identity: Identity,
  id: string = identity.id,
): Promise<SignedOn> {
  const { host } = new URL(url);
  const token = await signOnToken(identity, host, Date.now());
  const query = new URLSearchParams({ key: 'peerjs', id, token, version: '1.5.5' });
  const socket = new WebSocket(`ws://${host}/broker/peerjs?${query.toString()}`);
  const answer = await new Promise<string>((resolve, reject) => {
    socket.once('message', (data: Buffer) => resolve(data.toString()));
    socket.once('error', reject);
  });
  return { socket, answer };
}
