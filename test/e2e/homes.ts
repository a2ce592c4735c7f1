import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../tools/browsers.mjs';
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

type Home = 'a' | 'b';

/** The last number of a home's address in 198.51.100.0/24 or 192.0.2.0/24 (RFC 5737). */
const nets: Readonly<Record<Home, string>> = { a: '198.51.100', b: '192.0.2' };
const broker = '203.0.113.1';

/**
 * Two homes, each a network of its own with a browser in it, and a router between them at which the
 * server listens. A home can move to another address, and lose its network.
 */
export class Homes {
  readonly #tag = `t${process.pid}`;
  readonly #folder = mkdtempSync(join(tmpdir(), 'tincan-homes-'));
  readonly #browsers: Browser[] = [];
  readonly #host: Record<Home, number> = { a: 2, b: 2 };
  #stopServer: () => Promise<void> = () => Promise.resolve();
  url = '';

  constructor() {
    this.#ip('netns', 'add', this.#space('net'));
    this.#in('net', 'ip', 'link', 'set', 'lo', 'up');
    this.#in('net', 'ip', 'address', 'add', `${broker}/32`, 'dev', 'lo');
    this.#in('net', 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
    for (const home of ['a', 'b'] as const) {
      this.#ip('netns', 'add', this.#space(home));
      const [inside, outside] = [`${this.#tag}${home}`, `${this.#tag}${home}r`];
      this.#ip('link', 'add', inside, 'type', 'veth', 'peer', 'name', outside);
      this.#ip('link', 'set', inside, 'netns', this.#space(home));
      this.#ip('link', 'set', outside, 'netns', this.#space('net'));
      this.#in('net', 'ip', 'address', 'add', `${nets[home]}.1/24`, 'dev', outside);
      this.#in('net', 'ip', 'link', 'set', outside, 'up');
      this.#in(home, 'ip', 'link', 'set', 'lo', 'up');
      this.#in(home, 'ip', 'address', 'add', this.#address(home), 'dev', inside);
      this.connect(home);
    }
  }

  /** Starts the server, and a browser in each home. */
  async open(): Promise<[Browser, Browser]> {
    const server = spawn(
      'ip',
      ['netns', 'exec', this.#space('net'), process.execPath, 'dist/server/main.js'],
      {
        env: { ...process.env, PORT: '0', HOST: broker, LOG_LEVEL: 'error' },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    this.#stopServer = () => {
      server.kill('SIGTERM');
      return ended;
    };
    for await (const line of createInterface({ input: server.stdout })) {
      const url = /http:\/\/\S+/.exec(line)?.[0];
      if (!url) continue;
      this.url = url;
      break;
    }
    return [await this.#browser('a'), await this.#browser('b')];
  }

  /** The server goes away for good. */
  stopServer(): Promise<void> {
    return this.#stopServer();
  }

  /** As when a phone leaves its Wi-Fi: the old address is gone, there is another one. */
  move(home: Home): void {
    const before = this.#address(home);
    this.#host[home]++;
    const device = `${this.#tag}${home}`;
    this.#in(home, 'ip', 'address', 'del', before, 'dev', device);
    this.#in(home, 'ip', 'address', 'add', this.#address(home), 'dev', device);
    this.#route(home);
  }

  /** Takes the network from a home. */
  cut(home: Home): void {
    this.#in(home, 'ip', 'link', 'set', `${this.#tag}${home}`, 'down');
  }

  /** Gives the network to a home, or gives it back. */
  connect(home: Home): void {
    this.#in(home, 'ip', 'link', 'set', `${this.#tag}${home}`, 'up');
    this.#route(home);
  }

  async close(): Promise<void> {
    await Promise.all(this.#browsers.map((browser) => browser.close()));
    await this.#stopServer();
    for (const space of ['a', 'b', 'net']) this.#ip('netns', 'del', this.#space(space));
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
        `--use-file-for-fake-audio-capture=${toneFile()}`,
        `--unsafely-treat-insecure-origin-as-secure=${new URL(this.url).origin}`,
      ],
    });
    this.#browsers.push(browser);
    return browser;
  }

  #route(home: Home): void {
    this.#in(home, 'ip', 'route', 'replace', 'default', 'via', `${nets[home]}.1`);
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
