import {contactOf, type Conversation} from '../../model/conversation.js';
import {displayLabel} from '../../model/display-text.js';
import {formatPhone, normalizePhone} from '../../model/phone-number.js';
import type {OwnEndpoint} from '../../model/participant.js';
import {hasVisibleText} from '../../model/visible-text.js';

/** Who and what a reply is filled in with. */
export interface ReplyFacts {
  readonly conversation?: Conversation;
  /** The number of ours that the reply leaves from. */
  readonly ownEndpoint?: OwnEndpoint;
  /** More than the conversation itself says, where it was loaded. */
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  /** For a page that knows only that. */
  readonly contactName?: string;
}

/** The value of a place in a reply; nothing where it is not known: nobody is called by a number, or by half a title. */
export function replyValue(name: string, facts: ReplyFacts): string | undefined {
  const {conversation, ownEndpoint} = facts;
  const contact = conversation?.kind === 'group' ? undefined : conversation && contactOf(conversation);
  switch (name) {
    case 'contact.name':
      return conversation ? nameIn(contact?.name, conversation) : nameIn(facts.contactName);
    case 'contact.firstName':
      return firstNameIn(replyValue('contact.name', facts));
    case 'contact.phone':
      return phoneIn(contact?.address);
    case 'own.name':
      return nameIn(ownEndpoint?.label);
    case 'own.number':
      return phoneIn(ownEndpoint?.address);
    default:
      return name.startsWith('metadata.') ? metadataIn(name.slice('metadata.'.length), facts) : undefined;
  }
}

/** A name, and no number in the place of one. */
function nameIn(name: string | undefined, conversation?: Conversation): string | undefined {
  const known = hasVisibleText(name) ? name : conversation?.kind === 'direct' ? conversation.title : undefined;
  return hasVisibleText(known) && normalizePhone(known) === undefined ? displayLabel(known).trim() : undefined;
}

/** The first word of a name, where it is plain that this is the first name. */
function firstNameIn(name: string | undefined): string | undefined {
  const [first = ''] = name?.split(/\s+/) ?? [];
  // "Hart, Amelia", "Dr. Hart", "A. Hart": whoever writes knows better.
  return first === '' || name?.includes(',') || first.endsWith('.') ? undefined : first;
}

const phoneIn = (address: string | undefined): string | undefined =>
  address !== undefined && normalizePhone(address) !== undefined ? formatPhone(address) : undefined;

function metadataIn(key: string, {conversation, metadata}: ReplyFacts): string | undefined {
  const sources = [conversation?.metadata, metadata].map((source) => new Map(Object.entries(source ?? {})));
  const value = sources.find((source) => source.has(key))?.get(key);
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain && hasVisibleText(String(value)) ? String(value) : undefined;
}
