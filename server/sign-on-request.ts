import type { IncomingMessage } from 'node:http';
import { isClientId } from './client-id.ts';
import { copyOf } from './copy-of.ts';
import type { Refused } from './door.ts';

/** What a PeerJS client wants of the broker. */
interface SignOnRequest {
  readonly id: string;
  readonly token: string;
}

const maxToken = 2048;

/** Reads the query of a request to sign on. What is wrong with it is told in PeerServer's words. */
export function readSignOn({ url }: IncomingMessage): SignOnRequest | Refused {
  const query = new URLSearchParams(url?.replace(/^[^?]*/, ''));
  const id = query.get('id') ?? '';
  const token = query.get('token') ?? '';
  const key = query.get('key') ?? '';
  if (key === '' || token === '' || token.length > maxToken || !isClientId(id)) {
    return { code: 'parameters', msg: 'No id, token, or key supplied to websocket server' };
  }
  if (key !== 'peerjs') return { code: 'key', msg: 'Invalid key provided' };
  return { id: copyOf(id), token };
}
