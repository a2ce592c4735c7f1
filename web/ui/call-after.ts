import { html, nothing } from 'lit';
import type { Call, EndReason } from '../calls/call.ts';
import { echoPeer } from '../calls/echo-peer.ts';
import type { CallVerb } from './events.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import * as messageIcons from './message-icons.ts';
import type { Lingering } from './lingering.ts';
import type { Who } from './who.ts';
import { talkWords } from './talk-words.ts';
import { voiceWords } from './voice-words.ts';
import { words } from './words.ts';

const missed: ReadonlySet<EndReason> = new Set(['declined', 'busy', 'no-answer', 'unavailable']);

/** What one can do when a call is over. */
export function renderAfter(
  call: Call,
  { contact }: Who,
  { moved, left }: Lingering,
  ask: (verb: CallVerb) => void,
) {
  return html`<div class="after" @pointermove=${moved} @pointerleave=${left}>
    <button type="button" class="main" @click=${() => ask({ kind: 'again' })}>
      ${icon(call.kind === 'video' ? icons.video : icons.phone)}<span>${talkWords.callAgain}</span>
    </button>
    ${
      contact === null
        ? nothing
        : html`<button type="button" @click=${() => ask({ kind: 'message' })}>
            ${icon(icons.messages)}<span>${words.message}</span>
          </button>`
    }
    ${contact !== null && isMissedThere(call) ? renderLeave(ask) : nothing}
    ${
      contact === null && call.peer !== echoPeer
        ? html`<button type="button" @click=${() => ask({ kind: 'add' })}>
            ${icon(icons.userPlus)}<span>${words.addContact}</span>
          </button>`
        : nothing
    }
    <button type="button" @click=${() => ask({ kind: 'dismiss' })}>
      ${icon(icons.close)}<span>${words.close}</span>
    </button>
  </div>`;
}

/** Nobody took it there: there is something left to say. */
function isMissedThere({ direction, phase }: Call): boolean {
  return direction === 'outgoing' && phase.kind === 'ended' && missed.has(phase.reason);
}

function renderLeave(ask: (verb: CallVerb) => void) {
  return (['voice', 'video'] as const).map(
    (as) =>
      html`<button type="button" @click=${() => ask({ kind: 'record', as })}>
        ${icon(as === 'voice' ? messageIcons.record : messageIcons.film)}<span
          >${voiceWords.leave(as)}</span
        >
      </button>`,
  );
}
