/** A peer ID on the wire: 20 lower-case Crockford base32 symbols, the last one a check symbol. */
export type PeerId = string & { readonly PeerId: unique symbol };

/** What is wrong with an ID somebody typed, in the order it is told. */
export type PeerIdProblem = 'empty' | 'length' | 'symbol' | 'check';

export type ParsedPeerId =
  | { readonly kind: 'ok'; readonly id: PeerId }
  | { readonly kind: 'wrong'; readonly problem: PeerIdProblem };
