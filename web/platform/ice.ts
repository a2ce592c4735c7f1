import type { Identity } from '../identity/identity.ts';
import { signOnToken } from '../identity/sign-on.ts';
import type { Clock } from '../lib/clock.ts';
import type { Report } from '../lib/report.ts';
import type { Scope } from '../lib/scope.ts';
import { parseIceAnswer, type IceAnswer } from './ice-answer.ts';
import { IceServers } from './ice-servers.ts';
import type { PeerJsLine } from './peerjs-line.ts';

/** A server that takes longer to answer is not waited for, in ms. */
const answersWithin = 10_000;

/**
 * Lets the line find its way by the STUN and TURN servers of this page's server, as long as `scope`
 * is open. Resolves when connections can be made.
 */
export async function findWays(
  scope: Scope,
  options: { identity: Identity; line: PeerJsLine; clock: Clock; report: Report },
): Promise<void> {
  const { identity, line, clock, report } = options;
  const servers = new IceServers({
    status: line.status,
    clock,
    report,
    ask: () => ask(identity, clock),
    use: (iceServers) => line.findBy(iceServers),
  });
  scope.add(() => servers.close());
  await servers.settled;
}

async function ask(identity: Identity, clock: Clock): Promise<IceAnswer> {
  const token = await signOnToken(identity, window.location.host, clock.now(), 'ice');
  const response = await fetch('/api/ice', {
    headers: { authorization: `Bearer ${token}` },
    credentials: 'omit',
    signal: AbortSignal.timeout(answersWithin),
  });
  if (!response.ok) throw new Error(`/api/ice answers ${response.status}`);
  const answer = parseIceAnswer(await response.json());
  if (!answer) throw new TypeError('/api/ice answers something unknown');
  return answer;
}
