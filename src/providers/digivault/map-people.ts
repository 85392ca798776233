import {fieldsOf, textOf} from '../../adapter/toolkit/fields.js';
import type {Recipient} from '../../adapter/start-conversation.js';
import type {ContactDetails} from '../../model/contact-details.js';
import type {Participant} from '../../model/participant.js';
import type {AddressBook} from './address-book.js';
import type {WireContact, WireGroup, WireSender} from './wire.js';

/** What is needed to tell people apart and name them. */
export interface People {
  readonly book: Pick<AddressBook, 'get'>;
  readonly isOwn: (contactId: string) => boolean;
}

/** A contact as far as it is known; `display_name ?? username` is its name, the number stays as the provider wrote it. */
export function contactFromWire(id: string, value: unknown): Participant {
  const wire = fieldsOf<WireContact & WireSender>(value);
  const name = nameOf(wire);
  const address = textOf(wire.phone_number);
  const avatarUrl = textOf(wire.avatar_url);
  return {
    id,
    role: 'contact',
    ...(name !== undefined && {name}),
    ...(address !== undefined && {address}),
    ...(avatarUrl !== undefined && {avatarUrl}),
  };
}

/** What the message itself says about who wrote it, completed by what is known of the contact. */
export function senderFromWire(value: unknown, role: Participant['role'], {book}: People): Participant | undefined {
  const id = textOf(fieldsOf<WireSender>(value).id);
  if (id === undefined) return undefined;
  return {...contactFromWire(id, value), ...contactFromWire(id, book.get({kind: 'contact', id})), role};
}

/** The members besides ourselves. A member is a contact, or an id or username. [Inference] */
export function membersFromWire(value: unknown, {book, isOwn}: People): Participant[] {
  const {members} = fieldsOf<WireGroup>(value);
  if (!Array.isArray(members)) return [];
  return members.flatMap((member: unknown): Participant[] => {
    const id = textOf(member) ?? textOf(fieldsOf<WireContact>(member).id);
    if (id === undefined || isOwn(id)) return [];
    return [{...contactFromWire(id, book.get({kind: 'contact', id})), ...contactFromWire(id, member)}];
  });
}

export const membersAreKnown = (value: unknown): boolean => Array.isArray(fieldsOf<WireGroup>(value).members);

export const groupName = (value: unknown): string | undefined => textOf(fieldsOf<WireGroup>(value).name)?.trim();

export function contactDetails(id: string, value: unknown): ContactDetails {
  const {name, address, avatarUrl} = contactFromWire(id, value);
  return {
    id,
    ...(name !== undefined && {name}),
    ...(address !== undefined && {address}),
    ...(avatarUrl !== undefined && {avatarUrl}),
    raw: value,
  };
}

export function groupDetails(id: string, value: unknown): ContactDetails {
  const {description, avatar_url} = fieldsOf<WireGroup>(value);
  const name = groupName(value);
  const notes = textOf(description);
  const avatarUrl = textOf(avatar_url);
  return {
    id,
    ...(name && {name}),
    ...(notes !== undefined && {notes}),
    ...(avatarUrl !== undefined && {avatarUrl}),
    raw: value,
  };
}

export function recipientOf(kind: 'contact' | 'group', id: string, value: unknown): Recipient {
  const {name, address}: Pick<Participant, 'name' | 'address'> =
    kind === 'contact' ? contactFromWire(id, value) : {name: groupName(value)};
  return {id, kind, ...(name && {name}), ...(address !== undefined && {address})};
}

function nameOf({display_name, name, username}: {readonly [Key in keyof WireSender]?: unknown}): string | undefined {
  const names = [display_name, name, username].map((text) => textOf(text)?.trim());
  return names.find((text) => !!text);
}
