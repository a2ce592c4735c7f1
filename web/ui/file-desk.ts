import type { PeerId } from '../identity/peer-id.ts';
import type { Recorded } from '../files/recording.ts';
import type { RefusedFile, Transfers } from '../files/transfers.ts';
import type { Handed } from '../lib/handed.ts';
import type { MessageId } from '../links/messages.ts';
import type { Message, MessageFile } from '../messages/message.ts';
import { ToastEvent } from './events.ts';
import type { FileDeed } from './file-row.ts';
import { fileWords } from './file-words.ts';
import { formatMinutes, formatNumber } from './formats.ts';
import { filesIn, mostFiles } from './given-files.ts';
import { messageWords } from './message-words.ts';
import type { Services } from './services.ts';
import { tell } from './tell.ts';
import { voiceWords } from './voice-words.ts';
import { words } from './words.ts';

/** What a screen does with files, and what it tells of it. */
export class FileDesk {
  readonly #host: Element;
  readonly #services: () => Services;

  constructor(host: Element, services: () => Services) {
    this.#host = host;
    this.#services = services;
  }

  /** Offers what is dropped to somebody. */
  async drop(peer: PeerId, data: DataTransfer): Promise<void> {
    const given = await filesIn(data);
    if (given.length === 0) this.#tell(fileWords.noneIn);
    else await this.send(peer, given);
  }

  /** Offers files to somebody, one after the other. */
  async send(peer: PeerId, given: readonly Handed[]): Promise<void> {
    await this.sendToAll([peer], given);
  }

  /**
   * Offers files to each of these people. Resolves, when all of them are read, with those who were offered
   * any; what is refused is told once, whoever it was for.
   */
  async sendToAll(peers: readonly PeerId[], given: readonly Handed[]): Promise<readonly PeerId[]> {
    if (given.length === 0) return [];
    if (given.length > mostFiles) {
      const { language } = this.#services().system;
      this.#tell(fileWords.firstOf(formatNumber(mostFiles, language)));
    }
    const transfers = await this.#transfers();
    if (transfers === null) return [];
    const told = new Set<string>();
    const tellOnce = (text: string) => {
      if (!told.has(text)) this.#tell(text);
      told.add(text);
    };
    const some = given.slice(0, mostFiles);
    const offered = await Promise.all(peers.map((peer) => offer(transfers, peer, some, tellOnce)));
    return peers.filter((_, i) => offered[i]);
  }

  /** Sends a spoken message; false where it was refused, which is told. */
  async sendVoice(peer: PeerId, { file, voice }: Recorded): Promise<boolean> {
    const transfers = await this.#transfers();
    const refused = await transfers?.send(peer, { file, handle: null, voice });
    if (refused === 'cancelled') return true;
    if (refused && refused !== 'closed') {
      const kind = file.type.startsWith('video/') ? 'video' : 'voice';
      this.#tell(refusal(refused, voiceWords.message(kind, formatMinutes(voice.ms))));
    }
    return refused === null;
  }

  /** Somebody has listened to it. */
  played({ id }: Message): void {
    // Where it can't be kept, it stays marked.
    this.#services().files.use((transfers) => void transfers.played(id).catch(() => undefined));
  }

  async open({ id }: Message): Promise<File | null> {
    return (await this.#services().files.get()).open(id);
  }

  /** What is here of a file that comes, from that byte on. */
  async read({ id }: Message, at: number): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#services().files.get()).read(id, at);
  }

  do({ peer, id }: Message, file: MessageFile, deed: FileDeed): void {
    const { files } = this.#services();
    files.use((transfers) => {
      const work = async () => {
        switch (deed.kind) {
          case 'accept':
            if (!(await transfers.accept(peer, id, file))) this.#tell(fileWords.noRoom);
            return;
          case 'decline':
            return transfers.decline(peer, id);
          case 'pause':
            return transfers.pause(id);
          case 'resume':
            return transfers.resume(id);
          case 'cancel':
            return transfers.cancel(peer, id);
          case 'again':
            if (!(await transfers.giveAgain(id, deed.file))) this.#tell(fileWords.another);
            return;
          case 'reopen':
            if (!(await transfers.reopen(id))) this.#tell(fileWords.lackingHere);
            return;
          case 'save':
            return this.#save(await transfers.open(id), file.name);
        }
      };
      work().catch(() => this.#tell(messageWords.notChanged));
    });
  }

  /** Takes or declines those of these that are still offered, one after the other. */
  answerAll(kind: 'accept' | 'decline', peer: PeerId, ids: readonly MessageId[]): void {
    const { chats, files } = this.#services();
    files.use((transfers) =>
      chats.use((talk) => {
        const work = async () => {
          let isRoom = true;
          for (const id of ids) {
            const file = (await talk.message(peer, id))?.file;
            if (file?.settled !== null) continue;
            if (kind === 'decline') await transfers.decline(peer, id);
            else isRoom = (await transfers.accept(peer, id, file)) && isRoom;
          }
          // Smaller ones may have found room after it.
          if (!isRoom) this.#tell(fileWords.noRoomForAll);
        };
        work().catch(() => this.#tell(messageWords.notChanged));
      }),
    );
  }

  async #save(file: File | null, name: string): Promise<void> {
    if (!file) return this.#tell(fileWords.goneNow);
    try {
      if (await this.#services().keepFile(file, name)) this.#tell(fileWords.saved);
    } catch {
      this.#tell(fileWords.notSaved);
    }
  }

  /** Null where what carries files does not load, which is told. */
  async #transfers(): Promise<Transfers | null> {
    try {
      return await this.#services().files.get();
    } catch {
      this.#tell(words.partRefused);
      return null;
    }
  }

  #tell(text: string): void {
    tell(this.#host, new ToastEvent(text));
  }
}

/** Offers files to somebody, one after the other; whether any was. `tell` hears of those that were refused. */
async function offer(
  transfers: Transfers,
  peer: PeerId,
  given: readonly Handed[],
  tell: (text: string) => void,
): Promise<boolean> {
  let isAny = false;
  for (const each of given) {
    const refused = each.file ? await transfers.send(peer, { ...each, voice: null }) : 'unreadable';
    // Those behind it would fare like it, and another page says so already.
    if (refused === 'closed') break;
    if (refused === null) isAny = true;
    else if (refused !== 'cancelled') tell(refusal(refused, (each.file ?? each).name));
  }
  return isAny;
}

function refusal(why: Exclude<RefusedFile, 'closed' | 'cancelled'>, name: string): string {
  switch (why) {
    case 'large':
      return fileWords.large(name);
    case 'full':
      return fileWords.noCopy(name);
    case 'refused':
      return fileWords.notKept(name);
    case 'unreadable':
      return fileWords.unreadable(name);
  }
}
