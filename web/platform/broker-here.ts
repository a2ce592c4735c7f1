import type { BrokerAddress } from './peerjs-line.ts';

/** The broker of the server that this page comes from. */
export function brokerHere(): BrokerAddress {
  const { hostname, port, protocol } = window.location;
  const secure = protocol === 'https:';
  return { host: hostname, port: Number(port) || (secure ? 443 : 80), secure };
}
