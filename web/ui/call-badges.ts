import { html, nothing } from 'lit';
import { isAccepted, type Call } from '../calls/call.ts';
import { icon, type IconShapes } from './icon.ts';
import * as callIcons from './call-icons.ts';
import { lookWords } from './look-words.ts';
import { screenWords } from './screen-words.ts';
import { systemWords } from './system-words.ts';
import type { Who } from './who.ts';
import { talkWords } from './talk-words.ts';

/** What one has to know of both sides of a call: who is muted, held, away or shows what. */
export function renderBadges(call: Call, who: Who) {
  if (!isAccepted(call)) return nothing;
  const { theirs, mine } = call;
  return html`<ul class="badges">
    ${theirs.muted ? badge(callIcons.micOff, talkWords.theirMuted) : nothing}
    ${
      call.kind === 'video' && !theirs.camera && !theirs.screen
        ? badge(callIcons.videoOff, talkWords.theirCameraOff)
        : nothing
    }
    ${theirs.screen ? badge(callIcons.screen, screenWords.showsScreen(who.name)) : nothing}
    ${mine.screen ? badge(callIcons.screen, screenWords.youShowScreen) : nothing}
    ${theirs.held ? badge(callIcons.pause, talkWords.theirHeld(who.name)) : nothing}
    ${mine.held ? badge(callIcons.pause, talkWords.myHeld) : nothing}
    ${call.phase.kind === 'reconnecting' ? badge(callIcons.unplugged, lookWords.reconnecting) : nothing}
    ${theirs.away ? badge(callIcons.background, systemWords.theirAway) : nothing}
  </ul>`;
}

function badge(shapes: IconShapes, text: string) {
  return html`<li>${icon(shapes)}<span>${text}</span></li>`;
}
