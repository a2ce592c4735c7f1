import { calm, type Shown } from '../../web/files/transfer.ts';
import type { PeerId } from '../../web/identity/peer-id.ts';
import type { FileOffer } from '../../web/links/file-offer.ts';
import { pieceSize } from '../../web/links/pieces.ts';
import type { MessageId, Settled, StreamId, Told } from '../../web/links/messages.ts';
import type { Chats } from '../../web/messages/chats.ts';
import type { FakeServices } from './fake-services.ts';

/** A file in a conversation, and how it stands with it. */
interface FileScene {
  readonly name: string;
  readonly size: number;
  readonly media?: string;
  readonly mine?: boolean;
  /** Null where it is not on this device, nor on its way. */
  readonly transfer: Partial<Shown> | null;
  readonly settled?: Settled;
  readonly content?: File;
}

const megabyte = 1_000_000;

/** Files that come and go, as they should. */
export async function files(services: FakeServices, peer: PeerId): Promise<void> {
  const notes = 'Note A: the engine might compose elaborate pieces of music.\nNote B: the store.';
  await show(services, peer, [
    {
      ...{ name: 'portrait.png', size: 4_321, media: 'image/png' },
      transfer: { isDone: true },
      settled: 'received',
      content: somePicture(),
    },
    {
      ...{ name: 'notes.txt', size: 80, media: 'text/plain', mine: true },
      transfer: { isDone: true },
      settled: 'received',
      content: new File([notes], 'notes.txt'),
    },
    {
      name: 'The analytical engine, all drawings of 1843 and what became of them.pdf',
      size: 48 * megabyte,
      transfer: null,
    },
    { name: 'recording.wav', size: 61 * megabyte, transfer: { pieces: 23, rate: 1_870_000 } },
    {
      ...{ name: 'punched-cards.zip', size: 350 * megabyte, mine: true },
      transfer: { pieces: 100, isPaused: true },
    },
    { ...{ name: 'loom.jpg', size: 2 * megabyte, mine: true }, transfer: { isAccepted: false } },
  ]);
  const cancel = () => {};
  services.preparing.set(
    new Set([{ peer, name: 'weaving.mov', size: 900 * megabyte, read: 300 * megabyte, cancel }]),
  );
}

/** Files that something is in the way of. */
export async function troubledFiles(services: FakeServices, peer: PeerId): Promise<void> {
  const half = { pieces: 20 };
  await show(services, peer, [
    { name: 'full.bin', size: 40 * megabyte, transfer: { ...half, trouble: 'full' } },
    { name: 'wrong.bin', size: 40 * megabyte, transfer: { ...half, trouble: 'wrong' } },
    { name: 'lacking-there.bin', size: 40 * megabyte, transfer: { ...half, trouble: 'lacking' } },
    {
      ...{ name: 'lacking-here.bin', size: 40 * megabyte, mine: true },
      transfer: { ...half, trouble: 'lacking' },
    },
    {
      ...{ name: 'changed.bin', size: 40 * megabyte, mine: true },
      transfer: { ...half, trouble: 'changed' },
    },
    {
      ...{ name: 'paused-there.bin', size: 40 * megabyte, mine: true },
      transfer: { ...half, isPausedThere: true },
    },
    { name: 'silent.bin', size: 40 * megabyte, transfer: { ...half, isSilent: true } },
    {
      ...{ name: 'declined.bin', size: 40 * megabyte, mine: true },
      transfer: null,
      settled: 'declined',
    },
    { name: 'cancelled.bin', size: 40 * megabyte, transfer: null, settled: 'cancelled' },
    { name: 'gone.bin', size: 40 * megabyte, transfer: null, settled: 'received' },
  ]);
}

async function show(
  { chats, chatLinks, clock, transfers, links, filesHere }: FakeServices,
  peer: PeerId,
  all: readonly FileScene[],
): Promise<void> {
  const talk = await new Promise<Chats>((resolve) => chats.use(resolve));
  chatLinks.link(peer);
  links.set(new Map([[peer, 'open']]));
  let n = 0;
  const hear = async (told: Told) => {
    n++;
    const stream = peer.padEnd(22, 's') as StreamId;
    chatLinks.say(peer, { type: 'tell', stream, n, first: 1, told });
    while (talk.all.value.get(peer)?.in.kept !== n) await Promise.resolve();
  };
  for (const [
    i,
    { name, size, media = '', mine = false, transfer, settled, content },
  ] of all.entries()) {
    const id = String(i).padStart(22, 'f') as MessageId;
    const file: FileOffer = {
      ...{ name, size, media, piece: pieceSize },
      ...{ root: 'r'.repeat(43), voice: null },
    };
    if (mine) await talk.offer(peer, id, file);
    else await hear({ kind: 'file', id, file, at: clock.now() });
    if (settled) {
      if (mine === (settled === 'cancelled')) await talk.settle(peer, id, settled);
      else await hear({ kind: 'settle', of: id, how: settled });
    }
    if (transfer) {
      const still = {
        isAccepted: true,
        isDone: false,
        isPaused: false,
        isPlayed: false,
        pieces: 0,
        handle: null,
        ...calm,
      };
      const shown: Shown = { ...{ peer, id, mine, file }, ...still, ...transfer };
      transfers.set(new Map(transfers.value).set(id, shown));
    }
    if (content) filesHere.here.set(id, content);
    clock.pass(60_000);
  }
}

function somePicture(): File {
  const canvas = document.createElement('canvas');
  canvas.width = 480;
  canvas.height = 320;
  const pen = canvas.getContext('2d');
  if (pen) {
    const fill = pen.createLinearGradient(0, 0, 480, 320);
    fill.addColorStop(0, '#8fb3a5');
    fill.addColorStop(1, '#5b3a29');
    pen.fillStyle = fill;
    pen.fillRect(0, 0, 480, 320);
  }
  const bytes = Uint8Array.from(atob(canvas.toDataURL().split(',')[1] ?? ''), (letter) =>
    letter.charCodeAt(0),
  );
  return new File([bytes], 'portrait.png');
}
