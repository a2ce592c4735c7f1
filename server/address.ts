import ipaddr from 'ipaddr.js';
import type { IncomingMessage } from 'node:http';
import { isIP, isIPv4 } from 'node:net';
import proxyAddr from 'proxy-addr';
import { copyOf } from './copy-of.ts';
import type { Settings } from './settings.ts';

/** Whether what the `hop`th address before this server says of those before it is believed. */
export type Trust = (address: string, hop: number) => boolean;

/** Before an IPv4 address where IPv6 is listened to as well (RFC 4291, section 2.5.5.2). */
const mapped = /^::ffff:/;

/** TRUST_PROXY, as Express reads it. */
export function trustOf(setting: Settings['trustProxy']): Trust {
  if (typeof setting === 'boolean') return () => setting;
  if (typeof setting === 'number') return (_address, hop) => hop < setting;
  return proxyAddr.compile([...setting]);
}

/** The IP address of whoever made the request; that of its socket where a proxy names none. */
export function addressOf(request: IncomingMessage, trust: Trust): string {
  const named = proxyAddr(request, trust);
  return isIP(named) === 0 ? (request.socket.remoteAddress ?? '') : named;
}

/**
 * What counts as one address: of IPv6 the first 64 bits, all of which are given to one customer
 * (RFC 6177), of IPv4 the whole, also where it comes as an IPv6 one.
 */
export function networkOf(address: string): string {
  const short = address.replace(mapped, '');
  // Most are such, and read as IPv6 they would take ten times as long.
  if (isIPv4(short)) return copyOf(short);
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
