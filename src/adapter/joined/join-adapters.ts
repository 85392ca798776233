import {NO_CAPABILITIES, type Capabilities, type CapabilityName} from '../../model/capabilities.js';
import type {CapabilityLevel} from '../../model/capability-level.js';
import type {Conversation} from '../../model/conversation.js';
import {ConversationError} from '../../model/conversation-error.js';
import {Emitter} from '../../util/emitter.js';
import type {AdapterEvent} from '../adapter-event.js';
import {CONTRACT_VERSION, type MessagingAdapter} from '../messaging-adapter.js';
import {fieldsOf} from '../toolkit/fields.js';
import {accountsOf, type Account, type JoinedAccount} from './account.js';
import {MergedList} from './merged-list.js';
import {subscribeToAll} from './joined-news.js';
import {accountFor, endpointsOf, joinedForm, requestIn} from './joined-start.js';
import {retrying} from './retrying.js';
import {SharedConsent} from './shared-consent.js';

export interface JoinOptions {
  /** How long the others wait for an account that does not answer, in milliseconds; 8,000 by default. */
  readonly patience?: number;
}

const PATIENCE = 8000;

/**
 * Several accounts, of one provider or of several, in one inbox: one list by time, and each conversation with what its own
 * account can. The order of the accounts says which of them starts a conversation where nothing else does.
 *
 * @throws ConversationError of kind `unsupported` where the accounts cannot be told apart
 */
export function joinAdapters(
  given: readonly JoinedAccount[],
  {patience = PATIENCE}: JoinOptions = {},
): MessagingAdapter {
  const accounts = accountsOf(given);
  const news = new Emitter<AdapterEvent>();
  const consents = new SharedConsent();
  const retry = retrying(() => news.emit({type: 'conversations-invalidated'}));
  const list = new MergedList(accounts, {
    patience,
    onMissing: (errors) => retry.plan(errors),
    onLateAnswer: () => news.emit({type: 'conversations-invalidated'}),
  });

  const accountOf = (id: string): Account | undefined => accounts.find((account) => account.has(id));
  const owning = (id: string): Account => {
    const account = accountOf(id);
    if (!account) throw new ConversationError('not-found', {message: `No account has "${id}".`});
    return account;
  };
  const withConsent = (conversation: Conversation): Conversation => {
    const taken = consents.take(conversation);
    // Others of the same pair may be on screen as they were.
    if (taken.isNews) queueMicrotask(() => news.emit({type: 'conversations-invalidated'}));
    return taken.conversation;
  };
  const starting = accounts.filter(({capabilities}) => capabilities.startConversation !== 'none');
  const allHave = (method: keyof MessagingAdapter): boolean =>
    accounts.every(({adapter}) => typeof adapter[method] === 'function');

  let preferred = starting;

  /** Asks the account of a conversation. */
  const ask = async <Answer>(
    id: string,
    method: keyof MessagingAdapter,
    call: (account: Account, own: string) => Promise<Answer> | undefined,
  ): Promise<Answer> => {
    const account = owning(id);
    const asked = call(account, account.own(id));
    if (asked) return asked;
    throw new ConversationError('unsupported', {adapter: account.label, message: `${method} is not there.`});
  };
  const changed = (account: Account) => (conversation: Conversation) =>
    // Some adapters answer nothing.
    conversation ? withConsent(account.conversation(conversation)) : conversation;

  const joined: MessagingAdapter & Required<Pick<MessagingAdapter, keyof typeof OPTIONAL>> = {
    contractVersion: CONTRACT_VERSION,
    id: `joined(${accounts.map(({id, adapter}) => `${encodeURIComponent(id)}=${encodeURIComponent(adapter.id)}`).join('&')})`,
    name: accounts.map(({label}) => label).join(', '),
    get capabilities() {
      return joinedCapabilities(accounts, starting);
    },
    get sendOptions() {
      const options = accounts.flatMap(({sendOptions}) => sendOptions);
      return options.filter(({name}, index) => options.findIndex((each) => each.name === name) === index);
    },

    accountOf(id) {
      const account = accountOf(id);
      if (!account) return undefined;
      const {label, capabilities, adapter} = account;
      const {sendOptions, sendNotes} = adapter;
      return {id: account.id, label, capabilities, ...(sendOptions && {sendOptions}), ...(sendNotes && {sendNotes})};
    },

    async listConversations(query, options) {
      const page = await list.page(query, options);
      return {...page, items: page.items.map(withConsent)};
    },

    listMessages: ({conversationId, ...query}, options) =>
      ask(conversationId, 'listMessages', async (account, id) => {
        const page = await account.adapter.listMessages({...query, conversationId: id}, options);
        return {...page, messages: page.messages.map((message) => account.message({...message, conversationId: id}))};
      }),

    sendMessage: ({conversationId, ownEndpointId, ...message}, {idempotencyKey, ...options} = {}) =>
      ask(conversationId, 'sendMessage', async (account, id) => {
        const adapter = account.label;
        if (ownEndpointId !== undefined && !account.has(ownEndpointId)) {
          const words = `“${adapter}” does not have the number that was chosen.`;
          throw new ConversationError('validation', {adapter, field: 'ownEndpointId', message: words});
        }
        if (consents.isOutElsewhere({conversationId, ownEndpointId}, account.id)) throw optedOut(adapter);
        const isRepeatable = account.capabilities.repeatableSends !== 'none';
        const sent = await account.adapter.sendMessage(
          {
            ...message,
            conversationId: id,
            ...(ownEndpointId !== undefined && {ownEndpointId: account.own(ownEndpointId)}),
          },
          {...options, ...(isRepeatable && idempotencyKey !== undefined && {idempotencyKey})},
        );
        return account.message({...sent, conversationId: id});
      }),

    getConversation: (conversationId, options) =>
      ask(conversationId, 'getConversation', (account, id) =>
        account.adapter.getConversation?.(id, options).then(changed(account)),
      ),
    markRead: (conversationId, options) =>
      ask(conversationId, 'markRead', (account, id) => account.adapter.markRead?.(id, options)),
    async listOwnEndpoints(options) {
      // Of an account in which nothing can be begun, only what can be chosen for a reply.
      const asked = accounts.filter(
        (account) => starting.includes(account) || account.capabilities.chooseOwnEndpoint !== 'none',
      );
      const lists = await Promise.allSettled(asked.map((account) => endpointsOf(account, options)));
      const read = lists.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
      consents.meet(read);
      const [failed] = lists.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
      if (read.length === 0 && failed) throw ConversationError.from(failed);
      return read;
    },
    setArchived: (conversationId, archived, options) =>
      ask(conversationId, 'setArchived', (account, id) =>
        account.adapter.setArchived?.(id, archived, options).then(changed(account)),
      ),
    setStarred: (conversationId, starred, options) =>
      ask(conversationId, 'setStarred', (account, id) =>
        account.adapter.setStarred?.(id, starred, options).then(changed(account)),
      ),
    setClosed: (conversationId, closed, options) =>
      ask(conversationId, 'setClosed', (account, id) =>
        account.adapter.setClosed?.(id, closed, options).then(changed(account)),
      ),
    deleteConversation: (conversationId, options) =>
      ask(conversationId, 'deleteConversation', (account, id) => account.adapter.deleteConversation?.(id, options)),
    deleteMessage: (conversationId, messageId, options) =>
      ask(conversationId, 'deleteMessage', (account, id) => account.adapter.deleteMessage?.(id, messageId, options)),
    react: (conversationId, messageId, kind, options) =>
      ask(conversationId, 'react', (account, id) => {
        // It leaves from the conversation's own number, as a text without a choice does.
        if (consents.isOutElsewhere({conversationId}, account.id)) throw optedOut(account.label);
        return account.adapter.react?.(id, messageId, kind, options);
      }),
    listTemplates: (conversationId, options) =>
      ask(conversationId, 'listTemplates', (account, id) =>
        account.adapter.listTemplates?.(id, options).then((templates) =>
          templates.map(({ownEndpointId, ...template}) => ({
            ...template,
            ...(ownEndpointId !== undefined && {ownEndpointId: account.join(ownEndpointId)}),
          })),
        ),
      ),
    async describeStart(options) {
      const {form, accounts: answering} = await joinedForm(starting, options);
      // Where nobody chooses, nothing begins in an account that the form is not of.
      preferred = [...answering, ...starting.filter((account) => !answering.includes(account))];
      return form;
    },
    async startConversation(request, options) {
      const account = accountFor(preferred, request);
      const {recipient, ownEndpointId} = request;
      const address = recipient.kind === 'address' ? recipient.value : undefined;
      if (consents.isOutElsewhere({address, ownEndpointId}, account.id)) throw optedOut(account.label);
      const started = account.adapter.startConversation?.(requestIn(account, request), options);
      if (started) return changed(account)(await started);
      throw new ConversationError('unsupported', {adapter: account.label});
    },
    getContact: (conversationId, options) =>
      ask(conversationId, 'getContact', (account, id) =>
        account.adapter
          .getContact?.(id, options)
          .then((contact) => ({...contact, ...(contact?.id !== undefined && {id: account.join(contact.id)})})),
      ),
    updateMetadata: (conversationId, edit, options) =>
      ask(conversationId, 'updateMetadata', (account, id) =>
        account.adapter.updateMetadata?.(id, edit, options).then(changed(account)),
      ),

    subscribe(listener) {
      const tell = (event: AdapterEvent): void =>
        listener('conversation' in event ? {...event, conversation: withConsent(event.conversation)} : event);
      const ours = news.subscribe(tell);
      const theirs = subscribeToAll(accounts, tell);
      retry.follow(1);
      return {
        ...theirs,
        close() {
          ours();
          retry.follow(-1);
          theirs.close();
        },
      };
    },
    receiveWebhook(payload) {
      const {account: accountId, payload: inner} = fieldsOf<{account: string; payload: unknown}>(payload);
      const account = accounts.find(({id}) => id === accountId);
      // The adapter reports it to whoever subscribed, under its own ids.
      account?.adapter.receiveWebhook?.(inner);
      return [];
    },
  };
  for (const method of Object.keys(OPTIONAL) as (keyof typeof OPTIONAL)[]) {
    // The accounts themselves can be chosen.
    const isNeeded = method === 'listOwnEndpoints' && starting.length > 1;
    if (!isNeeded && !accounts.some(({adapter}) => typeof adapter[method] === 'function'))
      Reflect.deleteProperty(joined, method);
  }
  // Whoever asks for one conversation goes on by the list where that cannot be done.
  if (!allHave('getConversation')) Reflect.deleteProperty(joined, 'getConversation');
  return joined;
}

const optedOut = (adapter: string): ConversationError =>
  new ConversationError('opted-out', {adapter, message: 'They opted out of this number in another account.'});

type OptionalMethod = {
  [Name in keyof MessagingAdapter]-?: undefined extends MessagingAdapter[Name] ? Name : never;
}[keyof MessagingAdapter];

/** Of all that an adapter may have, what is there as far as any account has it. Which have it, their capabilities say. */
const OPTIONAL: Readonly<
  Record<Exclude<OptionalMethod, 'accountOf' | 'getConversation' | 'sendNotes' | 'sendOptions' | 'subscribe'>, true>
> = {
  markRead: true,
  listOwnEndpoints: true,
  setArchived: true,
  setStarred: true,
  setClosed: true,
  deleteConversation: true,
  deleteMessage: true,
  react: true,
  listTemplates: true,
  describeStart: true,
  startConversation: true,
  getContact: true,
  updateMetadata: true,
  receiveWebhook: true,
};

const LEVELS: readonly CapabilityLevel[] = ['none', 'local', 'derived', 'native'];

const leastOf = (levels: readonly CapabilityLevel[]): CapabilityLevel =>
  LEVELS.find((level) => levels.includes(level)) ?? 'none';

/**
 * What is asked of the whole inbox is what all can. What is asked of a conversation is what its own account can, and here
 * what all can, for whoever asks without naming one.
 */
function joinedCapabilities(accounts: readonly Account[], starting: readonly Account[]): Capabilities {
  const all = accounts.map(({capabilities}) => capabilities);
  const names = Object.keys(NO_CAPABILITIES).filter((name): name is CapabilityName => name !== 'maximumAttachments');
  const least = Object.fromEntries(names.map((name) => [name, leastOf(all.map((each) => each[name]))]));
  const canChoose = starting.length > 1 || all.some(({chooseOwnEndpoint}) => chooseOwnEndpoint !== 'none');
  return {
    ...NO_CAPABILITIES,
    ...least,
    maximumAttachments: Math.min(...all.map(({maximumAttachments}) => maximumAttachments)),
    startConversation:
      starting.length > 0 ? leastOf(starting.map(({capabilities}) => capabilities.startConversation)) : 'none',
    ...(canChoose && least['chooseOwnEndpoint'] !== 'native' && {chooseOwnEndpoint: 'derived'}),
  };
}
