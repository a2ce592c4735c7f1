import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { trustOf } from './address.ts';
import { createApp } from './app.ts';
import { brokerPath, createBroker } from './broker.ts';
import { alone } from './cluster.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { handshakeTimes, limitConnections } from './handshake.ts';
import { ice } from './ice.ts';
import { listen } from './listen.ts';
import type { Log } from './log.ts';
import { metricsPage } from './metrics-page.ts';
import { createMetrics } from './metrics.ts';
import { NatsCluster } from './nats-cluster.ts';
import { logRefusals } from './refusal-log.ts';
import type { Settings } from './settings.ts';
import { TokenVerifier } from './sign-on.ts';
import { loadTls } from './tls.ts';
import { dispatchUpgrades } from './upgrades.ts';

/** Milliseconds for which clients may take leave when the server stops. */
const grace = 2000;

/** A server that accepts connections. */
export interface Running {
  /** Where people open it. */
  readonly url: string;
  readonly port: number;
  /**
   * Where other servers form one broker with this one: is not ready any more, sends everybody to
   * them over 10 s, and resolves when all were. Else there is nowhere to go, and it resolves at once.
   */
  drain(): Promise<void>;
  /** Refuses newcomers, takes leave of everybody, and resolves when all are gone. */
  stop(): Promise<void>;
}

type Started =
  | { readonly kind: 'running'; readonly running: Running }
  | {
      readonly kind: 'wrong';
      readonly sentence: string;
      /** Whether it may get better by itself, as a port that somebody else has. */
      readonly mayPass: boolean;
    };

/** Serves the page in `webFolder` and the broker on one port. */
export async function startServer(
  config: Settings,
  { webFolder, log }: { webFolder: string; log: Log },
): Promise<Started> {
  const tls = loadTls(config);
  if (tls.kind === 'wrong') return { ...tls, mayPass: false };
  const server: Server =
    tls.kind === 'on'
      ? createHttpsServer({ ...tls.tls, ...handshakeTimes })
      : createHttpServer(handshakeTimes);

  let stopping: 'draining' | 'stopping' | null = null;
  const trust = trustOf(config.trustProxy);
  const cluster = config.natsUrl.length > 0 ? new NatsCluster(config.natsUrl, log) : alone;
  const metrics = createMetrics(cluster);
  const { observer, tell } = logRefusals(log, metrics.observer);
  const { publicUrl, maxConnections, maxPerAddress, natsUrl } = config;
  limitConnections(server, { maxConnections, maxPerAddress, trust, observer });
  const door = new Doorkeeper({ publicUrl, maxPerAddress, natsUrl, trust, log });
  const host = config.publicUrl === null ? null : new URL(config.publicUrl).host;
  const broker = createBroker(server, {
    host,
    allowGuests: config.allowGuests,
    maxConnections,
    cluster,
    log,
    door,
    observer,
  });
  const app = createApp({
    broker: broker.app,
    ice: ice({
      settings: config,
      tokens: new TokenVerifier({ purpose: 'ice', host, allowGuests: false }),
      has: broker.has,
      mayAsk: (request) => door.mayAsk(request),
    }),
    metrics: metricsPage({ metrics, token: config.metricsToken, trust }),
    webFolder,
    tls: tls.kind === 'on',
    trustProxy: config.trustProxy,
    log,
    whyNotReady: () => stopping ?? broker.trouble,
  });
  server.on('request', app);
  dispatchUpgrades(server, { [brokerPath]: broker.upgrade });

  const sentence = await listen(server, config);
  if (sentence !== null) return { kind: 'wrong', sentence, mayPass: true };
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const drain = async () => {
    if (config.natsUrl.length === 0) return;
    stopping = 'draining';
    await broker.drain();
  };
  const stop = async () => {
    stopping = 'stopping';
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const cut = setTimeout(() => server.closeAllConnections(), grace);
    await broker.close(grace);
    await closed;
    clearTimeout(cut);
    tell();
  };
  const url = config.publicUrl ?? urlOf(config.host, port, tls.kind === 'on');
  return { kind: 'running', running: { url, port, drain, stop } };
}

function urlOf(host: string, port: number, tls: boolean): string {
  const everywhere = host === '::' || host === '0.0.0.0';
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return new URL(`${tls ? 'https' : 'http'}://${name}:${port}/`).href;
}
