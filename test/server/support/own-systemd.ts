import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('own-systemd.sh', import.meta.url));

/** Why no systemd can be run beside that of this machine; null if one can. */
export const unitless: string | null = (() => {
  if (!existsSync('/lib/systemd/systemd')) return 'there is no systemd (Debian: systemd)';
  try {
    execFileSync('unshare', ['--mount', '--pid', '--fork', '--cgroup', 'true'], {
      stdio: 'ignore',
    });
    return null;
  } catch {
    return 'namespaces need root';
  }
})();

interface Machine {
  /** What /opt/tincan leads to. */
  readonly tree: string;
  readonly unit: string;
  /** What stands in /etc/tincan.env. */
  readonly settings: string;
  /** What `systemctl edit` adds to the unit. */
  readonly dropIn?: string;
}

/** A systemd that starts one unit and nothing else; it shares the network of this machine. */
export class OwnSystemd {
  readonly #end: () => Promise<void>;
  /** Of a process in its mounts, whose children are in its processes. */
  readonly #pid: string;

  private constructor(end: () => Promise<void>, pid: string) {
    this.#end = end;
    this.#pid = pid;
  }

  static async start({ tree, unit, settings, dropIn = '' }: Machine): Promise<OwnSystemd> {
    const folder = mkdtempSync(join(tmpdir(), 'tincan-systemd-'));
    const units = join(folder, 'units');
    mkdirSync(units);
    writeFileSync(join(folder, 'settings'), settings);
    copyFileSync(unit, join(units, basename(unit)));
    mkdirSync(join(units, `${basename(unit)}.d`));
    writeFileSync(join(units, `${basename(unit)}.d/override.conf`), dropIn);
    // What every unit waits for, without all that a machine does until then.
    for (const target of ['sysinit', 'basic', 'network-online', 'shutdown']) {
      writeFileSync(join(units, `${target}.target`), '[Unit]\nDefaultDependencies=no\n');
    }
    writeFileSync(join(units, 'default.target'), `[Unit]\nWants=${basename(unit)}\n`);

    const apart = ['--mount', '--propagation', 'private'];
    const child = spawn(
      'unshare',
      [...apart, 'sh', program, units, tree, join(folder, 'settings')],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    process.once('exit', () => child.kill());
    const ended = once(child, 'exit');
    let told = '';
    child.stderr.on('data', (chunk) => (told += String(chunk)));
    const pid = await Promise.race([
      once(createInterface({ input: child.stdout }), 'line').then(([line]) => String(line)),
      ended.then(() => Promise.reject(new Error(`No systemd came up: ${told}`))),
    ]);
    return new OwnSystemd(async () => {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true });
    }, pid);
  }

  /** What a command in there prints; rejects where that fails. */
  async within(...command: readonly string[]): Promise<string> {
    const namespaces = ['--mount', `--pid=/proc/${this.#pid}/ns/pid_for_children`];
    const args = ['--target', this.#pid, ...namespaces, ...command];
    return (await promisify(execFile)('nsenter', args)).stdout.trim();
  }

  systemctl(...args: readonly string[]): Promise<string> {
    return this.within('systemctl', ...args);
  }

  /** A property of a unit, as `systemctl show` names it. */
  property(unit: string, name: string): Promise<string> {
    return this.systemctl('show', unit, '--property', name, '--value');
  }

  /** Ends it with all that it runs. */
  close(): Promise<void> {
    return this.#end();
  }
}
