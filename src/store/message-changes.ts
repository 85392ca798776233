import type {MessagingAdapter} from '../adapter/messaging-adapter.js';
import type {Capabilities} from '../model/capabilities.js';
import {ConversationError} from '../model/conversation-error.js';
import {
  canDeleteMessage,
  type MessageChange,
  type MessageChangeFailure,
  type RequestedMessageChange,
} from '../model/message-change.js';
import {messageKey, type Message} from '../model/message.js';
import {Observable, withEntry} from './observable.js';
import {isGone} from './refresher.js';
import type {News} from './news.js';
import type {Timelines} from './timelines.js';

export interface MessageChangesState {
  /** What is being done, by `changeKey`: one thing at a time to each message. */
  readonly running: ReadonlyMap<string, MessageChange>;
  /** What did not work last, until it is dismissed. */
  readonly failure?: MessageChangeFailure;
  /** What was done last. */
  readonly done?: RequestedMessageChange;
}

/** What these changes need of the rest of the store. */
export interface MessageChangesSurroundings {
  readonly adapter: MessagingAdapter;
  readonly capabilitiesOf: (conversationId: string) => Capabilities;
  readonly timelines: Timelines;
  readonly take: (news: News) => void;
}

const NOTHING: MessageChangesState = {running: new Map()};

/** Names a message among those of all conversations. */
const changeKey = (conversationId: string, messageId: string): string => JSON.stringify([conversationId, messageId]);

/** What is done to single messages, through the provider. Nothing counts as done before the provider said so. */
export class MessageChanges extends Observable<MessageChangesState> {
  readonly #around: MessageChangesSurroundings;
  /** Whoever signed out meanwhile is told nothing. */
  #session: object = {};

  constructor(around: MessageChangesSurroundings) {
    super(NOTHING);
    this.#around = around;
  }

  /**
   * Deletes a message at the provider, for ever: ask the user first. Where no answer comes it is looked for, and nothing is
   * asked for twice.
   *
   * @param messageId of one that is loaded: its id, or `messageKey`
   * @throws ConversationError, of kind `unsupported` where the message cannot be deleted; see `canDeleteMessage`
   */
  async delete(conversationId: string, messageId: string): Promise<void> {
    const {adapter, capabilitiesOf, take} = this.#around;
    const message = this.#find(conversationId, messageId);
    if (!canDeleteMessage(message, capabilitiesOf(conversationId)))
      throw new ConversationError('unsupported', {adapter: adapter.name});
    await this.#alone(message, {type: 'delete'}, async () => {
      try {
        await adapter.deleteMessage?.(conversationId, message.id);
      } catch (thrown) {
        const error = ConversationError.from(thrown, 'server', true);
        const isOpen = error.kind === 'not-found' || error.outcomeUnknown;
        if (!isOpen || !(await this.#isGone(message))) throw error;
      }
      take({from: 'answer', conversationId, removedMessageId: message.id});
    });
  }

  /**
   * Does something to a message, for views: nothing is thrown, and how far it got is in the state.
   *
   * @param onOutcome told why it was not done, or nothing; the state then holds neither
   * @returns whether it was done
   */
  async perform(
    requested: RequestedMessageChange,
    onOutcome?: (error: ConversationError | undefined) => void,
  ): Promise<boolean> {
    const session = this.#session;
    if (!onOutcome) this.patch({failure: undefined});
    const error = await this.delete(requested.conversationId, requested.messageId).then(
      () => undefined,
      (thrown: unknown) => ConversationError.from(thrown),
    );
    if (session === this.#session && !onOutcome) {
      this.patch(error ? {failure: {...requested, error}} : {done: requested});
    }
    onOutcome?.(error);
    return !error;
  }

  isRunning(conversationId: string, messageId: string): boolean {
    return this.state.running.has(changeKey(conversationId, messageId));
  }

  dismissFailure(): void {
    this.patch({failure: undefined});
  }

  /** Forgets what was asked for, as when the user signs out. */
  clear(): void {
    this.#session = {};
    this.patch({running: new Map(), failure: undefined, done: undefined});
  }

  /** @throws ConversationError of kind `not-found` for a message that is not loaded */
  #find(conversationId: string, messageId: string): Message {
    const message = this.#around.timelines.peek(conversationId)?.state.list.get(messageId);
    if (message) return message;
    throw new ConversationError('not-found', {adapter: this.#around.adapter.name});
  }

  /** @throws ConversationError of kind `conflict` while something else is done to the message */
  async #alone(message: Message, change: MessageChange, act: () => Promise<void>): Promise<void> {
    const session = this.#session;
    const key = changeKey(message.conversationId, messageKey(message));
    if (this.state.running.has(key)) throw new ConversationError('conflict', {adapter: this.#around.adapter.name});
    this.patch({running: withEntry(this.state.running, key, change)});
    try {
      await act();
    } finally {
      if (session === this.#session) this.patch({running: withEntry(this.state.running, key, undefined)});
    }
  }

  /**
   * Whether the provider is known to have the message no more: its history holds what was said before it and not it, or it
   * says so when it is asked for the message itself.
   */
  async #isGone({conversationId, id, at}: Message): Promise<boolean> {
    const {adapter, capabilitiesOf} = this.#around;
    try {
      const {messages, older} = await adapter.listMessages({conversationId});
      const oldest = messages[0]?.at;
      if (messages.some((message) => message.id === id)) return false;
      if (older === undefined || (at !== undefined && oldest !== undefined && oldest < at)) return true;
    } catch {
      return false;
    }
    if (capabilitiesOf(conversationId).messagesAround !== 'native') return false;
    return adapter.listMessages({conversationId, around: {messageId: id}}).then(
      () => false,
      (thrown: unknown) => isGone(thrown),
    );
  }
}
