import type { LitElement } from 'lit';
import type { PeerId } from '../identity/peer-id.ts';
import type { SharedContent } from '../lib/share-target.ts';
import type { Chats } from '../messages/chats.ts';
import type { Message } from '../messages/message.ts';
import { ToastEvent } from './events.ts';
import type { FileDesk } from './file-desk.ts';
import { fileWords } from './file-words.ts';
import type { MessageDeed } from './message-dialog.ts';
import { messageWords } from './message-words.ts';
import { openLate, putOver } from './open-late.ts';
import type { Services } from './services.ts';
import { tell } from './tell.ts';
import { whoIs } from './who.ts';

/** What is done with a message that is there, beside answering and changing it. */
export type Deed = Exclude<MessageDeed, { readonly kind: 'reply' | 'edit' }>;

/** What a screen does with messages, and what it tells of it. */
export class MessageDesk {
  readonly #host: LitElement;
  readonly #services: () => Services;
  readonly #files: FileDesk;

  constructor(host: LitElement, services: () => Services, files: FileDesk) {
    this.#host = host;
    this.#services = services;
    this.#files = files;
  }

  do(chats: Chats, message: Message, text: string, deed: Deed): void {
    const { peer, id } = message;
    switch (deed.kind) {
      case 'forward':
        return void this.#forward(message, text);
      case 'copy':
        return void this.#copy(text);
      case 'react':
        return this.#orTell(chats.react(peer, id, deed.emoji));
      case 'delete':
        return this.#orTell(this.#delete(chats, message, text));
      case 'forget':
        return this.#forgetLater(chats, message);
    }
  }

  /** At once: what was sent by mistake is on its way. */
  async #delete(chats: Chats, message: Message, text: string): Promise<void> {
    const { peer, id, file } = message;
    await chats.delete(peer, id);
    // A file is gone with its message.
    const back = file === null ? { undo: () => chats.restore(message, text) } : {};
    tell(this.#host, new ToastEvent(this.#removedFrom(peer), back));
  }

  /** Only a contact will hear of it. */
  #removedFrom(peer: PeerId): string {
    const { name, contact } = whoIs(this.#services().contacts.all.value, peer, null);
    const isOpen = contact?.blocked === false;
    return isOpen ? messageWords.removed(name) : messageWords.removedHere;
  }

  /** Nobody else waits for it: until one can't go back any more it is only not seen. */
  #forgetLater(chats: Chats, message: Message): void {
    const { going } = this.#services();
    const undo = async () => going.drop(message);
    const over = () => this.#orTell(going.forget(chats, message));
    going.add(message);
    tell(this.#host, new ToastEvent(messageWords.removing, { undo, over }));
  }

  async #forward(message: Message, text: string): Promise<void> {
    const given = await this.#contentOf(message, text);
    if (given === null) return this.#tell(message.mine ? fileWords.noCopyHere : fileWords.goneNow);
    const load = () => import('./send-to.ts');
    await openLate(this.#host, this.#services(), load, ({ SendTo }) => {
      putOver(this.#host, Object.assign(new SendTo(), { from: this.#host, given }));
    });
  }

  /** Null where its file is not here any more. */
  async #contentOf(message: Message, text: string): Promise<SharedContent | null> {
    const { file } = message;
    if (file === null) return { text, isCut: false, files: [], leftOut: 0 };
    const found = await this.#files.open(message).catch(() => null);
    if (!found) return null;
    const named = new File([found], file.name, { type: found.type });
    return { text, isCut: false, files: [named], leftOut: 0 };
  }

  async #copy(text: string): Promise<void> {
    const copied = await this.#services().system.copy(text);
    this.#tell(copied ? messageWords.copied : messageWords.copyRefused);
  }

  #orTell(task: Promise<void>): void {
    task.catch(() => this.#tell(messageWords.notChanged));
  }

  #tell(text: string): void {
    tell(this.#host, new ToastEvent(text));
  }
}
