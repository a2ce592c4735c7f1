import ipaddr from 'ipaddr.js';
import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';
import type { Settings } from './settings.ts';

/** Whether what the `hop`th address before this server says of those before it is believed. */
export type Trust = (address: string, hop: number) => boolean;

/** TRUST_PROXY, as Express reads it. */
export function trustOf(setting: Settings['trustProxy']): Trust {
  if (typeof setting === 'boolean') return () => setting;
  if (typeof setting === 'number') return (_address, hop) => hop < setting;
  return proxyAddr.compile([...setting]);
}

/** The IP address of whoever made the request; that of its socket where a proxy names none. */
export function addressOf(request: IncomingMessage, trust: Trust): string {
  const named = proxyAddr(request, trust);
  return ipaddr.isValid(named) ? named : (request.socket.remoteAddress ?? '');
}

/**
 * What counts as one address: of IPv6 the first 64 bits, all of which are given to one customer
 * (RFC 6177), of IPv4 the whole, also where it comes as an IPv6 one.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return '';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${parsed.toByteArray().slice(0, 8).map(hex).join('')}/64`;
}

/** True where nobody but this machine can have sent it. */
export function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
