import type {Capabilities} from '../../model/capabilities.js';
import type {Conversation} from '../../model/conversation.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {Message} from '../../model/message.js';
import type {OwnEndpoint, Participant} from '../../model/participant.js';
import {effectiveCapabilities} from '../effective-capabilities.js';
import {guardAdapter} from '../guarded-adapter.js';
import type {MessagingAdapter, SendOption} from '../messaging-adapter.js';

/** One of several accounts that an inbox shows together. */
export interface JoinedAccount {
  /** Tells it from the others, and begins the ids of everything in it: it must stay the same. */
  readonly id: string;
  /** What people call it. */
  readonly label: string;
  readonly adapter: MessagingAdapter;
}

/** An account whose ids are told from those of the others. */
export class Account {
  readonly id: string;
  readonly label: string;
  readonly adapter: MessagingAdapter;
  readonly #prefix: string;
  /** Options of the others' sends that this one has not. */
  withoutOptions: readonly string[] = [];

  constructor({id, label, adapter}: JoinedAccount) {
    this.id = id;
    this.label = label;
    this.adapter = guardAdapter(adapter);
    this.#prefix = prefixOf(id);
  }

  get capabilities(): Capabilities {
    return effectiveCapabilities(this.adapter);
  }

  get sendOptions(): readonly SendOption[] {
    return this.adapter.sendOptions ?? [];
  }

  has(joined: string): boolean {
    return joined.startsWith(this.#prefix);
  }

  /** An id of the account as the joined inbox has it. What follows the first colon is the account's own, whatever it holds. */
  join(id: string): string {
    return `${this.#prefix}${id}`;
  }

  own(joined: string): string {
    return joined.slice(this.#prefix.length);
  }

  conversation(given: Conversation): Conversation {
    const {participants, ownEndpoint, lastMessage, startedBy, sendRules} = given;
    const without = [...new Set([...(sendRules?.withoutOptions ?? []), ...this.withoutOptions])];
    return {
      ...given,
      id: this.join(given.id),
      account: {id: this.id, label: this.label},
      // News of some adapters hold only what is different.
      ...(participants && {participants: participants.map((each) => this.#participant(each))}),
      ...(ownEndpoint && {ownEndpoint: this.endpoint(ownEndpoint)}),
      ...(lastMessage?.sender && {lastMessage: {...lastMessage, sender: this.#participant(lastMessage.sender)}}),
      ...(startedBy && {startedBy: this.#participant(startedBy)}),
      ...((sendRules ?? without.length > 0) && {sendRules: {...sendRules, withoutOptions: without}}),
    };
  }

  message(given: Message): Message {
    const {conversationId, sender} = given;
    return {
      ...given,
      conversationId: this.join(conversationId),
      ...(sender && {sender: this.#participant(sender)}),
    };
  }

  endpoint(given: OwnEndpoint): OwnEndpoint {
    return given.id === undefined ? given : {...given, id: this.join(given.id)};
  }

  #participant(given: Participant): Participant {
    return given.id === undefined ? given : {...given, id: this.join(given.id)};
  }
}

/** No prefix begins another one: a colon in an account's id is written differently. */
const prefixOf = (accountId: string): string => `${encodeURIComponent(accountId)}:`;

/** The id that something of an account has in the joined inbox, such as for `conversation-id` or `openConversation`. */
export const joinedId = (accountId: string, id: string): string => `${prefixOf(accountId)}${id}`;

/** @throws ConversationError of kind `unsupported` where the accounts cannot be told apart */
export function accountsOf(given: readonly JoinedAccount[]): readonly Account[] {
  const unsupported = (message: string) => new ConversationError('unsupported', {message});
  if (given.length === 0) throw unsupported('There is no account to join.');
  const ids = new Set<string>();
  for (const {id} of given) {
    if (typeof id !== 'string' || id === '')
      throw unsupported('An account that is joined needs an id, which is a text.');
    if (ids.has(id)) throw unsupported(`Two accounts that are joined have the id "${id}".`);
    ids.add(id);
  }
  const accounts = given.map((account) => new Account(account));
  const names = new Set(accounts.flatMap(({sendOptions}) => sendOptions.map(({name}) => name)));
  for (const account of accounts) {
    const own = new Set(account.sendOptions.map(({name}) => name));
    account.withoutOptions = [...names].filter((name) => !own.has(name));
  }
  return accounts;
}
