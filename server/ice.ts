import { createHmac } from 'node:crypto';
import { Router } from 'express';
import type { IncomingMessage } from 'node:http';
import { bearerOf } from './bearer.ts';
import type { Settings } from './settings.ts';
import { claimedIdOf, type TokenVerifier } from './sign-on.ts';

/** An entry of `iceServers`, as `RTCPeerConnection` takes it. */
interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/** What a phone is told. */
export interface IceAnswer {
  readonly iceServers: readonly IceServer[];
  /** Until when this is good, in ms since 1970. */
  readonly expires: number;
}

type IceSettings = Pick<Settings, 'stunUrls' | 'turnUrls' | 'turnSecret' | 'turnTtl'>;

/**
 * STUN and TURN servers for the phone with this ID, from `now` (ms since 1970) on. TURN's password
 * follows from the secret that coturn has too (draft-uberti-behave-turn-rest-00, section 2.2).
 */
export function iceServersFor(
  id: string,
  { stunUrls, turnUrls, turnSecret, turnTtl }: IceSettings,
  now: number,
): IceAnswer {
  const until = Math.floor(now / 1000) + turnTtl;
  const iceServers: IceServer[] = [];
  if (stunUrls.length > 0) iceServers.push({ urls: stunUrls });
  if (turnUrls.length > 0 && turnSecret !== null) {
    const username = `${until}:${id}`;
    const credential = createHmac('sha1', turnSecret).update(username).digest('base64');
    iceServers.push({ urls: turnUrls, username, credential });
  }
  return { iceServers, expires: until * 1000 };
}

interface IceOptions {
  readonly settings: IceSettings;
  /** Who checks the tokens; those to sign on are of no use here. */
  readonly tokens: TokenVerifier;
  /** Whether the phone with this ID is signed on. */
  has(id: string): Promise<boolean>;
  /** Whether whoever asks may ask once more. */
  mayAsk(request: IncomingMessage): Promise<boolean>;
}

/** `/api/ice`, for phones that are signed on. docs/protocol.md, “Servers for ICE”. */
export function ice({ settings, tokens, has, mayAsk }: IceOptions): Router {
  const router = Router();
  router.get('/api/ice', async (request, response) => {
    response.set('Cache-Control', 'no-store');
    const token = bearerOf(request.headers) ?? '';
    const id = claimedIdOf(token);
    if (id === null) {
      response.status(401).json({ code: 'token', msg: 'A token of a phone is needed' });
      return;
    }
    if (!(await mayAsk(request))) {
      const msg = 'Too many questions in a minute from one address';
      response.status(429).set('Retry-After', '60').json({ code: 'questions', msg });
      return;
    }
    // Looked up first: to check a signature is what costs.
    if (!(await has(id))) {
      response.status(403).json({ code: 'absent', msg: 'The phone is not signed on here' });
      return;
    }
    const claim = tokens.check(id, token, request.headers.host ?? '');
    if (claim.kind === 'refused') response.status(401).json(claim.refusal);
    else response.json(iceServersFor(id, settings, Date.now()));
  });
  return router;
}
