import type {ConversationQuery, MessagingAdapter} from '../adapter/messaging-adapter.js';
import {completeAll, completeConversation} from '../model/complete.js';
import {byActivity, type Conversation} from '../model/conversation.js';
import type {ConversationError} from '../model/conversation-error.js';
import {normalizePhone} from '../model/phone-number.js';

/** Whom to open a conversation with: by its id, or by a number or a contact's id; and what to begin it with. */
export interface OpenTarget {
  readonly conversationId?: string;
  /** In any spelling. */
  readonly phone?: string;
  /** The provider's own id of the contact. */
  readonly contactId?: string;
  /** What a contact is called who is not known yet. */
  readonly name?: string;
  /** Put into the reply box, or the form for a new conversation, where nothing is typed there. Never sent by itself. */
  readonly text?: string;
  /** Which of our own numbers it should run over. */
  readonly ownEndpointId?: string;
}

/** What became of opening a conversation with somebody. */
export type OpenOutcome =
  /** `draft`: whether the text was taken, or gave way to one that was typed there before. */
  | {readonly outcome: 'opened'; readonly conversationId: string; readonly draft?: 'filled' | 'kept'}
  /** The form for a new conversation is shown, filled in; whether one is started is up to the user. */
  | {readonly outcome: 'form-shown'}
  /** Something else was opened meanwhile. */
  | {readonly outcome: 'superseded'}
  /**
   * `invalid`: there is no number and no id to look for. `not-found`: there is no such conversation, as far as was looked.
   * `failed`: it could not be looked for, which `error` explains.
   */
  | {
      readonly outcome: 'not-opened';
      readonly reason: 'invalid' | 'not-found' | 'failed';
      readonly error?: ConversationError;
    };

/** Pages read at most to find somebody. */
const MOST_PAGES = 20;

/** Of some conversations, the best one with somebody. */
export type PersonChoice = (conversations: Iterable<Conversation>) => Conversation | undefined;

/**
 * Makes the rule by which a conversation is one with somebody; nothing where there is nothing to go by. Of several, one
 * over the wanted number of ours goes first, then an open one, then the latest.
 *
 * @param canChoose replies can leave from any number of ours: elsewhere one over another number is another conversation
 */
export function choiceOf(target: OpenTarget, canChoose: boolean): PersonChoice | undefined {
  const {contactId, ownEndpointId} = target;
  const phone = phoneOf(target);
  if (phone === undefined && !contactId) return undefined;
  const isOwn = ({ownEndpoint}: Conversation): boolean => (ownEndpoint?.id ?? ownEndpointId) === ownEndpointId;
  const isMeant = (conversation: Conversation): boolean =>
    conversation.kind === 'direct' &&
    conversation.status !== 'deleted' &&
    (canChoose || !ownEndpointId || isOwn(conversation)) &&
    conversation.participants.some(
      ({id, address = ''}) => (id && id === contactId) || (phone && normalizePhone(address) === phone),
    );
  const rank = (conversation: Conversation): number =>
    Number(!isOwn(conversation)) * 2 + Number(conversation.status === 'archived');
  return (conversations) => [...conversations].filter(isMeant).sort((a, b) => rank(a) - rank(b) || byActivity(a, b))[0];
}

/** Records of a host's own hold numbers, and `null`, as well. */
const phoneOf = ({phone}: OpenTarget): string | undefined => normalizePhone(String(phone ?? ''));

/** Asks the provider: by its search where it has one, else page by page, within bounds. */
export async function askForPerson(
  adapter: MessagingAdapter,
  target: OpenTarget,
  choose: PersonChoice,
): Promise<Conversation | undefined> {
  const {searchConversations, includeArchived} = adapter.capabilities;
  const search = searchConversations === 'native' && phoneOf(target);
  let query: ConversationQuery = {
    ...(search && {search}),
    ...(includeArchived === 'native' && {includeArchived: true}),
  };
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const {items, next: cursor} = await adapter.listConversations(query);
    const found = choose(completeAll(items, completeConversation));
    if (found || !cursor || cursor === query.cursor) return found;
    query = {...query, cursor};
  }
  return undefined;
}
