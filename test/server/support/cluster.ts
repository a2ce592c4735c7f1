import { setTimeout } from 'node:timers/promises';
import { caddyless, startCaddy, type Caddy } from './caddy.ts';
import { freePort } from './free-port.ts';
import { startNats, type NatsNode } from './nats-setup.ts';
import { natsless } from './nats.ts';
import { startServer, type ServerProcess } from './server-process.ts';

/** Why this machine can't run several servers as one; null if it can. */
export const clusterless: string | null = natsless ?? caddyless;

const own = { password: 'of-the-nodes', clusterPassword: 'of-the-cluster' };
const places = ['10.0.0.11:9000', '10.0.0.12:9000', '10.0.0.13:9000'];
const built = [process.execPath, 'dist/server/main.js'];
/** No test runs longer than that, in ms. */
const life = 15 * 60_000;
const look = 50;

interface Ports {
  readonly port: number;
  readonly httpPort: number;
  readonly clusterPort: number;
}

/** A Tincan with a NATS beside it. */
export class ClusterNode {
  readonly #port: number;
  readonly #publicUrl: string;
  readonly #ports: Ports;
  readonly #routes: readonly number[];
  #nats: NatsNode | null = null;
  #server: ServerProcess | null = null;

  constructor(port: number, publicUrl: string, ports: Ports, routes: readonly number[]) {
    this.#port = port;
    this.#publicUrl = publicUrl;
    this.#ports = ports;
    this.#routes = routes;
  }

  async startNats(): Promise<void> {
    this.#nats = await startNats(this.#ports, { ...own, routes: this.#routes });
  }

  async killNats(): Promise<void> {
    await this.#nats?.stop();
    this.#nats = null;
  }

  async start(): Promise<void> {
    const env = {
      HOST: '127.0.0.1',
      PUBLIC_URL: this.#publicUrl,
      TRUST_PROXY: 'loopback',
      NATS_URL: `nats://tincan:${own.password}@127.0.0.1:${this.#ports.port}`,
      ALLOW_GUESTS: 'false',
      LOG_LEVEL: 'error',
    };
    this.#server = await startServer(['--port', String(this.#port)], { env, command: built, life });
    await this.says('ready');
  }

  /** Sends the signal and waits for its end. */
  async end(signal: NodeJS.Signals): Promise<void> {
    this.#server?.kill(signal);
    await this.#server?.ended;
    this.#server = null;
  }

  /** Waits until `/readyz` says so. */
  async says(what: string): Promise<void> {
    while ((await this.#readiness()) !== `${what}\n`) await setTimeout(look);
  }

  /** Whether a phone is signed on here: then the server listens at NATS for it. */
  async has(id: string): Promise<boolean> {
    const response = await fetch(`http://127.0.0.1:${this.#ports.httpPort}/connz?subs=1`);
    const { connections } = (await response.json()) as {
      connections: readonly { readonly subscriptions_list?: readonly string[] }[];
    };
    return connections.some((one) => one.subscriptions_list?.includes(`tincan.to.${id}`));
  }

  async #readiness(): Promise<string> {
    try {
      return await (await fetch(`http://127.0.0.1:${this.#port}/readyz`)).text();
    } catch {
      return 'away';
    }
  }
}

/** Three nodes behind Caddy, as `deploy/nats.conf` and `deploy/Caddyfile.cluster` have it. */
export class Cluster {
  readonly nodes: readonly ClusterNode[];
  readonly caddy: Caddy;

  private constructor(nodes: readonly ClusterNode[], caddy: Caddy) {
    this.nodes = nodes;
    this.caddy = caddy;
  }

  static async start(): Promise<Cluster> {
    const free = () => Promise.all(places.map(() => freePort()));
    const [ports, natsPorts, httpPorts, routes] = [
      await free(),
      await free(),
      await free(),
      await free(),
    ];
    const nodesAt = Object.fromEntries(
      places.map((place, at) => [place, `127.0.0.1:${ports[at]}`]),
    );
    const caddy = await startCaddy({ file: 'Caddyfile.cluster', nodes: nodesAt });
    const nodes = ports.map(
      (port, at) =>
        new ClusterNode(
          port,
          caddy.url,
          {
            port: natsPorts[at] ?? 0,
            httpPort: httpPorts[at] ?? 0,
            clusterPort: routes[at] ?? 0,
          },
          routes,
        ),
    );
    await Promise.all(nodes.map((node) => node.startNats()));
    await Promise.all(nodes.map((node) => node.start()));
    return new Cluster(nodes, caddy);
  }

  /** At which node a phone is signed on; waits until it is. */
  async nodeOf(id: string): Promise<ClusterNode> {
    for (;;) {
      for (const node of this.nodes) if (await node.has(id)) return node;
      await setTimeout(look);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.end('SIGKILL')));
    await Promise.all(this.nodes.map((node) => node.killNats()));
    await this.caddy.stop();
  }
}
