// Finds the programs that tests of networks run, and installs them where that is possible.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { canInstall, install } from './apt.mjs';
import { pathsOf, runs } from './path.mjs';

/** By the Debian package they are in. */
const packages = { ip: 'iproute2', nft: 'nftables', turnserver: 'coturn' };

/**
 * Absolute path of a program, or null.
 * @param {keyof typeof packages} name
 * @returns {string | null}
 */
export function findProgram(name) {
  return pathsOf([name], ['/usr/sbin', '/sbin']).find(runs) ?? null;
}

/** Installs those that are missing. Where that can't be, the tests that need them say so and are skipped. */
export function installPrograms(log = (line) => process.stderr.write(`${line}\n`)) {
  const missing = Object.keys(packages).filter((name) => findProgram(name) === null);
  if (missing.length === 0 || !canInstall()) return;
  install(
    missing.map((name) => packages[name]),
    log,
  );
  // Debian starts what it installs, and nobody asked for a relay on this machine.
  if (missing.includes('turnserver') && existsSync('/run/systemd/system')) {
    execFileSync('systemctl', ['disable', '--now', 'coturn'], { stdio: ['ignore', 2, 2] });
  }
}
