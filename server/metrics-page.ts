import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';
import { isLoopback, type Trust } from './address.ts';
import { bearerOf } from './bearer.ts';
import type { Metrics } from './metrics.ts';

interface MetricsOptions {
  readonly metrics: Metrics;
  /** What has to be shown; null lets in whoever asks from this machine. */
  readonly token: string | null;
  readonly trust: Trust;
}

/** `/metrics` for Prometheus. */
export function metricsPage({ metrics, token, trust }: MetricsOptions): Router {
  const router = Router();
  router.get('/metrics', async (request, response) => {
    response.set('Cache-Control', 'no-store');
    if (token !== null && !shows(request, token)) {
      response
        .status(401)
        .set('WWW-Authenticate', 'Bearer')
        .type('text')
        .send('A token is needed\n');
    } else if (token === null && !isFromHere(request, trust)) {
      response.status(403).type('text').send('Without METRICS_TOKEN only this machine may ask\n');
    } else {
      response.set('Content-Type', metrics.contentType).send(await metrics.text());
    }
  });
  return router;
}

/** Compares digests, which are as long as each other, so that the time taken tells nothing. */
function shows({ headers }: IncomingMessage, token: string): boolean {
  return timingSafeEqual(digest(bearerOf(headers) ?? ''), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/**
 * A proxy on this machine asks for others. All whom it names must be here, also those whom it only
 * heard of; and one that nobody trusts, or that names nobody, may be asked by anyone.
 */
function isFromHere(request: IncomingMessage, trust: Trust): boolean {
  const { headers, socket } = request;
  const names = 'x-forwarded-for' in headers;
  const isForwarded = names || 'forwarded' in headers || 'via' in headers;
  if (isForwarded && !(names && trust(socket.remoteAddress ?? '', 0))) return false;
  return proxyAddr.all(request).every(isLoopback);
}
