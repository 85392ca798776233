import {changedOr} from '../../adapter/toolkit/change-answer.js';
import {fieldsOf, idOf, instantOf} from '../../adapter/toolkit/fields.js';
import {pathSegment} from '../../adapter/toolkit/paths.js';
import {readPages, walkPages, type PageAt} from '../../adapter/toolkit/walk-pages.js';
import type {HttpClient, HttpRequest} from '../../adapter/http.js';
import type {ConversationQuery, RequestOptions} from '../../adapter/messaging-adapter.js';
import type {Channel, Conversation} from '../../model/conversation.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {Message} from '../../model/message.js';
import type {Cursor, Page} from '../../model/page.js';
import type {Instant} from '../../model/capability-level.js';
import type {SendRules} from '../../model/send-rules.js';
import {BoundedMap} from '../../util/bounded-map.js';
import type {HeardAt} from './channel-rules.js';
import {ADAPTER, undecodable} from './errors.js';
import {listCursorOf, listPlaceOf} from './list-place.js';
import {createListReader, LARGEST_PAGE, type ListReader} from './list-reader.js';
import {
  conversationFromWire,
  featuredIn,
  heardIn,
  isEverybodyFeatured,
  latest,
  type ConversationContext,
} from './map-conversation.js';
import {recipientIds} from './map-participant.js';
import {News} from './news.js';
import type {WireConversation, WireConversationChange, WireLastMessage, WireNewConversation} from './wire.js';

/** How many pages may be read to look for those who moved up while a list was read. */
const MOST_PAGES = 20;
/** Pages of participants: two thousand people. */
const PARTICIPANT_PAGES = 20;
/** Conversations that are remembered: a page may stay open for weeks. */
const REMEMBERED = 5000;

/** Where a reply goes, and what it may be. */
export interface Addressees {
  /** Participant ids. */
  readonly ids: readonly string[];
  readonly channel: Channel;
  readonly channelId?: string;
  readonly sendRules: SendRules;
}

/** Reads and changes conversations, and remembers of each what a reply and an unread mark need. */
export class Conversations {
  readonly #request: HttpClient;
  /** The path of the workspace. */
  readonly #root: string;
  readonly #context: ConversationContext;
  readonly #news = new News(REMEMBERED);
  /** The provider's own objects. */
  readonly #known = new BoundedMap<string, unknown>(REMEMBERED);
  readonly #heardAt = new BoundedMap<string, HeardAt>(REMEMBERED);
  readonly #readPage: ListReader;

  constructor(request: HttpClient, workspaceId: string, context: ConversationContext) {
    this.#request = request;
    this.#root = `/workspaces/${pathSegment(workspaceId, ADAPTER)}`;
    this.#context = {...context, heardAt: (conversationId) => this.#heardAt.get(conversationId)};
    this.#readPage = createListReader(request, (row) => {
      const {createdAt, updatedAt, lastMessage} = fieldsOf<WireConversation>(row);
      const last = fieldsOf<WireLastMessage>(lastMessage).createdAt;
      return [last, updatedAt, createdAt].map(instantOf);
    });
  }

  async list({cursor, limit}: ConversationQuery & {readonly limit: number}, {signal}: RequestOptions) {
    const place = cursor === undefined ? undefined : listPlaceOf(cursor);
    const {items, next, total, unreadable} = await this.#read(limit, place?.reader, signal);
    const newest = place ? place.newest : newestOf(items);
    const seen = [...(place?.seen ?? []), ...items.map(({id}) => id)];
    // Nobody says whether a page token keeps its order while conversations move up past it. [Inference]
    const isCut = place?.isCut ?? false;
    const moved =
      place && next === undefined && newest !== null ? await this.#movedUp({seen, isCut, newest}, signal) : [];
    const page: Page<Conversation> = {
      items: [...items, ...moved],
      ...(next !== undefined && {next: listCursorOf({reader: next, seen, isCut, newest})}),
      ...(total !== undefined && {total}),
      ...(unreadable > 0 && {incomplete: true}),
    };
    return page;
  }

  /** Who was not met, and was active since the first page was read: pages may have lost them on their way up. */
  async #movedUp(
    {seen, isCut, newest}: {readonly seen: readonly string[]; readonly isCut: boolean; readonly newest: Instant},
    signal: AbortSignal | undefined,
  ) {
    const known = new Set(seen);
    // Of a long list, what is no newer than the first page was on it.
    const isNews = ({id, lastActivityAt}: Conversation) => !known.has(id) && !(isCut && lastActivityAt === newest);
    const found: Conversation[] = [];
    const read = (cursor: Cursor | undefined) => this.#read(LARGEST_PAGE, cursor, signal);
    let pages = 0;
    for await (const {items} of walkPages(read, {adapter: ADAPTER, list: 'the list of conversations'})) {
      const older = items.findIndex(({lastActivityAt}) => lastActivityAt !== undefined && lastActivityAt < newest);
      const recent = older < 0 ? items : items.slice(0, older);
      found.push(...recent.filter(isNews));
      for (const {id} of recent) known.add(id);
      if (older >= 0 || ++pages === MOST_PAGES) break;
    }
    return found;
  }

  async #read(limit: number, cursor: Cursor | undefined, signal: AbortSignal | undefined) {
    const page = await this.#readPage({
      path: `${this.#root}/conversations`,
      what: 'conversations',
      read: (row) => conversationFromWire(row, this.#context),
      idOf: ({id}) => id,
      limit,
      ...(cursor !== undefined && {cursor}),
      ...(signal && {signal}),
    });
    this.#news.look(page.items, cursor === undefined);
    return {...page, items: page.items.map((conversation) => this.take(conversation))};
  }

  async get(conversationId: string, {signal}: RequestOptions = {}): Promise<Conversation> {
    const answer = await this.#request({method: 'GET', path: this.path(conversationId), signal});
    return this.#answered(answer, conversationId);
  }

  /** The answer may hold the whole conversation, a part of it, or nothing: it is changed in each case. */
  async change(
    conversationId: string,
    body: WireConversationChange,
    {signal}: RequestOptions = {},
  ): Promise<Conversation> {
    const answer = await this.#request({method: 'PATCH', path: this.path(conversationId), body, signal});
    return changedOr(answer, {
      adapter: ADAPTER,
      read: (changed) => (isWhole(changed, conversationId) ? this.#answered(changed) : undefined),
      readAgain: () => this.get(conversationId, {signal}),
    });
  }

  async create(body: WireNewConversation, options: RequestOptions = {}): Promise<Conversation> {
    const request: HttpRequest = {method: 'POST', path: `${this.#root}/conversations`, body, ...options};
    const answer = await this.#request(request);
    return changedOr(answer, {
      adapter: ADAPTER,
      read: () => undefined,
      readAgain: () => {
        const {id, lastMessage} = fieldsOf<WireConversation>(answer);
        const made = idOf(id);
        if (made === undefined) throw undecodable('The answer is not a conversation.', answer, true);
        // Nobody but us has said anything in it.
        if (heardIn(fieldsOf(answer)) === undefined) this.#heardAt.set(made, null);
        const isComplete = lastMessage !== undefined || isWhole(answer, made);
        return isComplete ? this.#answered(answer) : this.get(made, options.signal && {signal: options.signal});
      },
    });
  }

  async remove(conversationId: string, {signal}: RequestOptions = {}): Promise<void> {
    await this.#request({method: 'DELETE', path: this.path(conversationId), signal});
    this.#known.delete(conversationId);
  }

  /** Nothing says that a channel takes it back from whoever received it. */
  async removeMessage(conversationId: string, messageId: string, {signal}: RequestOptions = {}): Promise<void> {
    const path = `${this.path(conversationId)}/messages/${pathSegment(messageId, ADAPTER)}`;
    await this.#request({method: 'DELETE', path, signal});
  }

  /** Who is to get a reply: from what was read of the conversation, else from its list of participants. */
  async addresseesOf(conversationId: string, options: RequestOptions = {}): Promise<Addressees> {
    if (this.#known.get(conversationId) === undefined) await this.get(conversationId, options);
    const value = this.#known.get(conversationId);
    const wire = fieldsOf<WireConversation>(value);
    const lastSenderId = idOf(fieldsOf<{id: unknown}>(fieldsOf<WireLastMessage>(wire.lastMessage).sender).id);
    const {channel = 'unknown', sendRules = {}, ownEndpoint} = conversationFromWire(value, this.#context) ?? {};
    const everybody = isEverybodyFeatured(wire) ? featuredIn(wire) : await this.#everybodyIn(conversationId, options);
    return {
      ids: recipientIds(everybody ?? featuredIn(wire), lastSenderId),
      channel,
      ...(ownEndpoint?.id !== undefined && {channelId: ownEndpoint.id}),
      sendRules,
    };
  }

  async channelIdOf(conversationId: string, options?: RequestOptions): Promise<string | undefined> {
    const known = conversationFromWire(this.#known.get(conversationId), this.#context);
    return (known ?? (await this.get(conversationId, options))).ownEndpoint?.id;
  }

  /** Remembers what a conversation says, and marks it if it is news. */
  take(conversation: Conversation): Conversation {
    this.#known.set(conversation.id, conversation.raw);
    const heard = heardIn(fieldsOf<WireConversation>(conversation.raw));
    if (heard !== undefined)
      this.#heardAt.set(conversation.id, latest(heard, this.#heardAt.get(conversation.id) ?? null));
    return this.#news.mark(conversation);
  }

  /**
   * Takes in a page of messages: whoever wrote last opens or closes what may be sent.
   *
   * @param isWhole whether there are no others
   * @returns the conversation, when other rules hold for it than were known
   */
  learn(conversationId: string, messages: readonly Message[], isWhole: boolean): Conversation | undefined {
    const heard = messages.findLast(({direction}) => direction === 'inbound')?.at;
    const isSilent = isWhole && messages.every(({direction}) => direction === 'outbound');
    const before = this.#heardAt.get(conversationId);
    const now = heard === undefined ? (before ?? (isSilent ? null : undefined)) : latest(heard, before);
    if (now === undefined || now === before) return undefined;
    this.#heardAt.set(conversationId, now);
    const conversation = conversationFromWire(this.#known.get(conversationId), this.#context);
    return conversation?.sendRules && this.#news.mark(conversation);
  }

  path(conversationId: string): string {
    return `${this.#root}/conversations/${pathSegment(conversationId, ADAPTER)}`;
  }

  /** @throws ConversationError of kind `decode` for anything else than that conversation */
  #answered(answer: unknown, conversationId?: string): Conversation {
    const conversation = conversationFromWire(answer, this.#context);
    if (!conversation) throw undecodable('The answer is not a conversation.', answer);
    if (conversationId !== undefined && conversation.id !== conversationId) {
      throw undecodable('The answer is about another conversation.', answer);
    }
    return this.take(conversation);
  }

  /** `undefined` where the participants may not be listed: those that the conversation names have to do. */
  async #everybodyIn(conversationId: string, {signal}: RequestOptions): Promise<readonly unknown[] | undefined> {
    const readPage = createListReader(this.#request, () => []);
    const byId = (row: unknown) => idOf(fieldsOf<{readonly id: unknown}>(row).id);
    const read = (cursor: Cursor | undefined): Promise<PageAt<unknown, Cursor>> =>
      readPage({
        path: `${this.path(conversationId)}/participants`,
        what: 'participants',
        read: (row) => (byId(row) === undefined ? undefined : row),
        idOf: byId,
        ...(cursor !== undefined && {cursor}),
        ...(signal && {signal}),
      });
    try {
      const walk = {adapter: ADAPTER, list: 'the participants of the conversation', maximumPages: PARTICIPANT_PAGES};
      return (await readPages(read, {...walk, idOf: byId, ...(signal && {signal})})).items;
    } catch (thrown) {
      const {kind} = ConversationError.from(thrown);
      if (kind === 'forbidden' || kind === 'not-found') return undefined;
      throw thrown;
    }
  }
}

/** Whether an answer is all of a conversation. A part of it would make it one with nobody. */
function isWhole(answer: unknown, conversationId: string): boolean {
  const {id, status, featuredParticipants, createdAt} = fieldsOf<WireConversation>(answer);
  const said = [status, featuredParticipants, createdAt];
  return idOf(id) === conversationId && said.every((field) => field !== undefined);
}

function newestOf(conversations: readonly Conversation[]): Instant | null {
  const times = conversations.flatMap(({lastActivityAt}) => lastActivityAt ?? []);
  return times.length > 0 ? Math.max(...times) : null;
}
