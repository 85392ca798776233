import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from '../../i18n/localizer.js';
import {endpointLabel, type ChoosableEndpoint} from '../endpoint-label.js';

export interface FromRowOptions {
  readonly endpoints: readonly ChoosableEndpoint[];
  readonly chosenId: string | undefined;
  /** Offers leaving the choice to the provider. */
  readonly offersDefault: boolean;
  readonly isDisabled: boolean;
  readonly localizer: Localizer;
  readonly onChoose: (ownEndpointId: string | undefined) => void;
}

/** Which of our own numbers a reply goes out from. */
export function renderFromRow(options: FromRowOptions): TemplateResult {
  const {endpoints, chosenId, offersDefault, isDisabled, localizer, onChoose} = options;
  const {strings} = localizer;
  const onChange = (event: Event): void => onChoose((event.currentTarget as HTMLSelectElement).value || undefined);
  const known = endpoints.some(({id}) => id === chosenId);
  return html`
    <div part="from" class="from">
      <label for="from">${strings.fromNumber}</label>
      <select id="from" ?disabled=${isDisabled} @change=${onChange}>
        ${offersDefault || !known ? html`<option value="" .selected=${!known}>${strings.defaultNumber}</option>` : nothing}
        ${endpoints.map(
          (endpoint) => html`
            <option value=${endpoint.id} .selected=${endpoint.id === chosenId}>${endpointLabel(endpoint)}</option>
          `,
        )}
      </select>
    </div>
  `;
}
