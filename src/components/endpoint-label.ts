import type {OwnEndpoint} from '../model/participant.js';
import {formatPhone} from '../model/phone-number.js';

/** One of our own numbers that can be named in a request. */
export type ChoosableEndpoint = OwnEndpoint & {readonly id: string};

export const choosable = (endpoints: readonly OwnEndpoint[] = []): readonly ChoosableEndpoint[] =>
  endpoints.filter((endpoint): endpoint is ChoosableEndpoint => !!endpoint.id);

/** How one of our own numbers is called: its label, its number, or both. */
export function endpointLabel({label, address, id}: OwnEndpoint): string {
  const number = address && formatPhone(address);
  if (label && number && label !== address && label !== number) return `${label} · ${number}`;
  return label || number || id || '';
}
