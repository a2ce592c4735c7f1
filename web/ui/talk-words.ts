import { msg, str } from '@lit/localize';
import type { CallKind } from '../calls/call.ts';

/** Words of a call, ringing or running. */
export const talkWords = {
  get incomingCall() {
    return msg('Incoming call');
  },
  incomingKind: (kind: CallKind) =>
    kind === 'video' ? msg('Incoming video call') : msg('Incoming voice call'),
  /** Nothing rang, since this phone was busy; null is a stranger. */
  called: (name: string | null) =>
    name === null ? msg('Somebody you don’t know called') : msg(str`${name} called`),
  get unknownCaller() {
    return msg('Unknown caller');
  },
  claims: (name: string) => msg(str`Says: “${name}” (not verified)`),
  get answer() {
    return msg('Answer');
  },
  get answerVideo() {
    return msg('Answer with video');
  },
  get decline() {
    return msg('Decline');
  },
  get reply() {
    return msg('Reply by message');
  },
  get call() {
    return msg('Call');
  },
  get callStatus() {
    return msg('Call status');
  },
  get calling() {
    return msg('Calling…');
  },
  get ringing() {
    return msg('Ringing…');
  },
  get connecting() {
    return msg('Connecting…');
  },
  get reconnecting() {
    return msg('Reconnecting…');
  },
  get onHold() {
    return msg('On hold');
  },
  get mute() {
    return msg('Mute');
  },
  get camera() {
    return msg('Camera');
  },
  get hold() {
    return msg('Hold');
  },
  get hangUp() {
    return msg('Hang up');
  },
  get callAgain() {
    return msg('Call again');
  },
  get minimise() {
    return msg('Minimise');
  },
  returnTo: (name: string) => msg(str`Return to ${name}`),
  get theirMuted() {
    return msg('Muted');
  },
  get theirCameraOff() {
    return msg('Camera off');
  },
  theirHeld: (name: string) => msg(str`${name} put you on hold`),
  get myHeld() {
    return msg('You put the call on hold');
  },
  get you() {
    return msg('You');
  },
};
