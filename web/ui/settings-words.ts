import { msg, str } from '@lit/localize';
import type { Ringtone } from '../identity/settings.ts';

/** Words of the sections of the settings. */
export const settingsWords = {
  get sound() {
    return msg('Sound');
  },
  get ringtone() {
    return msg('Ringtone');
  },
  ringtoneName(ringtone: Ringtone): string {
    switch (ringtone) {
      case 'string':
        return msg('String');
      case 'bell':
        return msg('Bell');
      case 'chime':
        return msg('Chime');
    }
  },
  get ringVolume() {
    return msg('Ring volume');
  },
  get hearRingtone() {
    return msg('Hear the ringtone');
  },

  get strangersSilent() {
    return msg('Strangers ring silently');
  },
  get strangersSilentHint() {
    return msg('Their calls are shown, without a sound.');
  },
  get receipts() {
    return msg('Read receipts');
  },
  get receiptsHint() {
    return msg('Contacts see which of their messages you have read, and that you are writing.');
  },
  get carries() {
    return msg('Help contacts reach each other');
  },
  get carriesHint() {
    return msg(
      'What two of your contacts need to call each other may go through this phone, and what they write may wait here. It is sealed: you can’t read it.',
    );
  },
  get leaves() {
    return msg('Messages may wait with friends');
  },
  get leavesHint() {
    return msg(
      'What you write to a contact who is away waits, sealed, with up to three people you both know, and arrives although you are away yourself. They see who writes to whom, not what, nor how much.',
    );
  },
  get nothingCarried() {
    return msg('Nothing was passed on yet.');
  },
  carried: (letters: string, size: string) =>
    msg(str`Passed on so far: ${size}. Messages: ${letters}.`),

  get blocked() {
    return msg('Blocked people');
  },
  get nobodyBlocked() {
    return msg('Nobody is blocked.');
  },
  unblocked: (name: string) => msg(str`“${name}” can call you again.`),

  get storage() {
    return msg('Storage');
  },
  get contacts() {
    return msg('Contacts');
  },
  get calls() {
    return msg('Calls in Recents');
  },
  get inUse() {
    return msg('In use');
  },
  inUseOf: (used: string, quota: string) => msg(str`${used} of ${quota}`),
  get notSaid() {
    return msg('This browser does not say');
  },
  get kept() {
    return msg('This browser promises to keep it, also when the disk gets full.');
  },
  get mayBeCleared() {
    return msg('This browser may delete it when the disk gets full.');
  },
  get keep() {
    return msg('Keep it safe');
  },
  get notKept() {
    return msg(
      'This browser does not promise it yet. Install Tincan as an app or call more often, then ask again.',
    );
  },
  get clearRecents() {
    return msg('Clear recents');
  },
  get recentsCleared() {
    return msg('The recents were cleared.');
  },

  get broker() {
    return msg('Broker');
  },
  get brokerHint() {
    return msg(
      'It is where this page comes from. People of other servers dial your ID with @ and this behind it.',
    );
  },
  get ownLicence() {
    return msg('Tincan is free software under the MIT licence.');
  },
  get licences() {
    return msg('Licences');
  },
  get licencesHint() {
    return msg('Tincan is made with the work of others:');
  },
};
