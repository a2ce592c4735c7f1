import { msg, str } from '@lit/localize';

/** Words of files. */
export const fileWords = {
  get attach() {
    return msg('Attach files');
  },
  get drop() {
    return msg('Drop files here to send them');
  },
  preparing: (name: string) => msg(str`Preparing “${name}”`),
  get progress() {
    return msg('Progress');
  },
  get accept() {
    return msg('Accept');
  },
  offered: (count: string, size: string) => msg(str`Files offered: ${count} (${size})`),
  get acceptAll() {
    return msg('Accept all');
  },
  get decline() {
    return msg('Decline');
  },
  get declineAll() {
    return msg('Decline all');
  },
  get pause() {
    return msg('Pause');
  },
  get resume() {
    return msg('Resume');
  },
  get cancel() {
    return msg('Cancel');
  },
  get save() {
    return msg('Save');
  },
  get chooseAgain() {
    return msg('Choose the file again');
  },
  get saved() {
    return msg('The file was saved.');
  },
  get notSaved() {
    return msg('The file was not saved: the chosen place refused it. Choose another one.');
  },
  offeredTo: (name: string) => msg(str`Waiting for ${name} to accept`),
  waitingFor: (name: string) => msg(str`Waiting for ${name}: it goes on when both are there`),
  pausedBy: (name: string) => msg(str`Paused by ${name}`),
  get paused() {
    return msg('Paused');
  },
  get declined() {
    return msg('Declined');
  },
  get cancelled() {
    return msg('Cancelled');
  },
  get received() {
    return msg('Arrived');
  },
  get gone() {
    return msg('Not on this device any more');
  },
  get lackingHere() {
    return msg('The file can’t be read any more. Choose it again, and it goes on where it was.');
  },
  lackingThere: (name: string) =>
    msg(
      str`${name} can’t read the file now. It goes on when they choose it again; if they have changed it, they have to send it again.`,
    ),
  get changed() {
    return msg(
      'The file was changed after it was offered. Cancel it and send it again, or choose it as it was, and it goes on.',
    );
  },
  silent: (name: string) =>
    msg(
      str`Nothing more is coming from ${name}. It goes on if more comes; if not, cancel it and ask them to send the file again.`,
    ),
  get full() {
    return msg('Not enough room on this device. Free some, then press Resume.');
  },
  get noRoom() {
    return msg('There is not enough room on this device for this file. Free some, then accept it.');
  },
  get noRoomForAll() {
    return msg(
      'There is not enough room on this device for all of these files. Free some, then accept the others.',
    );
  },
  get wrong() {
    return msg('What comes is not the file that was offered. Nothing of it was kept.');
  },
  get refused() {
    return msg(
      'This browser lets Tincan keep no files here, as private windows of Firefox do. Open Tincan in a normal window.',
    );
  },
  get cleared() {
    return msg(
      'The browser has cleared away what came of this file. Close the browser, open Tincan again, and it comes once more.',
    );
  },
  get goneNow() {
    return msg(
      'This file is not on this device any more: the browser has cleared it away. Ask for it once more.',
    );
  },
  get noCopyHere() {
    return msg(
      'This file is not kept in Tincan. To send it to somebody, choose it again with “Attach files”.',
    );
  },
  notKept: (name: string) =>
    msg(
      str`“${name}” was not sent: this browser lets Tincan keep no files here, as private windows of Firefox do. Open Tincan in a normal window.`,
    ),
  get another() {
    return msg(
      'That is another file. Choose the one that was offered; if it was changed, cancel it and send it again.',
    );
  },
  get noneIn() {
    return msg('There is no file in it, so nothing was sent.');
  },
  firstOf: (count: string) =>
    msg(
      str`These are more files than go at once: the first ${count} were sent. Send the others on their own.`,
    ),
  large: (name: string) => msg(str`“${name}” is too large. Files may have up to 256 GB.`),
  noCopy: (name: string) =>
    msg(str`“${name}” was not sent: there is not enough room on this device.`),
  unreadable: (name: string) =>
    msg(str`“${name}” was not sent: it can’t be read. Folders are sent as the files in them.`),
  of: (some: string, all: string) => msg(str`${some} of ${all}`),
  rate: (bytes: string) => msg(str`${bytes} per second`),
  left: (time: string) => msg(str`${time} left`),
};
