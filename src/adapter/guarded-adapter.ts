import {ConversationError} from '../model/conversation-error.js';
import {callOut} from '../util/report-thrown.js';
import {startTimer} from '../util/timer.js';
import type {AdapterEvent} from './adapter-event.js';
import type {AdapterSubscription, MessagingAdapter} from './messaging-adapter.js';
import {fieldsOf, idOf} from './toolkit/fields.js';

/** What is not answered for that long, in milliseconds, never is: no request of an adapter takes nearly as long. */
export const ANSWER_LIMIT = 5 * 60_000;

/** @param acted whether it was asked to do something, which it may have done */
export const noAnswer = (adapter: string, acted: boolean): ConversationError =>
  new ConversationError('timeout', {adapter, message: 'No answer came.', outcomeUnknown: acted});

/** The list that an answer cannot do without: of an answer that has none, an inbox would say that nothing is there. */
const LISTS: Readonly<Record<string, string>> = {listConversations: 'items', listMessages: 'messages'};

/** What is a list by itself. */
const BARE_LISTS: ReadonlySet<string | symbol> = new Set(['listOwnEndpoints', 'listTemplates']);

type Method = (...given: readonly unknown[]) => unknown;

const isMethod = (member: unknown): member is Method => typeof member === 'function';

/** What must not happen twice: whoever asked for it judges by what was thrown whether it may have happened. */
const ACTS: ReadonlySet<string | symbol> = new Set(['sendMessage', 'startConversation', 'deleteMessage', 'react']);

/**
 * An adapter as the contract has it, whoever wrote it. What throws or answers at once does so later; errors are
 * `ConversationError`; a page without its list is one, and so is no answer for long; and what breaks while somebody listens, or ends that, harms nobody.
 */
export function guardAdapter(adapter: MessagingAdapter): MessagingAdapter {
  const ask = async (name: string | symbol, method: Method, given: readonly unknown[]): Promise<unknown> => {
    try {
      const asking: unknown = Reflect.apply(method, adapter, given);
      // How long a send is waited for depends on when its request leaves.
      const answer = await (name === 'sendMessage'
        ? asking
        : inTime(asking, () => noAnswer(adapter.name, ACTS.has(name))));
      const list = typeof name === 'string' ? LISTS[name] : undefined;
      if (list !== undefined) assertReadable(adapter.name, name, fieldsOf<Record<string, unknown>>(answer)[list]);
      return BARE_LISTS.has(name) ? entriesOf(adapter.name, name, answer ?? []) : answer;
    } catch (thrown) {
      throw ACTS.has(name) ? thrown : ConversationError.from(thrown);
    }
  };
  // What it can do may change, and a frozen object could not be stood in for.
  return new Proxy(
    {...adapter},
    {
      get(_copy, name) {
        const member: unknown = Reflect.get(adapter, name);
        if (!isMethod(member)) return member;
        if (name === 'accountOf') return (id: string) => callOut(() => adapter.accountOf?.(id));
        if (name === 'subscribe') return (listener: Listener) => guardedSubscription(adapter, listener);
        return (...given: readonly unknown[]) => ask(name, member, given);
      },
    },
  );
}

/** A reading that never ends would keep all those after it from beginning. */
async function inTime(asking: unknown, late: () => ConversationError): Promise<unknown> {
  let stop: () => void = () => undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    stop = startTimer(ANSWER_LIMIT, () => reject(late()));
  });
  try {
    return await Promise.race([asking, limit]);
  } finally {
    stop();
  }
}

function assertReadable(adapter: string, method: string | symbol, list: unknown): void {
  const items = itemsOf(adapter, method, list);
  const canBeRead = items.some((item) => idOf(fieldsOf<{id: string}>(item).id) !== undefined);
  if (items.length > 0 && !canBeRead) throw unreadable(adapter, method, 'nothing that has an id');
}

/** Whatever is no entry keeps none of the others away. */
const entriesOf = (adapter: string, method: string | symbol, list: unknown): readonly unknown[] =>
  itemsOf(adapter, method, list).filter((item) => typeof item === 'object' && item !== null);

function itemsOf(adapter: string, method: string | symbol, list: unknown): readonly unknown[] {
  const isList = typeof list === 'object' && list !== null && Symbol.iterator in list;
  if (!isList) throw unreadable(adapter, method, 'no list');
  return [...(list as Iterable<unknown>)];
}

const unreadable = (adapter: string, method: string | symbol, what: string): ConversationError =>
  new ConversationError('decode', {adapter, message: `The answer of ${String(method)} holds ${what}.`});

type Listener = (event: AdapterEvent) => void;

/** Whoever has left hears nothing more, whether the adapter minds or not. */
function guardedSubscription(adapter: MessagingAdapter, listener: Listener): AdapterSubscription {
  let isClosed = false;
  const given: unknown = callOut(() =>
    adapter.subscribe?.((event) => {
      if (!isClosed) callOut(() => listener(withTextId(event)));
    }),
  );
  // Many write a function that ends it.
  const steer = isMethod(given) ? {close: given} : fieldsOf<AdapterSubscription>(given);
  const call = (name: keyof AdapterSubscription, ...rest: readonly unknown[]): void => {
    const method: unknown = steer[name];
    if (isMethod(method)) callOut(() => void Reflect.apply(method, given, rest));
  };
  return {
    watch: (conversationId) => call('watch', conversationId),
    showRows: (conversationIds) => call('showRows', conversationIds),
    setPollMode: (pollMode) => call('setPollMode', pollMode),
    close() {
      isClosed = true;
      call('close');
    },
  };
}

/** Some providers number what they have. */
function withTextId(event: AdapterEvent): AdapterEvent {
  if (!('conversationId' in event)) return event;
  const told = {...event, conversationId: String(event.conversationId)};
  return told.type === 'message-removed' ? {...told, messageId: String(told.messageId)} : told;
}
