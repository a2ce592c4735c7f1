import type { CallKind } from '../calls/call.ts';

interface ToastOptions {
  /** The way back, if there is one. */
  readonly undo?: () => Promise<void>;
  /** Called once it is gone and nobody went back. */
  readonly over?: () => void;
  /** What the button of the way back says, if that is not “Undo”. */
  readonly label?: string;
  /** Stays until it is dismissed. */
  readonly stays?: boolean;
}

/** Something short to tell, with a way back where there is one. Goes up to the shell. */
export class ToastEvent extends Event {
  static readonly type = 'tin-toast';
  readonly text: string;
  readonly undo: (() => Promise<void>) | null;
  readonly over: (() => void) | null;
  readonly label: string | null;
  readonly stays: boolean;

  constructor(text: string, { undo, over, label, stays = false }: ToastOptions = {}) {
    super(ToastEvent.type, { bubbles: true, composed: true });
    this.text = text;
    this.undo = undo ?? null;
    this.over = over ?? null;
    this.label = label ?? null;
    this.stays = stays;
  }
}

/** What a button of a call asks for. */
export type CallVerb =
  | { readonly kind: 'mute' | 'camera' | 'hold' | 'screen'; readonly on: boolean }
  | { readonly kind: 'devices' | 'flip' | 'retry' }
  | { readonly kind: 'answer' | 'record'; readonly as: CallKind }
  | {
      readonly kind:
        | 'decline'
        | 'reply'
        | 'hang-up'
        | 'dismiss'
        | 'again'
        | 'add'
        | 'message'
        | 'leave'
        | 'return';
    };

/** A leaf of the call asks the screen that holds it. */
export class CallVerbEvent extends Event {
  static readonly type = 'tin-call-verb';
  readonly verb: CallVerb;

  constructor(verb: CallVerb) {
    super(CallVerbEvent.type, { bubbles: true, composed: true });
    this.verb = verb;
  }
}

declare global {
  interface HTMLElementEventMap {
    'tin-toast': ToastEvent;
    'tin-call-verb': CallVerbEvent;
  }
}
