import { html, nothing, type LitElement, type ReactiveController } from 'lit';
import { liveCall } from '../calls/call.ts';
import type { Recorded, RecordingKind } from '../files/recording.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { RetypeEvent } from '../lib/retype-event.ts';
import type { MessageId } from '../links/messages.ts';
import type { Chats } from '../messages/chats.ts';
import type { Message } from '../messages/message.ts';
import type { Passage } from '../messages/reading.ts';
import type { ConversationReader } from './conversation-reader.ts';
import { ToastEvent } from './events.ts';
import type { FileDesk } from './file-desk.ts';
import './message-field.ts';
import type { About, AttachEvent, WrittenEvent } from './message-field.ts';
import { messageWords } from './message-words.ts';
import type { Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { tell } from './tell.ts';
import { voiceWords } from './voice-words.ts';
import { words } from './words.ts';

interface ConversationWriterOptions {
  services(): Services;
  peer(): PeerId;
  readonly reader: ConversationReader;
  readonly desk: FileDesk;
}

/** What is written to somebody, typed or spoken: anew, as an answer, or in the place of a message. */
export class ConversationWriter implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: ConversationWriterOptions;
  readonly #conversations: StoreController<Services['conversations']['value']>;
  /** What is written answers to that, or takes its place. */
  #about: About | null = null;
  #records: RecordingKind | null = null;

  constructor(host: LitElement, options: ConversationWriterOptions) {
    this.#host = host;
    this.#options = options;
    this.#conversations = new StoreController(host, () => options.services().conversations);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  /** What was typed before answers to the message to which it did. */
  async resume(chats: Chats): Promise<void> {
    const { peer } = this.#options;
    const to = peer();
    const reply = () => this.#conversations.value.get(to)?.draftReply ?? null;
    const before = reply();
    if (before === null) return;
    const message = await chats.message(to, before).catch(() => null);
    // Meanwhile it may have been sent, or something else begun.
    const isStill = to === peer() && this.#about === null && reply() === before;
    if (isStill && message !== null && message.text !== null)
      this.#show(() => (this.#about = { kind: 'reply', message }));
  }

  /** Ends what was begun with somebody. */
  close(): void {
    // What was recorded and not sent can still be, from wherever one went.
    this.#host.renderRoot.querySelector('tin-voice-recorder')?.leave();
    this.#show(() => {
      this.#about = null;
      this.#records = null;
    });
  }

  /** What is typed next is about that message. */
  begin(kind: About['kind'], message: Message): void {
    const about = stillAbout({ kind, message }, this.#options.reader.passage);
    this.#show(() => (this.#about = about));
    void this.#host.updateComplete.then(() => this.#field?.focusText());
  }

  /** What it is about may have been changed or deleted. */
  moved(passage: Passage | null): void {
    const about = stillAbout(this.#about, passage);
    if (about !== this.#about) this.#show(() => (this.#about = about));
  }

  /** Records what is to be left to them, unless there is a call. */
  async record(kind: RecordingKind): Promise<void> {
    const { services, peer } = this.#options;
    const to = peer();
    if (liveCall(services().phone.calls.value) !== null) {
      this.#host.dispatchEvent(new ToastEvent(voiceWords.inCall));
      return;
    }
    try {
      await import('./voice-recorder.ts');
      if (to === peer() && this.#host.isConnected) this.#show(() => (this.#records = kind));
    } catch {
      this.#host.dispatchEvent(new ToastEvent(words.partRefused));
    }
  }

  render(name: string) {
    // Until it is known what was typed before, nothing can be typed.
    if (this.#options.reader.passage === null) return nothing;
    const { services, peer, desk } = this.#options;
    return html`${this.#renderRecorder()}<tin-message-field
        ?hidden=${this.#records !== null}
        @tin-record=${() => this.record('voice')}
        .peer=${peer()}
        .name=${name}
        .about=${this.#about}
        @tin-unrelated=${() => this.#show(() => (this.#about = null))}
        .draft=${this.#conversations.value.get(peer())?.draft ?? ''}
        .clock=${services().clock}
        .choose=${services().system.chooseFiles}
        @tin-message=${this.#write}
        @tin-draft=${this.#keepDraft}
        @tin-retype=${this.#changeOn}
        @input=${() => this.#chats?.type(peer())}
        @tin-attach=${({ files, peer: to }: AttachEvent) => void desk.send(to, files)}
      ></tin-message-field>`;
  }

  #renderRecorder() {
    if (this.#records === null) return nothing;
    const to = this.#options.peer();
    return html`<tin-voice-recorder
      .kind=${this.#records}
      .send=${(recorded: Recorded) => this.#sendVoice(to, recorded)}
      @close=${this.#recorded}
    ></tin-voice-recorder>`;
  }

  /** There where something can be typed. */
  get #chats(): Chats | null {
    return this.#options.services().chats.value;
  }

  get #field() {
    return this.#host.renderRoot.querySelector('tin-message-field');
  }

  async #sendVoice(to: PeerId, recorded: Recorded): Promise<boolean> {
    const { desk, peer, reader } = this.#options;
    const isSent = await desk.sendVoice(to, recorded);
    if (isSent && to === peer()) reader.toEnd();
    return isSent;
  }

  readonly #recorded = async (): Promise<void> => {
    this.#show(() => (this.#records = null));
    await this.#host.updateComplete;
    this.#field?.focusRecord();
  };

  readonly #keepDraft = ({ text, peer, about }: WrittenEvent): void => {
    // It still stands in the field; that the disk is full is told when it is sent.
    this.#chats?.draft(peer, text, about?.message.id ?? null).catch(() => undefined);
  };

  /** A message was being changed when the page was loaded anew. */
  readonly #changeOn = async ({ about: id, text }: RetypeEvent): Promise<void> => {
    const to = this.#options.peer();
    const message = await this.#chats?.message(to, id as MessageId).catch(() => null);
    const isStill = to === this.#options.peer() && this.#about?.kind !== 'edit';
    if (!isStill || !message?.mine || message.text === null) return;
    this.#show(() => (this.#about = { kind: 'edit', message, changed: text }));
  };

  readonly #write = async ({ text, peer, about, refused }: WrittenEvent): Promise<void> => {
    const { reader, peer: current } = this.#options;
    this.#show(() => (this.#about = null));
    reader.dropNew();
    try {
      if (about?.kind === 'edit') await this.#chats?.edit(peer, about.message.id, text);
      else await this.#chats?.write(peer, text, about?.message.id ?? null);
      if (peer === current()) reader.toEnd();
    } catch {
      if (refused()) this.#show(() => (this.#about ??= about && { ...about, changed: text }));
      tell(this.#host, new ToastEvent(messageWords.notKept));
    }
  };

  #show(change: () => void): void {
    change();
    this.#host.requestUpdate();
  }
}

/** What an answer or an edit is about, as it is now; null where it was deleted. */
function stillAbout(about: About | null, passage: Passage | null): About | null {
  const message = passage?.messages.find(({ id }) => id === about?.message.id);
  if (!about || !message || message === about.message) return about;
  return message.text === null ? null : { ...about, message };
}
