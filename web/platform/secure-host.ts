import type { Host } from '../identity/host.ts';

/**
 * Whether to speak TLS with that server, as everybody does who is reached from elsewhere. Pages
 * without it are on this machine, or in a network where nobody has it.
 */
export function isSecure(host: Host): boolean {
  const { protocol, hostname } = window.location;
  if (protocol === 'https:') return true;
  return isLoopback(hostname) && !isLoopback(new URL(`http://${host}`).hostname);
}

function isLoopback(name: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(name);
}
