import { msg, str } from '@lit/localize';

/** Words of what other apps share. */
export const sendToWords = {
  get title() {
    return msg('Send to…');
  },
  sentTo: (names: string) => msg(str`Sent to ${names}`),
  files: (count: string, size: string) => msg(str`Files: ${count} (${size})`),
  leftOut: (count: string) => msg(str`Too many at once. Left out: ${count}`),
  get cut() {
    return msg('This text is too long to be taken whole: its end is missing. Share it as a file.');
  },
  get nothing() {
    return msg(
      'Nothing came of what you shared: the other app gave nothing, or this device has no room for it. Free some disk space, then share it once more.',
    );
  },
  get noContacts() {
    return msg(
      'You have no contacts yet. Add somebody by their ID or QR code first, then share it once more.',
    );
  },
};
