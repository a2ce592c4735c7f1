/** Each piece of a file but the last one has so many bytes. */
export const pieceSize = 1_048_576;
/** Those of a spoken message, which is played while it comes: some four seconds of a voice. */
export const spokenPieceSize = 16_384;
/** A list of hashes of 8 MB; what has more pieces is refused. */
export const mostPieces = 262_144;

export type PieceSize = typeof pieceSize | typeof spokenPieceSize;

/** How a file is cut. */
export interface Cut {
  /** Of all of it, in bytes. */
  readonly size: number;
  /** Of each piece but the last one, in bytes. */
  readonly piece: PieceSize;
}

/** How many pieces a file has; an empty one has none. */
export function pieceCount({ size, piece }: Cut): number {
  return Math.ceil(size / piece);
}

/** How long a piece is, in bytes. */
export function pieceLength({ size, piece }: Cut, n: number): number {
  return Math.min(piece, size - n * piece);
}
