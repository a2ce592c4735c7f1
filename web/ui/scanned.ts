import { readDialText, type Callee } from '../identity/dial-text.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { isSlip } from '../links/slip.ts';

/** What a code that was read is to somebody who looks for a person. */
type Scanned =
  | { readonly kind: 'person'; readonly person: Callee }
  | { readonly kind: 'own' }
  /** Connects two phones by hand. */
  | { readonly kind: 'slip' }
  /** Not from Tincan, or damaged. */
  | { readonly kind: 'other' };

/** Judges the text of a QR code, or one that was pasted. */
export function judgeScanned(text: string, ownId: PeerId): Scanned {
  if (isSlip(text)) return { kind: 'slip' };
  const read = readDialText(text);
  if (read.kind === 'wrong') return { kind: 'other' };
  if (read.id === ownId) return { kind: 'own' };
  return { kind: 'person', person: read };
}

/** A scanner has read whom to dial. */
export class ScannedEvent extends Event {
  static readonly type = 'tin-scanned';
  readonly person: Callee;

  constructor(person: Callee) {
    super(ScannedEvent.type);
    this.person = person;
  }
}

declare global {
  interface HTMLElementEventMap {
    'tin-scanned': ScannedEvent;
  }
}
