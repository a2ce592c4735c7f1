import { msg, str } from '@lit/localize';
import type { PeerIdProblem } from '../identity/peer-id.ts';

/** Why the field for dialling refuses what stands in it. */
export type DialProblem = PeerIdProblem | 'host' | 'own' | 'in-call' | 'blocked' | 'several';

const dialProblems: Readonly<Record<DialProblem, () => string>> = {
  empty: () => msg('Type a name, or paste an ID or a link first.'),
  length: () => msg('A whole ID has 20 letters and digits, like 7K2M-Q9XR-4T6B-8WZP-3HD5.'),
  symbol: () => msg('An ID has only letters and digits, and never a U. Check what you typed.'),
  check: () => msg('This ID has a typing mistake. Compare it symbol by symbol with the original.'),
  host: () => msg('Behind the @ belongs a server, like phone.example or phone.example:9000.'),
  own: () => msg('This is your own ID. Send it to somebody, and they can call you.'),
  'in-call': () => msg('You are in a call. Hang up first, then call again.'),
  blocked: () => msg('You have blocked this person. Unblock them first, then call again.'),
  several: () => msg('Choose somebody from the list, or type the whole ID.'),
};

/** Words of one's own ID and of dialling. */
export const dialWords = {
  get yourId() {
    return msg('Your ID');
  },
  get copyLink() {
    return msg('Copy link');
  },
  get showQr() {
    return msg('Show QR code');
  },
  get share() {
    return msg('Share');
  },
  shareTitle: (name: string) => msg(str`Call ${name} with Tincan`),
  get linkCopied() {
    return msg('Link copied. Whoever opens it can call you.');
  },
  get idCopied() {
    return msg('ID copied.');
  },
  get copyRefused() {
    return msg('The browser refused to copy. Select the ID and copy it by hand.');
  },
  get peerId() {
    return msg('Peer ID');
  },
  get peerIdHint() {
    return msg('Name, ID or link');
  },
  get clear() {
    return msg('Clear');
  },
  get voiceCall() {
    return msg('Voice call');
  },
  get videoCall() {
    return msg('Video call');
  },
  get message() {
    return msg('Message');
  },
  get addContact() {
    return msg('Add contact');
  },
  get suggestions() {
    return msg('Suggestions');
  },
  dialProblem: (problem: DialProblem) => dialProblems[problem](),
  claimedByLink: (name: string) => msg(str`The link says: “${name}”`),
  get contactAdded() {
    return msg('Added to your contacts.');
  },
  get scan() {
    return msg('Scan QR code');
  },
};
