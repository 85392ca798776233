import {CONTRACT_VERSION, type ConversationQuery, type MessagingAdapter} from '../adapter/messaging-adapter.js';
import {can, NO_CAPABILITIES, type CapabilityName} from '../model/capabilities.js';
import type {Conversation} from '../model/conversation.js';
import {defineCase, type CaseDefinition, type CaseGroup} from './cases.js';
import {check, checkEqual, checkOneOf, checkSameSet, conversationErrorIn} from './checks.js';
import {allConversations, allMessages, find, idOf, isKnownAs, nameOf, namesOf} from './reading.js';

const MORE = 'a control that is drawn must work';
const LESS = 'what an adapter can do and does not grant is never offered to anybody';

type Method = {
  [Name in keyof MessagingAdapter]-?: undefined extends MessagingAdapter[Name] ? Name : never;
}[keyof MessagingAdapter];

/** Methods that are there exactly where the capability has one of these levels. */
const METHODS: readonly (readonly [CapabilityName, Method, readonly string[]])[] = [
  ['markRead', 'markRead', ['native', 'derived']],
  ['archiveConversation', 'setArchived', ['native', 'derived']],
  ['closeConversation', 'setClosed', ['native', 'derived']],
  ['deleteConversation', 'deleteConversation', ['native', 'derived']],
  ['deleteMessage', 'deleteMessage', ['native', 'derived']],
  ['reactToMessage', 'react', ['native', 'derived']],
  ['startConversation', 'startConversation', ['native', 'derived', 'local']],
  ['startConversation', 'describeStart', ['native', 'derived', 'local']],
  ['contactDetails', 'getContact', ['native', 'derived', 'local']],
  ['editMetadata', 'updateMetadata', ['native', 'derived', 'local']],
  ['chooseOwnEndpoint', 'listOwnEndpoints', ['native', 'derived', 'local']],
  ['sendTemplates', 'listTemplates', ['native', 'derived', 'local']],
  ['liveUpdates', 'subscribe', ['native', 'derived', 'local']],
];

/** The ids of a filtered list; `undefined` when the adapter says that it cannot filter so. */
async function idsWhere(adapter: MessagingAdapter, query: ConversationQuery): Promise<readonly string[] | undefined> {
  try {
    return (await allConversations(adapter, query)).map(({id}) => id);
  } catch (thrown) {
    if (conversationErrorIn(thrown, 'a filtered list').kind === 'unsupported') return undefined;
    throw thrown;
  }
}

/** A filter whose capability is `none` must not filter all the same. */
function ungranted(capability: CapabilityName, name: string, query: ConversationQuery): CaseDefinition {
  return defineCase(`does not ${name} where that is not granted`, [], async ({adapter}) => {
    if (adapter.capabilities[capability] !== 'none') return `${capability} is "${adapter.capabilities[capability]}"`;
    const all = (await allConversations(adapter)).map(({id}) => id);
    const found = await idsWhere(adapter, query);
    if (found) checkSameSet(found, all, `the list with ${JSON.stringify(query)}`, LESS);
    return undefined;
  });
}

/** Facts that no conversation may carry where the capability is `none`. */
const CONVERSATION_FACTS: readonly (readonly [CapabilityName, string, (conversation: Conversation) => boolean])[] = [
  ['unreadCount', 'an unread count', ({unread}) => unread.count !== undefined],
  ['starred', 'a star', ({starred}) => starred !== undefined],
  ['consent', 'a consent', ({consent}) => consent.state !== 'unknown'],
];

export const capabilityCases: CaseGroup = {
  group: 'what the adapter says of itself',
  cases: [
    defineCase('keeps this version of the contract', [], async ({adapter}) => {
      checkEqual(adapter.contractVersion, CONTRACT_VERSION, 'contractVersion', 'stores are made for one version');
      check(!!adapter.name, 'a name', adapter.name, 'people choose by it');
      check(!!adapter.id, 'an id', adapter.id, 'drafts and unsent messages are kept under it');
    }),

    defineCase('gives every capability a level', [], async ({adapter: {capabilities}}) => {
      for (const name of Object.keys(NO_CAPABILITIES).filter((key) => key !== 'maximumAttachments')) {
        const level = capabilities[name as CapabilityName];
        checkOneOf(level, ['native', 'derived', 'local', 'none'], `the capability ${name}`, 'views ask nothing else');
      }
      const {maximumAttachments} = capabilities;
      const isCount = Number.isInteger(maximumAttachments) && maximumAttachments >= 0;
      check(isCount, 'maximumAttachments to be a whole number', maximumAttachments, 'the reply box counts up to it');
      const agrees = can(capabilities, 'sendMedia') === maximumAttachments > 0;
      check(agrees, 'sendMedia and maximumAttachments to agree', capabilities, MORE);
    }),

    defineCase('has a method exactly where a capability grants it', [], async ({adapter}) => {
      for (const [capability, method, levels] of METHODS) {
        const level = adapter.capabilities[capability];
        const isGranted = levels.includes(level);
        const expected = `${method} to be ${isGranted ? 'there' : 'absent'}, as ${capability} is "${level}"`;
        check(!!adapter[method] === isGranted, expected, adapter[method] ? 'there' : 'absent', isGranted ? MORE : LESS);
      }
      const canStar = !adapter.setStarred || can(adapter.capabilities, 'starred');
      check(canStar, 'no setStarred, as starred is "none"', 'there', LESS);
    }),

    defineCase('tells nothing that it does not grant', [], async ({adapter, facts}) => {
      const {capabilities} = adapter;
      for (const conversation of await allConversations(adapter)) {
        for (const [capability, what, has] of CONVERSATION_FACTS) {
          const isTrue = can(capabilities, capability) || !has(conversation);
          check(isTrue, `${conversation.id} without ${what}, as ${capability} is "none"`, conversation, LESS);
        }
      }
      const id = await idOf(adapter, facts.history.conversation);
      const {timeZone} = await adapter.listMessages({conversationId: id});
      if (!can(capabilities, 'timeZone')) checkEqual(timeZone, undefined, 'the time zone, whose level is "none"', LESS);
      for (const message of await allMessages(adapter, id)) {
        const {insight, readAt, status, direction, consentChange} = message;
        const about = `of message ${message.id}`;
        if (!can(capabilities, 'insight')) checkEqual(insight, undefined, `the insight ${about}`, LESS);
        if (!can(capabilities, 'readReceipts')) checkEqual(readAt, undefined, `readAt ${about}`, LESS);
        if (!can(capabilities, 'consent')) checkEqual(consentChange, undefined, `the consent change ${about}`, LESS);
        const isEnd = direction === 'outbound' && ['delivered', 'failed', 'undelivered'].includes(status);
        check(!isEnd || can(capabilities, 'deliveryStatus'), `no delivery ${about}`, status, LESS);
      }
    }),

    defineCase('tells the time zone where it grants it', ['timeZone'], async ({adapter, facts, hooks, world}) => {
      if (!can(adapter.capabilities, 'timeZone')) return 'timeZone is "none"';
      const conversationId = await idOf(adapter, facts.open);
      const {timeZone} = await adapter.listMessages({conversationId});
      checkEqual(timeZone, hooks.timeZone(world), 'the time zone', 'days are told apart by it');
      return undefined;
    }),

    defineCase('counts what is unread where it grants it', ['unread'], async ({adapter, hooks, world}) => {
      if (adapter.capabilities.unreadCount !== 'native') return 'unreadCount is not "native"';
      const unread = hooks.unread(world);
      for (const conversation of await allConversations(adapter)) {
        const known = unread.find((candidate) => isKnownAs(conversation, candidate.conversation));
        checkEqual(conversation.unread.count, known?.count ?? 0, `the unread count of ${conversation.id}`, MORE);
      }
      return undefined;
    }),

    defineCase('finds what is unread where it grants it', ['unread'], async ({adapter, facts, hooks, world}) => {
      if (adapter.capabilities.filterUnread !== 'native') return 'filterUnread is not "native"';
      const expected = hooks.unread(world).map(({conversation}) => nameOf(conversation));
      const found = namesOf(await allConversations(adapter, {unread: true}), facts.conversations);
      checkSameSet(found, expected, 'the unread conversations', MORE);
      return undefined;
    }),

    defineCase('finds who waits for a reply where it grants it', ['awaitingReply'], async (stage) => {
      const {adapter, hooks, world} = stage;
      if (adapter.capabilities.filterNeedsReply !== 'native') return 'filterNeedsReply is not "native"';
      const {waiting, answered} = hooks.awaitingReply(world);
      const found = await allConversations(adapter, {needsReply: true});
      const holds = (known: (typeof waiting)[number]) => found.some((conversation) => isKnownAs(conversation, known));
      for (const known of waiting) check(holds(known), `${nameOf(known)} to be found`, 'not there', MORE);
      for (const known of answered) check(!holds(known), `${nameOf(known)} not to be found`, 'it was answered', MORE);
      const spoken = found.filter(({lastMessage}) => lastMessage?.direction === 'outbound').map(({id}) => id);
      checkEqual(spoken, [], 'conversations found in which we spoke last', MORE);
      return undefined;
    }),

    defineCase('searches where it grants it', ['searches'], async ({adapter, facts, hooks, world}) => {
      if (adapter.capabilities.searchConversations !== 'native') return 'searchConversations is not "native"';
      for (const {text, finds} of hooks.searches(world)) {
        const found = namesOf(await allConversations(adapter, {search: text}), facts.conversations);
        checkSameSet(found, finds.map(nameOf), `what is found by "${text}"`, MORE);
      }
      return undefined;
    }),

    ungranted('searchConversations', 'search', {search: 'no conversation is called like this'}),
    ungranted('filterUnread', 'filter what is unread', {unread: true}),
    ungranted('filterNeedsReply', 'filter who waits for a reply', {needsReply: true}),
    ungranted('includeArchived', 'include archived conversations', {includeArchived: true}),

    defineCase('tells stars, and sets them where it can', ['starred'], async ({adapter, facts, hooks, world}) => {
      if (adapter.capabilities.starred !== 'native') return 'starred is not "native"';
      const starred = (await allConversations(adapter)).filter((conversation) => conversation.starred);
      checkSameSet(namesOf(starred, facts.conversations), hooks.starred(world).map(nameOf), 'the stars', MORE);
      const {id} = await find(adapter, facts.open);
      for (const value of [true, false]) {
        await adapter.setStarred?.(id, value);
        const now = (await find(adapter, facts.open)).starred;
        if (adapter.setStarred) checkEqual(now, value, 'the star that was set', MORE);
      }
      return undefined;
    }),
  ],
};
