import { html, nothing } from 'lit';
import { isAccepted, type Call } from '../calls/call.ts';
import { icon, type IconShapes } from './icon.ts';
import * as icons from './icons.ts';
import { lookWords } from './look-words.ts';
import { screenWords } from './screen-words.ts';
import { systemWords } from './system-words.ts';
import type { Who } from './who.ts';
import { words } from './words.ts';

/** What one has to know of both sides of a call: who is muted, held, away or shows what. */
export function renderBadges(call: Call, who: Who) {
  if (!isAccepted(call)) return nothing;
  const { theirs, mine } = call;
  return html`<ul class="badges">
    ${theirs.muted ? badge(icons.micOff, words.theirMuted) : nothing}
    ${
      call.kind === 'video' && !theirs.camera && !theirs.screen
        ? badge(icons.videoOff, words.theirCameraOff)
        : nothing
    }
    ${theirs.screen ? badge(icons.screen, screenWords.showsScreen(who.name)) : nothing}
    ${mine.screen ? badge(icons.screen, screenWords.youShowScreen) : nothing}
    ${theirs.held ? badge(icons.pause, words.theirHeld(who.name)) : nothing}
    ${mine.held ? badge(icons.pause, words.myHeld) : nothing}
    ${call.phase.kind === 'reconnecting' ? badge(icons.unplugged, lookWords.reconnecting) : nothing}
    ${theirs.away ? badge(icons.background, systemWords.theirAway) : nothing}
  </ul>`;
}

function badge(shapes: IconShapes, text: string) {
  return html`<li>${icon(shapes)}<span>${text}</span></li>`;
}
