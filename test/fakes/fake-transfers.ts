import type { Given, RefusedFile, Transfers } from '../../web/files/transfers.ts';
import type { PeerId } from '../../web/identity/peer-id.ts';
import type { FileOffer } from '../../web/links/file-offer.ts';
import type { MessageId } from '../../web/links/messages.ts';

/** Files that lie where the test puts them; nothing travels. */
export class FakeTransfers implements Pick<
  Transfers,
  'send' | 'accept' | 'decline' | 'open' | 'read' | 'played'
> {
  readonly sent: (readonly [to: PeerId, given: Given])[] = [];
  readonly here = new Map<MessageId, File>();
  /** What has come of those that are not whole. */
  readonly coming = new Map<MessageId, Blob>();
  /** What somebody has listened to. */
  readonly heard: MessageId[] = [];
  /** What was taken, and how many bytes there is room for. */
  readonly accepted: string[] = [];
  room = Infinity;
  readonly declined: MessageId[] = [];
  /** Why nothing is sent. */
  refused: RefusedFile | null = null;

  send(peer: PeerId, given: Given): Promise<RefusedFile | null> {
    if (this.refused === null) this.sent.push([peer, given]);
    return Promise.resolve(this.refused);
  }

  accept(_: PeerId, __: MessageId, { name, size }: FileOffer): Promise<boolean> {
    if (size > this.room) return Promise.resolve(false);
    this.room -= size;
    this.accepted.push(name);
    return Promise.resolve(true);
  }

  decline(_: PeerId, id: MessageId): Promise<void> {
    this.declined.push(id);
    return Promise.resolve();
  }

  open(id: MessageId): Promise<File | null> {
    return Promise.resolve(this.here.get(id) ?? null);
  }

  async read(id: MessageId, at: number): Promise<Uint8Array<ArrayBuffer>> {
    const come = this.coming.get(id) ?? new Blob();
    return new Uint8Array(await come.slice(at).arrayBuffer());
  }

  played(id: MessageId): Promise<void> {
    this.heard.push(id);
    return Promise.resolve();
  }
}
