import {fieldsOf, textOf} from '../../adapter/toolkit/fields.js';
import type {ContactDetails} from '../../model/contact-details.js';
import type {OwnEndpoint} from '../../model/participant.js';
import {normalizePhone} from '../../model/phone-number.js';
import type {WireContact, WireNumber} from './wire.js';

/** One of the account's numbers. @returns `undefined` without an id: nothing can be sent from it */
export function ownEndpointFromWire(value: unknown): OwnEndpoint | undefined {
  const wire = fieldsOf<WireNumber>(value);
  const [id, address] = [textOf(wire.id), textOf(wire.phoneNumber)];
  return id === undefined ? undefined : {id, ...(address !== undefined && {address})};
}

export function contactFromWire(value: unknown): ContactDetails {
  const wire = fieldsOf<WireContact>(value);
  const [id, name, address] = [textOf(wire.id), textOf(wire.name), textOf(wire.phoneNumber)];
  const [email, notes] = [textOf(wire.email), textOf(wire.notes)];
  return {
    ...(id !== undefined && {id}),
    ...(name !== undefined && {name}),
    ...(address !== undefined && {address}),
    ...(email !== undefined && {email}),
    ...(notes !== undefined && {notes}),
    raw: value,
  };
}

/** One spelling for one address: contacts and conversations may write the same number differently. */
export const addressKey = (address: string): string =>
  address.includes('@') ? address.trim().toLowerCase() : (normalizePhone(address) ?? address);

/** The addresses a contact is known by. */
export const keysOf = ({address, email}: ContactDetails): string[] =>
  [address, email].flatMap((known) => (known === undefined ? [] : [addressKey(known)]));
