import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../tools/browsers.mjs';
import { lackOf } from '../../tools/programs.mjs';
import { startCoturn, turnless } from '../server/support/coturn.ts';
import { fewPictures } from './browser.ts';
import { Person } from './person.ts';
import { toneFile } from './tone.ts';

/** Why this machine can't have homes with networks of their own; null if it can. */
export const homeless: string | null = (() => {
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  try {
    execFileSync('ip', ['netns', 'list'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'there is no `ip` (Debian: iproute2)';
  }
})();

/** Why this machine can't have homes behind routers, with a relay between them; null if it can. */
export const routerless: string | null = homeless ?? lackOf('nft') ?? turnless;

type Home = 'a' | 'b';

/** The last number of a home's address in 198.51.100.0/24 or 192.0.2.0/24 (RFC 5737). */
const nets: Readonly<Record<Home, string>> = { a: '198.51.100', b: '192.0.2' };
/** What a home's network is called behind a router. */
const inner: Readonly<Record<Home, string>> = { a: '192.168.1', b: '192.168.2' };
const broker = '203.0.113.1';
const turnPort = 3478;

/** How a router lets packets out and in; the words of RFC 3489, section 5. */
export interface Routing {
  /** Who may send to an address that a browser was given: anybody, whom it sent to, or just that port there. */
  readonly nat: 'full-cone' | 'restricted' | 'symmetric';
  /** Lets no UDP through. */
  readonly noUdp?: boolean;
  /** Lets nothing through to the server; the relay stays within reach. */
  readonly noBroker?: boolean;
}

interface Served {
  readonly server: ChildProcess;
  /** What it was started with. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Two homes, each a network of its own with a browser in it, and a router between them at which the
 * server listens. A home can move to another address, and lose its network. With routers, each home
 * has private addresses behind one of its own, and beside the server there is a relay.
 */
export class Homes {
  readonly #routers: boolean;
  readonly #tag = `t${process.pid}`;
  readonly #folder = mkdtempSync(join(tmpdir(), 'tincan-homes-'));
  readonly #browsers: Browser[] = [];
  /** Of all servers, as the browsers take them for secure. */
  readonly #origins: string[] = [];
  readonly #host: Record<Home, number> = { a: 2, b: 2 };
  /** By URL. */
  readonly #servers = new Map<string, Served>();
  #stopRelay: () => Promise<void> = () => Promise.resolve();
  url = '';
  /** The address of the servers. */
  readonly host = broker;
  /** What tells a phone behind a router its address outside. */
  readonly stun = `stun:${broker}:${turnPort}`;

  constructor({ routers = false } = {}) {
    this.#routers = routers;
    this.#ip('netns', 'add', this.#space('net'));
    this.#in('net', 'ip', 'link', 'set', 'lo', 'up');
    this.#in('net', 'ip', 'address', 'add', `${broker}/32`, 'dev', 'lo');
    this.#in('net', 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
    for (const home of ['a', 'b'] as const) {
      this.#ip('netns', 'add', this.#space(home));
      this.#in(home, 'ip', 'link', 'set', 'lo', 'up');
      if (routers) this.#addRouter(home);
      const [inside, outside] = [`${this.#tag}${home}`, `${this.#tag}${home}r`];
      this.#link([this.#outer(home), inside], ['net', outside], nets[home]);
      this.#in(this.#outer(home), 'ip', 'address', 'add', this.#address(home), 'dev', inside);
      this.#in(this.#outer(home), 'ip', 'link', 'set', inside, 'up');
      this.#route(home);
    }
  }

  /** Starts the server, the relay if there are routers, and a browser in each home. */
  async open(): Promise<readonly [Browser, Browser]> {
    const secret = randomUUID();
    const within = ['ip', 'netns', 'exec', this.#space('net')];
    const turn = `turn:${broker}:${turnPort}`;
    const relayed = {
      STUN_URLS: this.stun,
      TURN_URLS: `${turn},${turn}?transport=tcp`,
      TURN_SECRET: secret,
    };
    if (this.#routers) {
      this.#stopRelay = startCoturn({ addresses: [broker], port: turnPort, secret, within });
    }
    const settings = { PORT: '0', HOST: broker, LOG_LEVEL: 'error' };
    const env = { ...settings, ...(this.#routers ? relayed : {}) };
    this.url = await this.serve(['dist/server/main.js'], env);
    await this.#browser('a');
    await this.#browser('b');
    return this.browsers;
  }

  get browsers(): readonly [Browser, Browser] {
    const [a, b] = this.#browsers;
    if (!a || !b) throw new Error('The homes are not open');
    return [a, b];
  }

  /** Opens the homes; Ana lives in one, Ben in the other, and they are each other's contacts. */
  async contacts(): Promise<readonly [Person, Person]> {
    const [a, b] = await this.open();
    const [ana, ben] = await Promise.all([
      Person.moveIn(a, this.url, 'Ana'),
      Person.moveIn(b, this.url, 'Ben'),
    ]);
    await ana.befriend(ben);
    return [ana, ben];
  }

  /** Starts a program of Node where the server is; resolves with the URL it prints. */
  async serve(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
    const within = ['netns', 'exec', this.#space('net'), process.execPath];
    const server = spawn('ip', [...within, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: server.stdout })) {
      const url = /http:\/\/\S+/.exec(line)?.[0];
      if (!url) continue;
      this.#servers.set(url, { server, args, env });
      this.#origins.push(new URL(url).origin);
      return url;
    }
    throw new Error('The server ended before it told its URL');
  }

  /** The server of this URL goes away for good. */
  async stopServer(url: string): Promise<void> {
    const served = this.#servers.get(url);
    if (!served) return;
    this.#servers.delete(url);
    const ended = new Promise<void>((resolve) => served.server.once('exit', () => resolve()));
    served.server.kill('SIGTERM');
    await ended;
  }

  /** The server of this URL goes away, and comes back at the same address. */
  async restartServer(url: string): Promise<void> {
    const served = this.#servers.get(url);
    if (!served) throw new Error(`No server ${url}`);
    await this.stopServer(url);
    await this.serve(served.args, { ...served.env, PORT: new URL(url).port });
  }

  /** As when a phone leaves its Wi-Fi: the old address is gone, there is another one. */
  move(home: Home): void {
    const before = this.#address(home);
    this.#host[home]++;
    const device = `${this.#tag}${home}`;
    const space = this.#outer(home);
    this.#in(space, 'ip', 'address', 'del', before, 'dev', device);
    this.#in(space, 'ip', 'address', 'add', this.#address(home), 'dev', device);
    this.#route(home);
  }

  /** Takes the network from a home. */
  cut(home: Home): void {
    this.#in(home, 'ip', 'link', 'set', this.#device(home), 'down');
  }

  /** Gives it back. */
  connect(home: Home): void {
    this.#in(home, 'ip', 'link', 'set', this.#device(home), 'up');
    this.#route(home);
  }

  /** What leaves a home goes through so much from now on, in kbit/s, and waits so long in a queue, in ms. */
  narrow(home: Home, kbit: number, queueMs: number): void {
    const rate = ['rate', `${kbit}kbit`, 'burst', '4kb', 'latency', `${queueMs}ms`];
    this.#in(home, 'tc', 'qdisc', 'replace', 'dev', this.#device(home), 'root', 'tbf', ...rate);
  }

  /** Stops all that runs in a home, as when a laptop is closed, or lets it go on. */
  sleep(home: Home, asleep: boolean): void {
    const pids = execFileSync('ip', ['netns', 'pids', this.#space(home)], { encoding: 'utf8' });
    for (const pid of pids.split('\n').filter(Boolean)) {
      process.kill(Number(pid), asleep ? 'SIGSTOP' : 'SIGCONT');
    }
  }

  /** Changes what the router of a home does with the connections that begin from now on. */
  reroute(home: Home, { nat, noUdp = false, noBroker = false }: Routing): void {
    const outside = `iifname "${this.#tag}${home}"`;
    const toHome = `meta l4proto udp dnat to ${inner[home]}.2`;
    const letIn = {
      'full-cone': `${outside} ${toHome}`,
      restricted: `${outside} ip saddr @called ${toHome}`,
      symmetric: '',
    };
    const rules = `
      flush ruleset
      table ip home {
        set called { type ipv4_addr; flags dynamic, timeout; timeout 5m; }
        chain prerouting { type nat hook prerouting priority dstnat; ${letIn[nat]}
        }
        chain postrouting { type nat hook postrouting priority srcnat;
          oifname "${this.#tag}${home}" masquerade ${nat === 'symmetric' ? 'random' : ''}
        }
        chain forward { type filter hook forward priority filter;
          ${noUdp ? 'meta l4proto udp drop' : ''}
          ${noBroker ? `ip daddr ${broker} tcp dport != ${turnPort} drop` : ''}
          oifname "${this.#tag}${home}" update @called { ip daddr }
          ct status dnat accept
          ${outside} ct state new drop
        }
        # What is not dropped here takes the port that the browser will have outside.
        chain input { type filter hook input priority filter; ${outside} ct state new drop
        }
      }`;
    const args = ['netns', 'exec', this.#space(this.#outer(home)), 'nft', '-f', '-'];
    execFileSync('ip', args, { input: rules, stdio: ['pipe', 'ignore', 'pipe'] });
  }

  async close(): Promise<void> {
    await Promise.all(this.#browsers.map((browser) => browser.close()));
    const servers = [...this.#servers.keys()].map((url) => this.stopServer(url));
    await Promise.all([...servers, this.#stopRelay()]);
    const routers = this.#routers ? [this.#outer('a'), this.#outer('b')] : [];
    for (const space of ['a', 'b', 'net', ...routers]) this.#ip('netns', 'del', this.#space(space));
    rmSync(this.#folder, { recursive: true });
  }

  async #browser(home: Home): Promise<Browser> {
    const script = join(this.#folder, `chromium-${home}`);
    const program = findChromium() ?? 'chromium';
    writeFileSync(script, `#!/bin/sh\nexec ip netns exec ${this.#space(home)} ${program} "$@"\n`);
    chmodSync(script, 0o755);
    const browser = await chromium.launch({
      executablePath: script,
      args: [
        ...chromiumFlags,
        fewPictures,
        `--use-file-for-fake-audio-capture=${toneFile()}`,
        `--unsafely-treat-insecure-origin-as-secure=${this.#origins.join()}`,
      ],
    });
    this.#browsers.push(browser);
    return browser;
  }

  #addRouter(home: Home): void {
    const router = this.#outer(home);
    this.#ip('netns', 'add', this.#space(router));
    this.#in(router, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
    const device = this.#device(home);
    this.#link([home, device], [router, `${this.#tag}${home}i`], inner[home]);
    this.#in(home, 'ip', 'address', 'add', `${inner[home]}.2/24`, 'dev', device);
    this.#in(home, 'ip', 'link', 'set', device, 'up');
  }

  /** Lays a cable between two devices; the second one has the first address of the net. */
  #link(one: readonly [string, string], other: readonly [string, string], net: string): void {
    this.#ip('link', 'add', one[1], 'type', 'veth', 'peer', 'name', other[1]);
    for (const [space, device] of [one, other]) {
      this.#ip('link', 'set', device, 'netns', this.#space(space));
    }
    this.#in(other[0], 'ip', 'address', 'add', `${net}.1/24`, 'dev', other[1]);
    this.#in(other[0], 'ip', 'link', 'set', other[1], 'up');
  }

  #route(home: Home): void {
    const replace = (space: string, net: string) =>
      this.#in(space, 'ip', 'route', 'replace', 'default', 'via', `${net}.1`);
    replace(this.#outer(home), nets[home]);
    if (this.#routers) replace(home, inner[home]);
  }

  /** Where the address is by which the world knows a home. */
  #outer(home: Home): string {
    return this.#routers ? `${home}-router` : home;
  }

  /** By what a home is connected. */
  #device(home: Home): string {
    return `${this.#tag}${home}${this.#routers ? 'h' : ''}`;
  }

  #address(home: Home): string {
    return `${nets[home]}.${this.#host[home]}/24`;
  }

  #space(name: string): string {
    return `${this.#tag}-${name}`;
  }

  #in(space: string, ...command: readonly string[]): void {
    this.#ip('netns', 'exec', this.#space(space), ...command);
  }

  #ip(...args: readonly string[]): void {
    execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  }
}
