/** Each piece but the last one has so many bytes. */
export const pieceSize = 1_048_576;

interface Sized {
  /** In bytes. */
  readonly size: number;
}

/** How many pieces a file has; an empty one has none. */
export function piecesOf({ size }: Sized): number {
  return Math.ceil(size / pieceSize);
}

/** How long a piece is, in bytes. */
export function pieceLength({ size }: Sized, piece: number): number {
  return Math.min(pieceSize, size - piece * pieceSize);
}
