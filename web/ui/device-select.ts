import { html, nothing, type TemplateResult } from 'lit';
import { ofKind, present, type Device, type DeviceKind } from '../lib/device-list.ts';
import { deviceWords } from './device-words.ts';
import { numberFormat } from './formatters.ts';

interface Choice {
  /** Its own within the panel. */
  readonly id: string;
  readonly label: string;
  readonly kind: DeviceKind;
  /** What stands for “no choice of one's own”. */
  readonly none: string;
  readonly chosen: string | null;
  readonly list: readonly Device[];
  readonly language: string;
  choose(id: string | null): void;
}

/** A combobox of the devices of one kind, with its label. */
export function deviceSelect(choice: Choice): TemplateResult {
  const { id, label, kind, none, chosen, list, language } = choice;
  const numbers = numberFormat(language);
  const away = chosen !== null && present(list, kind, chosen) === null;
  return html`<label class="label" for=${id}>${label}</label>
    <select
      id=${id}
      @change=${(event: Event) => choice.choose((event.target as HTMLSelectElement).value || null)}
    >
      <option value="" .selected=${chosen === null}>${none}</option>
      ${ofKind(list, kind).map(
        (device, i) =>
          html`<option value=${device.id} .selected=${device.id === chosen}>
            ${device.label || deviceWords.nameless(kind, numbers.format(i + 1))}
          </option>`,
      )}
      ${away ? html`<option value=${chosen} .selected=${true}>${deviceWords.away}</option>` : nothing}
    </select>`;
}
