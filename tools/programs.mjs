// Finds the programs that tests of networks and of deploying run, and installs them where that is possible.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { canInstall, install } from './apt.mjs';
import { pathsOf, runs } from './path.mjs';

/**
 * The Debian package each is in, the parts of the tests that run it, and the service that Debian starts
 * with it.
 * @typedef {Record<string, { package: string, parts: readonly string[], service?: string }>} Programs
 */

/** @type {Programs} */
const programs = {
  caddy: { package: 'caddy', parts: ['server', 'e2e'], service: 'caddy' },
  ip: { package: 'iproute2', parts: ['e2e'] },
  'nats-server': { package: 'nats-server', parts: ['server', 'e2e'], service: 'nats-server' },
  nft: { package: 'nftables', parts: ['e2e'] },
  'systemd-analyze': { package: 'systemd', parts: ['server'] },
  turnserver: { package: 'coturn', parts: ['server', 'e2e'], service: 'coturn' },
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

/**
 * Makes sure that what tests of these parts run is there. Returns null if it is, else one sentence
 * saying what to install; the tests that need it are skipped then.
 * @param {readonly string[]} parts
 * @param {(line: string) => void} log
 * @param {Programs} known
 * @returns {string | null}
 */
export function ensurePrograms(
  parts,
  log = (line) => process.stderr.write(`${line}\n`),
  known = programs,
) {
  const wanted = Object.keys(known).filter((name) =>
    known[name].parts.some((part) => parts.includes(part)),
  );
  const missing = wanted.filter((name) => findProgram(name) === null);
  if (missing.length === 0) return null;
  const packages = missing.map((name) => known[name].package);
  if (canInstall()) {
    if (!install(packages, log)) {
      return `apt-get could not install ${packages.join(' and ')}; see its message above.`;
    }
    endServices(missing.map((name) => known[name]));
    if (missing.every((name) => findProgram(name) !== null)) return null;
  }
  return `Some tests need ${missing.join(' and ')}: install ${packages.join(' and ')}.`;
}

/** Debian starts what it installs, and nobody asked for a server on this machine. */
function endServices(installed) {
  if (!existsSync('/run/systemd/system')) return;
  for (const { service } of installed) {
    if (service) {
      execFileSync('systemctl', ['disable', '--now', service], { stdio: ['ignore', 2, 2] });
    }
  }
}
