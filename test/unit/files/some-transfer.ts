import type { Transfer } from '../../../web/files/transfer.ts';
import { pieceSize } from '../../../web/links/pieces.ts';
import { newMessageId } from '../../../web/links/messages.ts';
import { ana } from '../../fakes/fake-house.ts';

/** A file of three pieces that was taken from Ana, and of which nothing has come. */
export function someTransfer(given: Partial<Transfer> = {}): Transfer {
  const cut = { size: 3 * pieceSize, piece: pieceSize } as const;
  return {
    ...{ peer: ana, id: newMessageId(), mine: false, isAccepted: true },
    file: { name: 'a', media: '', ...cut, root: 'r'.repeat(43), voice: null },
    ...{ isDone: false, isPaused: false, isPlayed: false, pieces: 0, handle: null },
    ...given,
  };
}
