import { TestCall } from '../calls/test-call.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { EchoLine } from '../platform/echo-line.ts';
import { StatsEar } from '../platform/echo-ear.ts';
import type { DevicesHere } from '../platform/local-devices.ts';
import { PeerJsMedia } from '../platform/peerjs-media.ts';

/** A phone that reaches the echo in this page and nobody else. */
export function openTestCall(ownId: PeerId, clock: Clock, devices: DevicesHere): TestCall {
  const ear = new StatsEar(clock);
  const media = new PeerJsMedia(new EchoLine(ear), clock, devices);
  return new TestCall({ ownId, media, ear, clock });
}
