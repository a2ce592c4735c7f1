import { html, type TemplateResult } from 'lit';
import { isEmoji, symbolsOf } from '../lib/emoji.ts';

/**
 * What a web address begins with; where it ends depends on what stands around it. Marks of direction and
 * what nobody sees end it too: what is read is where it leads.
 */
const address = /https?:\/\/[^\s<>"\p{Cf}]+/giu;
/** Behind an address these belong to the sentence. */
const sentenceEnd = new Set(".,;:!?…'’”»)]");
const mostLargeEmoji = 3;

/** A text with its web addresses as links; everything else stays text. */
export function messageText(text: string): (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = [];
  let done = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    const link = linkIn(found);
    if (link === null) continue;
    parts.push(text.slice(done, index), renderLink(link));
    done = index + link.length;
  }
  return [...parts, text.slice(done)];
}

/** One to three emoji and nothing else: they are shown large. */
export function isEmojiAlone(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 60) return false;
  const symbols = symbolsOf(trimmed.replace(/\s+/g, ''));
  return symbols.length <= mostLargeEmoji && symbols.every(isEmoji);
}

function linkIn(found: string): string | null {
  let end = found.length;
  while (sentenceEnd.has(found.charAt(end - 1))) end--;
  // A bracket that was opened in the address ends it.
  if (found.charAt(end) === ')' && found.includes('(')) end++;
  const link = found.slice(0, end);
  if (!URL.canParse(link)) return null;
  const { username, password } = new URL(link);
  // `https://bank.example@evil.example` reads as if it led to the bank.
  return username === '' && password === '' ? link : null;
}

function renderLink(link: string) {
  return html`<a href=${link} target="_blank" rel="noopener noreferrer" dir="ltr">${link}</a>`;
}
