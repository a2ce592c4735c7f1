// Finds the programs that tests of networks and of deploying run, and installs them where that is possible.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { canInstall, install } from './apt.mjs';
import { pathsOf, runs } from './path.mjs';

/**
 * The Debian package each is in, and the service that Debian starts with it.
 * @type {Record<string, { package: string, service?: string }>}
 */
const programs = {
  caddy: { package: 'caddy', service: 'caddy' },
  ip: { package: 'iproute2' },
  'nats-server': { package: 'nats-server', service: 'nats-server' },
  nft: { package: 'nftables' },
  'systemd-analyze': { package: 'systemd' },
  turnserver: { package: 'coturn', service: 'coturn' },
};

/**
 * Absolute path of a program, or null.
 * @param {string} name
 * @returns {string | null}
 */
export function findProgram(name) {
  return pathsOf([name], ['/usr/sbin', '/sbin']).find(runs) ?? null;
}

/**
 * Why tests that need a program can't run; null where it is there.
 * @param {string} name
 * @returns {string | null}
 */
export function lackOf(name) {
  if (findProgram(name) !== null) return null;
  return `there is no \`${name}\` (Debian: ${programs[name].package})`;
}

/** Installs those that are missing. Where that can't be, the tests that need them say so and are skipped. */
export function installPrograms(log = (line) => process.stderr.write(`${line}\n`)) {
  const missing = Object.keys(programs).filter((name) => findProgram(name) === null);
  if (missing.length === 0 || !canInstall()) return;
  const wanted = missing.map((name) => programs[name].package);
  if (!install(wanted, log) || !existsSync('/run/systemd/system')) return;
  // Debian starts what it installs, and nobody asked for a server on this machine.
  for (const { service } of missing.map((name) => programs[name])) {
    if (service) {
      execFileSync('systemctl', ['disable', '--now', service], { stdio: ['ignore', 2, 2] });
    }
  }
}
