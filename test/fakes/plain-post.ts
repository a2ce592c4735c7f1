import { fromBase64Url, toBase64Url } from '../../web/lib/base64.ts';
import type { PeerId } from '../../web/identity/peer-id.ts';
import { parseContent, type Content } from '../../web/links/letter.ts';
import type { Way } from '../../web/links/friends.ts';
import type { Carriers, Post } from '../../web/links/post.ts';
import type { Envelope } from '../../web/links/signals.ts';

/** An envelope with this inside, signed by nobody. */
export function envelopeOf(content: unknown): Extract<Envelope, { open: string }> {
  return { tincan: 3, open: toBase64Url(new TextEncoder().encode(JSON.stringify(content))) };
}

/** Carries letters unsigned and at once, for tests of what they lead to. */
export class PlainPost implements Post {
  /** Whether its letters look as if they were sealed. */
  isSealed = false;

  send(_to: PeerId, content: Content, { link, broker }: Carriers): void {
    const { open } = envelopeOf(content);
    const envelope = this.isSealed
      ? { tincan: 3 as const, sealed: open }
      : { tincan: 3 as const, open };
    if (!link(envelope)) broker(envelope);
  }

  prepare(): void {}

  rest(): void {}

  hurry(): void {}

  receive(_from: PeerId, envelope: Envelope, _by: Way, take: (content: Content) => void): void {
    const content = parseContent(read('open' in envelope ? envelope.open : envelope.sealed));
    if (content) take(content);
  }
}

function read(open: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(fromBase64Url(open) ?? new Uint8Array()));
  } catch {
    return null;
  }
}
