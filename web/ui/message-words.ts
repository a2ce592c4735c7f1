import { msg, str } from '@lit/localize';
import type { CallKind } from '../calls/call.ts';
import type { Progress } from '../messages/conversation.ts';

/** Words of conversations. */
export const messageWords = {
  get none() {
    return msg('No messages yet');
  },
  get hint() {
    return msg(
      'Open a contact and press “Message”. What you write goes straight to the other phone; no server keeps it.',
    );
  },
  get conversations() {
    return msg('Conversations');
  },
  get search() {
    return msg('Search messages');
  },
  get searching() {
    return msg('Searching…');
  },
  searchedBack: (day: string) => msg(str`Searched back to: ${day}`),
  get searchOn() {
    return msg('Search on');
  },
  get found() {
    return msg('Messages found');
  },
  foundCount: (count: string) => msg(str`Messages found: ${count}`),
  nothingFound: (text: string) =>
    msg(
      str`No message contains “${text}”. Only what is kept on this device is searched; try fewer or shorter words.`,
    ),
  conversationWith: (name: string) => msg(str`Conversation with ${name}`),
  get text() {
    return msg('Message text');
  },
  get send() {
    return msg('Send');
  },
  get noneWith() {
    return msg(
      'Nothing written yet. Messages arrive when you keep each other as contacts and both have Tincan open.',
    );
  },
  blocked: (name: string) =>
    msg(str`You have blocked ${name}: nothing goes to them, and nothing comes.`),
  get onlyContacts() {
    return msg('Messages are between contacts. Add this person, and ask them to add you.');
  },
  get tooLong() {
    return msg('Too long for one message. Shorten it, or send it in parts.');
  },
  get notChanged() {
    return msg('Nothing was changed: this device refused to save it. Free some disk space.');
  },
  get notKept() {
    return msg('The message was not sent: this device refused to save it. Free some disk space.');
  },
  get notRead() {
    return msg('The conversation could not be read from this device. Reload the page.');
  },
  get noneRead() {
    return msg('Your messages could not be read from this device. Reload the page.');
  },
  get isWriting() {
    return msg('is writing…');
  },
  get fresh() {
    return msg('New messages');
  },
  missed: (kind: CallKind) => (kind === 'video' ? msg('Missed video call') : msg('Missed call')),
  get callBack() {
    return msg('Call back');
  },
  get toEnd() {
    return msg('To the newest message');
  },
  get more() {
    return msg('More about this message');
  },
  get reply() {
    return msg('Reply');
  },
  get forward() {
    return msg('Forward');
  },
  get edit() {
    return msg('Edit');
  },
  get copy() {
    return msg('Copy text');
  },
  get remove() {
    return msg('Delete for both');
  },
  get removeHere() {
    return msg('Delete here');
  },
  get copied() {
    return msg('Text copied.');
  },
  get copyRefused() {
    return msg('The browser refused to copy. Select the text of the message and copy it by hand.');
  },
  removed: (name: string) =>
    msg(str`Deleted here, and for ${name} as soon as both have Tincan open.`),
  get removedHere() {
    return msg('The message was deleted here.');
  },
  get removing() {
    return msg('This will be deleted here in a few seconds.');
  },
  get deleted() {
    return msg('This message was deleted');
  },
  get edited() {
    return msg('edited');
  },
  get earlier() {
    return msg('An earlier message');
  },
  get editing() {
    return msg('Editing your message');
  },
  replyTo: (name: string) => msg(str`Reply to ${name}`),
  get cancel() {
    return msg('Cancel');
  },
  react: (emoji: string) => msg(str`React with ${emoji}`),
  reaction: (name: string, emoji: string) => msg(str`${name}: ${emoji}`),
  arrives: (name: string) =>
    msg(str`Arrives when ${name} has you as a contact and both have Tincan open.`),
  draft: (text: string) => msg(str`Draft: ${text}`),
  mine: (text: string) => msg(str`You: ${text}`),
  /** With so many friends, 1 to 3. */
  withFriends(count: number): string {
    if (count === 1) return msg('with a friend');
    return count === 2 ? msg('with 2 friends') : msg('with 3 friends');
  },
  progress(progress: Progress): string {
    switch (progress) {
      case 'waiting':
        return msg('Waiting');
      case 'sent':
        return msg('Sent');
      case 'delivered':
        return msg('Delivered');
      case 'read':
        return msg('Read');
    }
  },
};
