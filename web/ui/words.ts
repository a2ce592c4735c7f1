import type { CallKind, EndReason } from '../calls/call.ts';
import type { DeviceProblem } from '../calls/ports.ts';
import type { PeerIdProblem } from '../identity/peer-id.ts';
import type { Trouble } from '../lib/trouble.ts';

/** Why the field for dialling refuses what stands in it. */
export type DialProblem = PeerIdProblem | 'own' | 'in-call' | 'several';

const dialProblems: Readonly<Record<DialProblem, string>> = {
  empty: 'Type a name, or paste an ID or a link first.',
  length: 'A whole ID has 20 letters and digits, like 7K2M-Q9XR-4T6B-8WZP-3HD5.',
  symbol: 'An ID has only letters and digits, and never a U. Check what you typed.',
  check: 'This ID has a typing mistake. Compare it symbol by symbol with the original.',
  own: 'This is your own ID. Send it to somebody, and they can call you.',
  'in-call': 'You are in a call. Hang up first, then call again.',
  several: 'Choose somebody from the list, or type the whole ID.',
};

const endReasons: Readonly<Record<EndReason, string>> = {
  declined: 'Declined',
  busy: 'Busy',
  'no-answer': 'No answer',
  cancelled: 'Call ended',
  unavailable: 'Unavailable',
  lost: 'Connection lost',
  'hung-up': 'Call ended',
};

const microphoneProblems: Readonly<Record<DeviceProblem, string>> = {
  denied:
    'Your microphone is blocked, so nobody hears you. Allow it beside the address of this page, then call again.',
  dismissed:
    'You have not allowed the microphone, so nobody hears you. Call again and choose “Allow”.',
  'in-use':
    'Another app has your microphone, so nobody hears you. Close that app, then call again.',
  missing: 'No microphone was found, so nobody hears you. Plug one in, then call again.',
  insecure:
    'Browsers give a microphone only to https pages, so nobody hears you. Open Tincan by its https address.',
  unknown:
    'The microphone did not start, so nobody hears you. Unplug it and plug it in, then call again.',
};

const cameraProblems: Readonly<Record<DeviceProblem, string>> = {
  denied:
    'Your camera is blocked; the call goes on without it. Allow it beside the address of this page, then press Camera.',
  dismissed:
    'You have not allowed the camera; the call goes on without it. Press Camera and choose “Allow”.',
  'in-use':
    'Another app has your camera; the call goes on without it. Close that app, then press Camera.',
  missing: 'No camera was found; the call goes on without it. Plug one in, then press Camera.',
  insecure:
    'Browsers give a camera only to https pages; the call goes on without it. Open Tincan by its https address.',
  unknown: 'The camera did not start; the call goes on without it. Press Camera to try again.',
};

const troubles: Readonly<Record<Trouble, { readonly title: string; readonly text: string }>> = {
  storage: {
    title: 'Your phone book can’t be read',
    text: 'This browser does not let Tincan read or write what it keeps on this device. Free some disk space, leave private browsing or allow this site to save data, then try again. Nothing was deleted.',
  },
  insecure: {
    title: 'This address is not secure',
    text: 'Browsers allow calls only on secure pages. Open Tincan by its https address, or by http://localhost on the computer it runs on. Its README says how to give it a certificate.',
  },
  'old-browser': {
    title: 'This browser is too old',
    text: 'Tincan needs a way to sign calls that this browser does not have. Update it, or use Chrome or Edge from version 137, Firefox from 130, or Safari from 17.',
  },
  unknown: {
    title: 'Tincan did not start',
    text: 'Try again. If it still does not start, close the other tabs of Tincan and reload this page; what you saved stays on this device.',
  },
};

/** Every word on the screen. */
export const words = {
  app: 'Tincan',
  slogan: 'A phone in your browser: calls go straight from you to the other person.',
  yourName: 'Your name',
  yourNameHint: 'People you call see it. No account, no mail, no number.',
  start: 'Start',
  nameNeeded: 'Type a name of up to 60 characters.',
  elsewhere: 'Tincan is open in another tab',
  elsewhereHint: 'Your phone rings in one tab at a time.',
  useHere: 'Use here',
  trouble: (problem: Trouble) => troubles[problem],
  tryAgain: 'Try again',
  broken: 'Something in Tincan broke. A running call goes on; reload the page when it is over.',
  notSaved:
    'This browser refused to save that, so it will be gone after a reload. Free some disk space, then do it again.',
  notShared: 'This device refused to share. Use Copy link instead.',

  navigation: 'Main',
  recents: 'Recents',
  contacts: 'Contacts',
  messages: 'Messages',
  settings: 'Settings',
  back: 'Back',
  close: 'Close',
  undo: 'Undo',
  dismiss: 'Dismiss',
  save: 'Save',
  noLine: 'No connection to the broker, trying again',

  yourId: 'Your ID',
  copyLink: 'Copy link',
  showQr: 'Show QR code',
  share: 'Share',
  shareTitle: (name: string) => `Call ${name} with Tincan`,
  linkCopied: 'Link copied. Whoever opens it can call you.',
  idCopied: 'ID copied.',
  copyRefused: 'The browser refused to copy. Select the ID and copy it by hand.',
  qrRefused: 'The QR code could not be loaded. Check the connection to the server, then try again.',
  qrTitle: 'Scan to call me',
  qrHint: 'Point the camera of another phone at it; the link opens Tincan with your ID in it.',
  qrCode: 'QR code of your link',

  peerId: 'Peer ID',
  peerIdHint: 'Name, ID or link',
  clear: 'Clear',
  voiceCall: 'Voice call',
  videoCall: 'Video call',
  addContact: 'Add contact',
  suggestions: 'Suggestions',
  dialProblem: (problem: DialProblem) => dialProblems[problem],
  claimedByLink: (name: string) => `The link says: “${name}”`,
  contactName: 'Contact name',
  contactAdded: 'Added to your contacts.',
  contactSaved: (name: string) => `Saved as “${name}”.`,

  noRecents: 'No calls yet',
  noRecentsHint: 'Show your QR code to somebody, or send them your link.',
  missed: 'Missed',
  incoming: 'Incoming',
  outgoing: 'Outgoing',
  kind: (kind: CallKind) => (kind === 'video' ? 'Video' : 'Voice'),
  callAgainTo: (name: string) => `Call ${name} again`,

  search: 'Search',
  noContacts: 'No contacts yet',
  noContactsHint: 'Put somebody’s ID into the field above and add them.',
  nobodyFound: (text: string) => `Nobody is called “${text}”.`,
  favourite: 'Favourite',
  blocked: 'Blocked',
  block: 'Block',
  blockHint: 'A blocked person can’t ring you and is not told.',
  notAContact: 'Not in your contacts. Nobody has verified the name.',
  remove: 'Remove',
  removed: (name: string) => `“${name}” was removed.`,
  copyId: 'Copy ID',
  peerIdOf: 'ID',
  history: 'History',
  noHistory: 'No calls with this person yet.',
  removeCall: (when: string) => `Forget this call, ${when}`,
  callRemoved: 'The call was forgotten.',
  details: 'Details',
  nothingOpen: 'Two cans and a string',
  nothingOpenHint: 'Dial somebody, or choose a person to see more.',

  noMessages: 'Messages are not here yet',
  noMessagesHint:
    'This version of Tincan makes calls. Writing to each other comes with a later one.',

  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  you: 'You',
  calls: 'Calls',
  look: 'Look',
  strangers: 'Calls from strangers',
  strangersHint: 'Off: only your contacts can ring you.',
  doNotDisturb: 'Do not disturb',
  doNotDisturbHint: 'Nothing rings. Calls of your contacts stand in Recents as missed.',
  nameSaved: 'Your name was saved.',
  about: 'About',
  aboutText: (version: string) =>
    `Tincan ${version}. Your calls go straight from browser to browser; the broker only introduces you. Whoever serves this page is trusted with its code. A closed page can’t ring.`,

  incomingCall: 'Incoming call',
  incomingKind: (kind: CallKind) =>
    kind === 'video' ? 'Incoming video call' : 'Incoming voice call',
  unknownCaller: 'Unknown caller',
  claims: (name: string) => `Says: “${name}” (not verified)`,
  answer: 'Answer',
  answerVideo: 'Answer with video',
  decline: 'Decline',

  call: 'Call',
  callStatus: 'Call status',
  calling: 'Calling…',
  ringing: 'Ringing…',
  connecting: 'Connecting…',
  reconnecting: 'Reconnecting…',
  onHold: 'On hold',
  ended: (reason: EndReason) => endReasons[reason],
  mute: 'Mute',
  camera: 'Camera',
  hold: 'Hold',
  hangUp: 'Hang up',
  callAgain: 'Call again',
  minimise: 'Minimise',
  returnTo: (name: string) => `Return to ${name}`,
  theirMuted: 'Muted',
  theirCameraOff: 'Camera off',
  theirHeld: (name: string) => `${name} put you on hold`,
  myHeld: 'You put the call on hold',
  microphoneProblem: (problem: DeviceProblem) => microphoneProblems[problem],
  cameraProblem: (problem: DeviceProblem) => cameraProblems[problem],

  heardIncoming: (name: string | null) =>
    name === null ? 'Somebody you don’t know is calling' : `${name} is calling`,
  heardRinging: (name: string) => `The phone of ${name} rings`,
  heardConnected: (name: string) => `You are talking with ${name}`,
  heardReconnecting: 'The connection is being restored',
  heardHeld: 'The call waits',
  heardResumed: 'The call goes on',
  heardMissed: (name: string | null) =>
    name === null ? 'You missed somebody you don’t know' : `You missed ${name}`,
  heardEnded: (reason: EndReason, name: string): string => {
    switch (reason) {
      case 'declined':
        return `${name} did not take it`;
      case 'busy':
        return `${name} is talking to somebody else`;
      case 'no-answer':
        return `${name} did not pick up`;
      case 'unavailable':
        return `${name} can’t be reached now`;
      case 'lost':
        return `You and ${name} were cut off`;
      case 'cancelled':
      case 'hung-up':
        return 'The call is over';
    }
  },
};
