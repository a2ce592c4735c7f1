import { msg, str } from '@lit/localize';
import type { BackedUp } from '../identity/backups.ts';
import type { BackupProblem } from '../identity/backup-problem.ts';
import type { Strength } from '../identity/passphrase.ts';

/** Words of backups. */
export const backupWords = {
  get backup() {
    return msg('Backup');
  },
  get hint() {
    return msg(
      'One file with your ID, contacts, settings, messages, recent calls and, if you want, files, sealed with a passphrase. If this device is lost, it is the only way to keep your ID.',
    );
  },
  get backUp() {
    return msg('Back up');
  },
  get restore() {
    return msg('Restore');
  },
  get restoreHint() {
    return msg('You have a backup of Tincan? Go on with your ID here.');
  },
  get notInCall() {
    return msg('Hang up first: restoring ends all calls.');
  },

  get backUpTitle() {
    return msg('Back up this phone');
  },
  get backUpHint() {
    return msg(
      'Whoever has the file and the passphrase can pass for you. Without the passphrase nobody can open it, and nobody can give you another one.',
    );
  },
  withFiles: (count: string, size: string) => msg(str`With files: ${count} (${size})`),
  get withFilesHint() {
    return msg('Those that were sent or came in, as far as they are whole on this device.');
  },
  get passphrase() {
    return msg('Passphrase');
  },
  get again() {
    return msg('Passphrase once more');
  },
  get different() {
    return msg('The two are not the same. Type the passphrase once more.');
  },
  strength(strength: Strength): string {
    switch (strength) {
      case 'short':
        return msg('At least 8 characters. Five or six words that don’t belong together are good.');
      case 'weak':
        return msg('Weak: a computer can guess this in a short time. Add some words.');
      case 'fair':
        return msg(
          'Fair: guessing this would take many computers. One or two more words make it strong.',
        );
      case 'strong':
        return msg('Strong, unless you use it elsewhere or it is written in some book or song.');
    }
  },
  get save() {
    return msg('Save backup');
  },
  written: (records: string) => msg(str`Written so far: ${records} records`),
  backedUp(outcome: Exclude<BackedUp, 'declined'>): string {
    switch (outcome) {
      case 'saved':
        return msg('The backup is saved. Keep it on another device than this one.');
      case 'stopped':
        return msg('The backup was stopped. No file was saved.');
      case 'not-saved':
        return msg(
          'The file could not be written: the disk is full or does not allow it. Choose another place.',
        );
      case 'not-read':
        return msg(
          'What is saved on this device could not be read. Reload the page and try again.',
        );
    }
  },

  get restoreTitle() {
    return msg('Restore a backup');
  },
  get choose() {
    return msg('Choose file');
  },
  get chooseFirst() {
    return msg('Choose the file of a backup first.');
  },
  get noneChosen() {
    return msg('No file chosen yet.');
  },
  get check() {
    return msg('Check backup');
  },
  get checking() {
    return msg('Checking the whole file. Nothing is changed yet.');
  },
  problem(problem: BackupProblem): string {
    switch (problem) {
      case 'foreign':
        return msg('This file is no backup of Tincan. Choose another one.');
      case 'later':
        return msg('This backup was made by a later version of Tincan. Update this one first.');
      case 'passphrase':
        return msg('The passphrase is wrong. Check capital letters and blanks, then try again.');
      case 'cut':
        return msg(
          'The file is not whole: its end is missing. Copy it here again, or take another backup.',
        );
      case 'changed':
        return msg(
          'The file is damaged or was changed. Copy it here again, or take another backup.',
        );
      case 'unreadable':
        return msg('The file can’t be read any more. Choose it again.');
      case 'full':
        return msg(
          'This device refuses to save that much. Free some disk space, then try again. Nothing was changed.',
        );
    }
  },
  of: (name: string, when: string) => msg(str`Backup of ${name}, made ${when}`),
  contacts: (count: string) => msg(str`Contacts: ${count}`),
  messages: (count: string) => msg(str`Messages: ${count}`),
  calls: (count: string) => msg(str`Recent calls: ${count}`),
  files: (count: string) => msg(str`Files: ${count}`),
  lost: (count: string) => msg(str`Files that are not whole in the backup, and left out: ${count}`),
  leftOut: (count: string) =>
    msg(str`From a later version of Tincan, and left out: ${count} records`),
  get replacesNothing() {
    return msg('Nothing is on this device yet that it would replace.');
  },
  replaces: (id: string, contacts: string) =>
    msg(
      str`It replaces everything on this device: the ID ${id}, its contacts (${contacts}), messages, calls and settings. They can’t be brought back; back them up first if you need them.`,
    ),
  replacesOlder: (contacts: string) =>
    msg(
      str`It is your own ID. The contacts (${contacts}), messages, calls and settings on this device are replaced by those in the backup. What came after the backup is lost.`,
    ),
  get oneDevice() {
    return msg(
      'Stop using this ID on the old device. Of two devices with one ID, only the one opened last gets calls and messages.',
    );
  },
  get restoreNow() {
    return msg('Restore now');
  },
};
