import type {Conversation} from './conversation.js';
import {normalizePhone} from './phone-number.js';

/** Which conversations to show. */
export interface ConversationFilter {
  readonly unread?: boolean;
  readonly needsReply?: boolean;
  readonly includeArchived?: boolean;
  /** Words of names, or part of a phone number in any spelling. */
  readonly search?: string;
}

/**
 * Decides about one loaded conversation, for providers that cannot filter or search themselves. A fact that is not
 * known does not match: the list then shows what its badges show.
 */
export function matchesQuery(conversation: Conversation, filter: ConversationFilter): boolean {
  if (conversation.status === 'deleted') return false;
  if (conversation.status === 'archived' && !filter.includeArchived) return false;
  if (filter.unread && !conversation.unread.has) return false;
  if (filter.needsReply && !conversation.needsReply?.value) return false;
  return !filter.search?.trim() || matchesSearch(conversation, filter.search);
}

function matchesSearch(conversation: Conversation, search: string): boolean {
  const {participants, title} = conversation;
  const names = foldText([title, ...participants.flatMap(({name, address}) => [name, address])].join('\n'));
  const numbers = participants.map(({address = ''}) => digitsOf(normalizePhone(address) ?? address));
  const hasDigits = (text: string): boolean => {
    const digits = digitsOf(text).replace(/^0+/, '');
    return digits !== '' && numbers.some((number) => number.includes(digits));
  };
  const isNumber = /^[\d\s()+./-]+$/.test(search.normalize('NFKC'));
  if (isNumber && hasDigits(search)) return true;
  return foldText(search)
    .split(/\s+/)
    .every((word) => names.includes(word) || (/^[\d()+./-]+$/.test(word) && hasDigits(word)));
}

/** A text without case and accents, for comparing. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u064b-\u065f]/g, '')
    .trim();
}

const digitsOf = (text: string): string => text.normalize('NFKC').replace(/\D/g, '');
