import {createHttpClient, type HttpClient} from '../../adapter/http.js';
import {
  fieldsOf,
  flagOf,
  idOf,
  labelOf,
  LiveNews,
  OrderSense,
  readPages,
  readRows,
  type PageAt,
} from '../../adapter/toolkit/index.js';
import type {Instant} from '../../model/capability-level.js';
import type {Channel, Conversation} from '../../model/conversation.js';
import type {Message} from '../../model/message.js';
import {BoundedMap} from '../../util/bounded-map.js';
import {ContactBook} from './contacts.js';
import {ADAPTER, errors, readAgentPhoneError} from './errors.js';
import type {Reading} from './history.js';
import {channelIn, contactFromWire, conversationFromWire, memberNames} from './mapping.js';
import type {AgentPhoneAdapterOptions} from './options.js';
import type {WireConversationDetail, WireList} from './wire.js';

export const DEFAULT_BASE_URL = 'https://api.agentphone.to';

/** The largest page of contacts and numbers. [Inference] from the conversations' own limit. */
const PAGE = 100;
/** The most pages of contacts or numbers that are read. */
const MOST_PAGES = 20;
/** Conversations, and messages, that are remembered: a page may stay open for weeks. */
const REMEMBERED = {conversations: 5000, messages: 20_000};

/** How a reply reaches a conversation, and what is called how in it. */
export interface Route {
  readonly to: string;
  readonly numberId?: string;
  readonly agentId?: string;
  readonly isGroup: boolean;
  readonly names: ReadonlyMap<string, string>;
}

/** What the methods of one adapter share. */
export class Session {
  readonly request: HttpClient;
  readonly news: LiveNews;
  /** Absent when names are not wanted. */
  readonly contacts: ContactBook | undefined;
  readonly #sense = new OrderSense();
  readonly #routes = new BoundedMap<string, Route>(REMEMBERED.conversations);
  readonly #channels = new BoundedMap<string, Channel>(REMEMBERED.conversations);
  readonly #moments = new BoundedMap<string, Instant>(REMEMBERED.messages);

  constructor(options: AgentPhoneAdapterOptions) {
    const {subAccountId, baseUrl = DEFAULT_BASE_URL, contactNames = true, polling = {}} = options;
    const {conversations = 10_000, messages = 4000, idleFactor} = polling;
    this.request = createHttpClient({
      ...options,
      baseUrl,
      adapter: ADAPTER,
      fixedHeaders: subAccountId === undefined ? {} : {'x-sub-account-id': subAccountId},
      readError: readAgentPhoneError,
    });
    this.news = new LiveNews({polling: {conversations, messages, idleFactor}});
    this.contacts = contactNames
      ? new ContactBook({
          read: async () => (await this.readAll('/v1/contacts', {limit: PAGE})).map(contactFromWire),
          onNews: () => this.news.tell({type: 'conversations-invalidated'}),
        })
      : undefined;
  }

  reading(conversationId: string, signal: AbortSignal | undefined): Reading {
    const names = this.route(conversationId)?.names;
    return {request: this.request, conversationId, sense: this.#sense, ...(signal && {signal}), ...(names && {names})};
  }

  /** Takes in a conversation as the provider writes it. @throws ConversationError of kind `decode` without an id */
  conversation(value: unknown): Conversation {
    const conversation = this.conversationIn(value);
    if (conversation) return conversation;
    throw errors.undecodable('The answer is no conversation.', value);
  }

  conversationIn(value: unknown): Conversation | undefined {
    this.learn(value);
    return conversationFromWire(value, {nameOf: this.contacts?.nameOf, channelOf: (id) => this.channelOf(id)});
  }

  route(conversationId: string): Route | undefined {
    return this.#routes.get(conversationId);
  }

  /** The channel of the newest message that was read. */
  channelOf(conversationId: string): Channel | undefined {
    return this.#channels.get(conversationId);
  }

  /** When a message that was read before came. */
  momentOf(messageId: string): Instant | undefined {
    return this.#moments.get(messageId);
  }

  learnMoments(messages: readonly Message[]): void {
    for (const {id, at} of messages) if (at !== undefined) this.#moments.set(id, at);
  }

  /** @returns whether the conversation's channel turned out to be another one */
  learn(value: unknown): boolean {
    const wire = fieldsOf<WireConversationDetail>(value);
    const id = idOf(wire.id);
    if (id === undefined) return false;
    const isGroup = flagOf(wire.isGroup) === true;
    const to = (isGroup ? idOf(wire.groupId) : undefined) ?? labelOf(wire.participant);
    const [numberId, agentId] = [idOf(wire.phoneNumberId), idOf(wire.agentId)];
    if (to !== undefined) {
      this.#routes.set(id, {
        to,
        ...(numberId !== undefined && {numberId}),
        ...(agentId !== undefined && {agentId}),
        isGroup,
        names: memberNames(wire),
      });
    }
    const channel = channelIn(wire);
    if (channel === undefined) return false;
    const known = this.#channels.get(id);
    this.#channels.set(id, channel);
    return known === undefined ? channel !== 'sms' : known !== channel;
  }

  /** Every entry of an offset list, or of its first pages. */
  async readAll(
    path: string,
    query: Readonly<Record<string, string | number>>,
    signal?: AbortSignal,
  ): Promise<readonly unknown[]> {
    const read = async (offset = 0): Promise<PageAt<unknown, number>> => {
      const answer = await this.request({method: 'GET', path, query: {...query, offset}, signal});
      const {rows} = readRows(answer, ['data'], (row) => row ?? undefined, {adapter: ADAPTER, what: 'entries'});
      const hasMore = flagOf(fieldsOf<WireList<unknown>>(answer).hasMore) === true && rows.length > 0;
      return {items: rows, ...(hasMore && {next: offset + rows.length})};
    };
    const byId = (row: unknown) => idOf(fieldsOf<{readonly id: string}>(row).id);
    const options = {adapter: ADAPTER, list: path, idOf: byId, pages: MOST_PAGES, ...(signal && {signal})};
    return (await readPages(read, options)).items;
  }
}
