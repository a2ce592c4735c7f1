import * as v from 'valibot';
import type { CandidateType, Path, Route } from '../calls/quality-sample.ts';

type Entries = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

const pairSchema = v.object({
  type: v.literal('candidate-pair'),
  localCandidateId: v.string(),
  remoteCandidateId: v.string(),
  currentRoundTripTime: v.fallback(
    v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(3_600))),
    null,
  ),
});
const candidateSchema = v.object({
  candidateType: v.picklist(['host', 'srflx', 'prflx', 'relay'] satisfies readonly CandidateType[]),
  protocol: v.fallback(v.nullable(v.picklist(['udp', 'tcp'])), null),
  address: v.fallback(v.nullable(v.string()), null),
});
type Candidate = v.InferOutput<typeof candidateSchema>;

/** The way media takes now, of the selected pair of candidates; null before there is one. */
export function pathOf(entries: Entries): Path | null {
  const pair = v.safeParse(pairSchema, selectedPair(entries));
  if (!pair.success) return null;
  const { localCandidateId, remoteCandidateId, currentRoundTripTime } = pair.output;
  const local = v.safeParse(candidateSchema, entries.get(localCandidateId));
  const remote = v.safeParse(candidateSchema, entries.get(remoteCandidateId));
  if (!local.success || !remote.success) return null;
  return {
    route: routeOf(local.output, remote.output),
    local: local.output.candidateType,
    remote: remote.output.candidateType,
    protocol: local.output.protocol,
    roundTripMs: currentRoundTripTime === null ? null : currentRoundTripTime * 1000,
  };
}

/** Chromium names it in the transport, Firefox marks the pair itself. */
function selectedPair(entries: Entries): unknown {
  const all = [...entries.values()];
  for (const { type, selectedCandidatePairId: id } of all) {
    if (type === 'transport' && typeof id === 'string') return entries.get(id);
  }
  const pairs = all.filter(({ type }) => type === 'candidate-pair');
  return (
    pairs.find(({ selected }) => selected === true) ??
    pairs.find(({ nominated, state }) => nominated === true && state === 'succeeded')
  );
}

/** A side that is reached at its own private address is in the same network. */
function routeOf(local: Candidate, remote: Candidate): Route {
  const sides = [local, remote];
  if (sides.some(({ candidateType }) => candidateType === 'relay')) return 'relayed';
  const near = sides.some(
    ({ candidateType, address }) => candidateType === 'host' && isPrivate(address),
  );
  return near || isNextTo(local.address, remote.address) ? 'same-network' : 'direct';
}

/** Browsers hide private addresses behind names that end in .local, or leave them out (RFC 8828). */
function isPrivate(address: string | null): boolean {
  if (address === null || address === '' || address.endsWith('.local')) return true;
  return (
    /^(10|127)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\./.test(address) ||
    /^(f[cd]|fe[89ab])|^::1$/i.test(address)
  );
}

/** Two public addresses of one network: the same /64 (IPv6), the same /24 (IPv4). */
function isNextTo(one: string | null, other: string | null): boolean {
  const network = (address: string | null): string | null => {
    if (address === null) return null;
    if (address.includes('.')) return address.split('.').slice(0, 3).join('.');
    const parts = address.toLowerCase().split('::')[0]?.split(':') ?? [];
    return parts.length < 4 ? null : parts.slice(0, 4).join(':');
  };
  const prefix = network(one);
  return prefix !== null && prefix === network(other);
}
