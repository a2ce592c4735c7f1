import { html, type TemplateResult } from 'lit';

/** A switch with its name and a sentence on what it does; `id` is its own within the section. */
export function settingsSwitch(
  id: string,
  on: boolean,
  label: string,
  hint: string,
  turn: (on: boolean) => void,
): TemplateResult {
  return html`<label class="switch" for=${id}>
      <span>${label}</span>
      <input
        id=${id}
        type="checkbox"
        role="switch"
        .checked=${on}
        aria-describedby="${id}-hint"
        @change=${(event: Event) => turn((event.target as HTMLInputElement).checked)}
      />
    </label>
    <p id="${id}-hint" class="faint">${hint}</p>`;
}
