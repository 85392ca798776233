import {displayLabel} from '../model/display-text.js';
import type {OwnEndpoint} from '../model/participant.js';
import {shownAddress} from '../model/shown-name.js';

/** One of our own numbers that can be named in a request. */
export type ChoosableEndpoint = OwnEndpoint & {readonly id: string};

export const choosable = (endpoints: readonly OwnEndpoint[] | null | undefined): readonly ChoosableEndpoint[] =>
  (endpoints ?? []).filter((endpoint): endpoint is ChoosableEndpoint => !!endpoint.id);

/** How one of our own numbers is called: its label, its number, or both. */
export function endpointLabel({label, address, id}: OwnEndpoint): string {
  const number = shownAddress(address);
  const name = label && displayLabel(label);
  if (name && number && label !== address && name !== number) return `${name} · ${number}`;
  return name || number || id || '';
}
