import {html, nothing, type LitElement, type TemplateResult} from 'lit';
import {request} from '../../controllers/request.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ReplyWords} from '../../i18n/words/reply.js';
import type {OwnEndpoint} from '../../model/participant.js';
import {choosable, endpointLabel} from '../own-endpoints.js';

export interface FromHost extends LitElement {
  readonly conversationId?: string;
  readonly endpoints?: readonly OwnEndpoint[];
  readonly expectsEndpoints: boolean;
  ownEndpointId?: string;
}

/** The number to send from, where there is a choice. */
export const chosenEndpoint = ({endpoints, ownEndpointId}: FromHost): string | undefined =>
  choosable(endpoints).length > 1 ? ownEndpointId : undefined;

/**
 * The choice of one of our own numbers to send from, where there are several.
 *
 * @param offersDefault the choice can be left to the provider
 */
export function fromRow(
  host: FromHost,
  {strings}: Localizer<ReplyWords>,
  {offersDefault, isDisabled}: {readonly offersDefault: boolean; readonly isDisabled: boolean},
): TemplateResult | typeof nothing {
  const {ownEndpointId} = host;
  const endpoints = choosable(host.endpoints);
  // Keeps the room of the row until it is known whether there is anything to choose.
  if (host.expectsEndpoints && endpoints.length === 0) return html`<div class="from room" aria-hidden="true"></div>`;
  if (endpoints.length < 2) return nothing;
  const known = endpoints.some(({id}) => id === ownEndpointId);
  const onChange = ({currentTarget}: Event): void => {
    const chosen = (currentTarget as HTMLSelectElement).value || undefined;
    host.ownEndpointId = chosen;
    const {conversationId = ''} = host;
    request(host, 'parlor-endpoint-choose-request', {conversationId, ...(chosen && {ownEndpointId: chosen})});
  };
  return html`
    <div part="from" class="from">
      <label for="from">${strings.fromNumber}</label>
      <select id="from" ?disabled=${isDisabled} @change=${onChange}>
        ${offersDefault || !known ? html`<option value="" .selected=${!known}>${strings.defaultNumber}</option>` : nothing}
        ${endpoints.map(
          (endpoint) => html`
            <option value=${endpoint.id} .selected=${endpoint.id === ownEndpointId}>${endpointLabel(endpoint)}</option>
          `,
        )}
      </select>
    </div>
  `;
}
