import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Contact } from '../contacts/contact.ts';
import { searchContacts } from '../contacts/contacts.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { personWords } from './person-words.ts';

/** A field to search people, and a row for each who is found by `text`. */
export function renderPeople(
  people: readonly Contact[],
  {
    text,
    language,
    label,
    row,
    onText,
  }: {
    readonly text: string;
    readonly language: string;
    /** Of the list. */
    readonly label: string;
    row(person: Contact): TemplateResult;
    onText(text: string): void;
  },
): TemplateResult {
  const found = searchContacts(people, text, language);
  return html`<div class="search searched">
      <label class="unseen" for="search">${personWords.search}</label>
      ${icon(icons.search)}
      <input
        id="search"
        type="text"
        placeholder=${personWords.search}
        autocomplete="off"
        enterkeyhint="search"
        dir="auto"
        @input=${({ target }: InputEvent) => onText((target as HTMLInputElement).value)}
      />
    </div>
    <ul role="list" aria-label=${label}>
      ${repeat(found, ({ id }) => id, row)}
    </ul>
    ${
      found.length === 0
        ? html`<p class="empty faint" role="status">${personWords.nobodyFound(text.trim())}</p>`
        : nothing
    }`;
}
