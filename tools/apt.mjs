// Installs what tests need, where that is possible: as root on Debian and what follows from it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** True where `install` may be tried. */
export function canInstall() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  // Ubuntu's own packages of browsers are only stubs for snap, which fails where snapd does not run;
  // the search after the installation notices that.
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
}

/**
 * Installs Debian packages; false if that failed, for a reason that apt-get told.
 * @param {readonly string[]} packages
 * @param {(line: string) => void} log
 */
export function install(packages, log) {
  log(`Installing ${packages.join(' and ')} by apt-get, once.`);
  try {
    aptGet('update', '-q');
    aptGet('install', '-y', '-q', '--no-install-recommends', ...packages);
    return true;
  } catch {
    return false;
  }
}

function aptGet(...args) {
  execFileSync('apt-get', args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
