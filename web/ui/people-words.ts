import { msg, str } from '@lit/localize';
import type { CallKind, EndReason } from '../calls/call.ts';

const endReasons: Readonly<Record<EndReason, () => string>> = {
  declined: () => msg('Declined'),
  busy: () => msg('Busy'),
  'no-answer': () => msg('No answer'),
  cancelled: () => msg('Call ended'),
  unavailable: () => msg('Unavailable'),
  lost: () => msg('Connection lost'),
  'hung-up': () => msg('Call ended'),
};

/** Words of the recents, the contacts and one person. */
export const peopleWords = {
  get noRecents() {
    return msg('No calls yet');
  },
  get noRecentsHint() {
    return msg('Show your QR code to somebody, or send them your link.');
  },
  get missed() {
    return msg('Missed');
  },
  get incoming() {
    return msg('Incoming');
  },
  get outgoing() {
    return msg('Outgoing');
  },
  kind: (kind: CallKind) => (kind === 'video' ? msg('Video') : msg('Voice')),
  get cancelled() {
    return msg('Cancelled');
  },
  unreadCount: (count: string) => msg(str`Unread: ${count}`),
  missedCount: (count: string) => msg(str`Missed: ${count}`),
  ended: (reason: EndReason) => endReasons[reason](),
  callAgainTo: (name: string) => msg(str`Call ${name} again`),
  get nothingOpen() {
    return msg('Two cans and a string');
  },
  get nothingOpenHint() {
    return msg('Dial somebody, or choose a person to see more.');
  },
  claimed: (name: string) => msg(str`“${name}” (not verified)`),
  addedAs: (name: string) => msg(str`“${name}” was added to your contacts.`),

  get echo() {
    return msg('Echo');
  },
  get testCall() {
    return msg('Test call');
  },
};
