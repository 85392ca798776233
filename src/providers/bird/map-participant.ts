import {fieldsOf, idOf, labelOf, lookUp, textOf} from '../../adapter/toolkit/fields.js';
import type {Direction} from '../../model/message.js';
import type {Participant, ParticipantRole} from '../../model/participant.js';
import type {WireParticipant, WireParticipantType} from './wire.js';

const ROLES: Readonly<Record<WireParticipantType, ParticipantRole>> = {
  contact: 'contact',
  accessKey: 'agent',
  user: 'agent',
  agent: 'agent',
  flow: 'bot',
  bot: 'bot',
  collaborationAutomation: 'bot',
  channel: 'system',
  connector: 'system',
};

/** Messages carry no direction, so it is the sender's side [Inference]. Of the types left out nobody says which it is. */
const DIRECTIONS: Readonly<Partial<Record<WireParticipantType, Direction>>> = {
  contact: 'inbound',
  accessKey: 'outbound',
  user: 'outbound',
  agent: 'outbound',
  flow: 'outbound',
  bot: 'outbound',
};

export const directionFromSender = (sender: unknown): Direction =>
  lookUp(DIRECTIONS, fieldsOf<WireParticipant>(sender).type) ?? 'unknown';

/**
 * Somebody in a conversation. The address is the identifier as Bird spells it: a phone number, an e-mail address, or
 * an id of another platform.
 *
 * @param selfId the access key this inbox sends with
 * @returns `undefined` for an entry that names nobody
 */
export function participantFromWire(value: unknown, selfId?: string): Participant | undefined {
  const wire = fieldsOf<WireParticipant>(value);
  const id = idOf(wire.id);
  const name = labelOf(wire.displayName);
  const contact = fieldsOf<NonNullable<WireParticipant['contact']>>(wire.contact);
  const address = labelOf(contact.identifierValue) ?? labelOf(contact.platformAddress);
  if (id === undefined && name === undefined && address === undefined) return undefined;
  const avatarUrl = textOf(wire.avatarUrl);
  const isSelf = id !== undefined && id === selfId;
  return {
    ...(id !== undefined && {id}),
    role: isSelf ? 'self' : (lookUp(ROLES, wire.type) ?? 'unknown'),
    ...(name !== undefined && {name}),
    ...(address !== undefined && {address}),
    ...(avatarUrl !== undefined && {avatarUrl}),
  };
}

/**
 * The participants a reply goes to: active contacts, else whatever contacts there are. A contact with an id only.
 *
 * @param first the id to name first, such as that of whoever wrote last
 */
export function recipientIds(participants: readonly unknown[], first?: string): readonly string[] {
  const contacts = participants
    .map((participant) => fieldsOf<WireParticipant>(participant))
    .filter(({type}) => lookUp(ROLES, type) === 'contact');
  const active = contacts.filter(({status}) => status == null || status === '' || status === 'active');
  const ids = (active.length > 0 ? active : contacts).map(({id}) => idOf(id)).filter((id) => id !== undefined);
  return [...new Set(ids)].sort((a, b) => Number(b === first) - Number(a === first));
}
