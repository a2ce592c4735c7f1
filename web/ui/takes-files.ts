import { html, type TemplateResult } from 'lit';
import type { Contact } from '../contacts/contact.ts';
import { personWords } from './person-words.ts';
import { formatBytes } from './format-bytes.ts';

/** Sizes from which to choose, in bytes. */
const sizes = [1_000_000, 10_000_000, 100_000_000];

/** Up to which size files of a contact are taken without a question. */
export function takesFiles(
  { takesUpTo }: Contact,
  language: string,
  choose: (upTo: number) => void,
): TemplateResult {
  return html`<label class="takes">
    <span>${personWords.takesFiles}</span>
    <select @change=${(event: Event) => choose(Number((event.target as HTMLSelectElement).value))}>
      <option value="0" .selected=${takesUpTo === 0}>${personWords.takesNone}</option>
      ${sizes.map(
        (size) =>
          html`<option value=${size} .selected=${takesUpTo === size}>
            ${personWords.takesUpTo(formatBytes(size, language))}
          </option>`,
      )}
    </select>
  </label>`;
}
