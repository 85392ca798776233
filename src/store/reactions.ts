import type {MessagingAdapter} from '../adapter/messaging-adapter.js';
import type {Capabilities} from '../model/capabilities.js';
import type {Conversation} from '../model/conversation.js';
import {ConversationError} from '../model/conversation-error.js';
import {isAtProvider, type Message} from '../model/message.js';
import {REACTION_SIGNS, type Reaction, type ReactionKind, type ReactionPhase} from '../model/reaction.js';
import {reactionsFor} from '../model/reactions-for.js';
import {Observable, withEntry} from './observable.js';
import type {Timelines} from './timelines.js';

/** A reaction that was given here. */
export interface GivenReaction {
  readonly kind: ReactionKind;
  /** Absent once the provider took it. */
  readonly phase?: ReactionPhase;
  readonly error?: ConversationError;
}

/** What was given here and no history showed yet, by conversation and then by the id of the message. */
export type GivenReactions = ReadonlyMap<string, ReadonlyMap<string, readonly GivenReaction[]>>;

export interface ReactionsState {
  readonly given: GivenReactions;
}

/** What reacting needs of the rest of the store. */
export interface ReactionsSurroundings {
  readonly adapter: MessagingAdapter;
  readonly capabilitiesOf: (conversationId: string) => Capabilities;
  readonly conversation: (conversationId: string) => Conversation | undefined;
  readonly timelines: Timelines;
  /** Why nothing may reach the contact of a conversation now, if so: asked again for as long as nothing has left. */
  readonly refusalIn: (conversationId: string) => ConversationError | undefined;
  /** The provider refused one: what that teaches about the conversation. */
  readonly onRefused: (conversationId: string, error: ConversationError) => void;
}

/**
 * Reactions to single messages. One is shown at once as on its way; none is asked for twice where it may have arrived,
 * because a provider may take a second one for taking back the first.
 */
export class Reactions extends Observable<ReactionsState> {
  readonly #around: ReactionsSurroundings;
  /** Whoever signed out meanwhile is told nothing. */
  #session: object = {};

  constructor(around: ReactionsSurroundings) {
    super({given: new Map()});
    this.#around = around;
  }

  /**
   * @param messageId of one that is loaded: its id, or `messageKey`
   * @throws ConversationError, of kind `unsupported` where the message cannot be reacted to so, see `reactionsFor`; with
   *   `outcomeUnknown` it may have arrived, and is looked for in what is read from then on
   */
  async give(conversationId: string, messageId: string, kind: ReactionKind): Promise<void> {
    const {adapter, capabilitiesOf, conversation, refusalIn, onRefused} = this.#around;
    const found = this.#around.timelines.peek(conversationId)?.state.list.get(messageId);
    if (!found) throw new ConversationError('not-found', {adapter: adapter.name});
    const [message = found] = withReactions([found], this.state.given);
    const offered = reactionsFor(message, capabilitiesOf(conversationId), conversation(conversationId));
    if (!offered.includes(kind)) throw new ConversationError('unsupported', {adapter: adapter.name});
    const session = this.#session;
    const set = (given: Omit<GivenReaction, 'kind'>): void => {
      if (session === this.#session) this.#set(message, kind, {kind, ...given});
    };
    let refusal: ConversationError | undefined;
    const beforeLeave = (): void => {
      refusal = refusalIn(conversationId);
      if (refusal) throw refusal;
    };
    set({phase: 'pending'});
    try {
      beforeLeave();
      await adapter.react?.(conversationId, message.id, kind, {beforeLeave});
    } catch (thrown) {
      const error = ConversationError.from(thrown, 'server', true);
      if (!error.outcomeUnknown && error !== refusal) onRefused(conversationId, error);
      if (!error.outcomeUnknown || !(await this.#hasArrived(message, kind))) {
        set({phase: phaseOf(error), error});
        throw error;
      }
    }
    set({});
  }

  /**
   * Gives one, for views: nothing is thrown, and how far it got is in the state.
   *
   * @param onOutcome told why it was not given, or nothing
   */
  async perform(
    {conversationId, messageId, kind}: {conversationId: string; messageId: string; kind: ReactionKind},
    onOutcome?: (error: ConversationError | undefined) => void,
  ): Promise<void> {
    const error = await this.give(conversationId, messageId, kind).then(
      () => undefined,
      (thrown: unknown) => ConversationError.from(thrown),
    );
    onOutcome?.(error);
  }

  /** Forgets one that did not arrive. */
  discard(conversationId: string, messageId: string, kind: ReactionKind): void {
    const message = this.#around.timelines.peek(conversationId)?.state.list.get(messageId);
    const {phase} = this.#of(conversationId, message?.id ?? messageId).find((given) => given.kind === kind) ?? {};
    if (message && (phase === 'failed' || phase === 'refused')) this.#set(message, kind, undefined);
  }

  /** A history was read: what it shows is known from there. */
  settle(conversationId: string): void {
    const list = this.#around.timelines.peek(conversationId)?.state.list;
    for (const [messageId, all] of this.state.given.get(conversationId) ?? []) {
      const message = list?.get(messageId);
      for (const {kind} of all) if (message && shows(message, kind)) this.#set(message, kind, undefined);
    }
  }

  /** Forgets what was given, as when the user signs out. */
  clear(): void {
    this.#session = {};
    this.patch({given: new Map()});
  }

  #of(conversationId: string, messageId: string): readonly GivenReaction[] {
    return this.state.given.get(conversationId)?.get(messageId) ?? [];
  }

  /** What the provider took before, or what did not arrive, makes way for another; what is in doubt stays so. */
  #set({conversationId, id}: Message, kind: ReactionKind, given: GivenReaction | undefined): void {
    const others = this.#of(conversationId, id).filter(
      (other) => other.kind !== kind && (!given || other.phase === 'unconfirmed'),
    );
    const all = given ? [...others, given] : others;
    const inConversation = this.state.given.get(conversationId) ?? new Map<string, readonly GivenReaction[]>();
    const next = withEntry(inConversation, id, all.length > 0 ? all : undefined);
    this.patch({given: withEntry(this.state.given, conversationId, next.size > 0 ? next : undefined)});
  }

  /** Whether the provider shows it, as far as it can be read. */
  async #hasArrived({conversationId, id}: Message, kind: ReactionKind): Promise<boolean> {
    const {adapter, capabilitiesOf} = this.#around;
    const isFar = capabilitiesOf(conversationId).messagesAround === 'native';
    try {
      const {messages} = await adapter.listMessages({conversationId, ...(isFar && {around: {messageId: id}})});
      return messages.some((message) => message.id === id && shows(message, kind));
    } catch {
      return false;
    }
  }
}

function phaseOf({outcomeUnknown, retry}: ConversationError): ReactionPhase {
  if (outcomeUnknown) return 'unconfirmed';
  return retry === 'now' || retry === 'after-delay' ? 'failed' : 'refused';
}

const shows = ({reactions = []}: Message, asked: ReactionKind): boolean =>
  reactions.some(({kind, isOwn, phase}) => kind === asked && isOwn === true && phase === undefined);

/** Messages with what was given to them here; the same ones where nothing was. */
export function withReactions(messages: readonly Message[], all: GivenReactions): readonly Message[] {
  if (all.size === 0) return messages;
  let isSame = true;
  const joined = messages.map((message) => {
    const given = all.get(message.conversationId)?.get(message.id);
    if (!given || !isAtProvider(message)) return message;
    const own = given.filter(({kind}) => !shows(message, kind));
    if (own.length === 0) return message;
    isSame = false;
    return {...message, reactions: [...(message.reactions ?? []), ...own.map(reactionOf)]};
  });
  return isSame ? messages : joined;
}

const reactionOf = ({kind, phase, error}: GivenReaction): Reaction => ({
  ...{name: REACTION_SIGNS[kind], by: [], kind, isOwn: true},
  ...(phase && {phase}),
  ...(error && {error: error.kind}),
});
