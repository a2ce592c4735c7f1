import type { Message } from '../messages/message.ts';
import { formatMinutes } from './formats.ts';
import { messageWords } from './message-words.ts';
import { voiceWords } from './voice-words.ts';

/** A message where one line is enough: a file by its name, what was spoken by its length. */
export function gistOf({ text, file }: Message): string {
  if (text === null) return messageWords.deleted;
  if (file === null) return text;
  if (file.voice === null) return file.name;
  const kind = file.media.startsWith('video/') ? 'video' : 'voice';
  return voiceWords.message(kind, formatMinutes(file.voice.ms));
}
