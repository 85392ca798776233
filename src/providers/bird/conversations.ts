import {fieldsOf} from '../../adapter/toolkit/fields.js';
import type {HttpClient, HttpRequest} from '../../adapter/http.js';
import type {ConversationQuery, RequestOptions} from '../../adapter/messaging-adapter.js';
import type {Channel, Conversation} from '../../model/conversation.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {Cursor, Page} from '../../model/page.js';
import type {Instant} from '../../model/capability-level.js';
import {listCursorOf, listPlaceOf} from './list-place.js';
import {createListReader, LARGEST_PAGE, undecodable, type ListQuery} from './list-reader.js';
import {conversationFromWire, featuredIn, isEverybodyFeatured, type ConversationContext} from './map-conversation.js';
import {recipientIds} from './map-participant.js';
import {News} from './news.js';
import {birdInstantOf} from './times.js';
import type {
  WireConversation,
  WireConversationChange,
  WireLastMessage,
  WireNewConversation,
  WireParticipant,
} from './wire.js';

/** How many requests may look for those who moved up while a list was read. */
const MOST_REQUESTS = 20;

/** Where a reply goes. */
export interface Addressees {
  /** Participant ids; absent when an answer did not name everybody. */
  readonly ids?: readonly string[];
  readonly lastSenderId?: string;
  readonly channel: Channel;
}

/** Reads and changes conversations, and remembers of each what a reply and an unread mark need. */
export class Conversations {
  private readonly news = new News();
  private readonly addressees = new Map<string, Addressees>();
  private readonly readPage: ReturnType<typeof createListReader>;

  constructor(
    private readonly request: HttpClient,
    /** The path of the workspace. */
    private readonly root: string,
    private readonly context: ConversationContext,
  ) {
    this.readPage = createListReader(request, (entry) => {
      const {createdAt, updatedAt, lastMessage} = fieldsOf<WireConversation>(entry);
      const last = fieldsOf<WireLastMessage>(lastMessage).createdAt;
      return [last, updatedAt, createdAt].map(birdInstantOf);
    });
  }

  async list({cursor, limit}: ConversationQuery & {readonly limit: number}, {signal}: RequestOptions) {
    const place = cursor === undefined ? undefined : listPlaceOf(cursor);
    const {items, next, total} = await this.read({limit, cursor: place?.reader, signal});
    const newest = place ? place.newest : newestOf(items);
    const seen = [...(place?.seen ?? []), ...items.map(({id}) => id)];
    // Nobody says whether a page token keeps its order while conversations move up past it. [Inference]
    const moved = place && next === undefined && newest !== null ? await this.movedUp({seen, newest}, signal) : [];
    const page: Page<Conversation> = {
      items: [...items, ...moved],
      ...(next !== undefined && {next: listCursorOf({reader: next, seen, newest})}),
      ...(total !== undefined && {total}),
    };
    return page;
  }

  /** Who was not met, and was active since the first page was read: pages may have lost them on their way up. */
  private async movedUp(
    {seen, newest}: {readonly seen: readonly string[]; readonly newest: Instant},
    signal?: AbortSignal,
  ) {
    const known = new Set(seen);
    const found: Conversation[] = [];
    let cursor: Cursor | undefined;
    for (let requests = 0; requests < MOST_REQUESTS; requests++) {
      const {items, next} = await this.read({limit: LARGEST_PAGE, cursor, signal});
      const older = items.findIndex(({lastActivityAt}) => lastActivityAt !== undefined && lastActivityAt < newest);
      const recent = older < 0 ? items : items.slice(0, older);
      found.push(...recent.filter(({id}) => !known.has(id)));
      for (const {id} of recent) known.add(id);
      if (older >= 0 || next === undefined) break;
      cursor = next;
    }
    return found;
  }

  private async read({limit, cursor, signal}: Omit<ListQuery, 'path'>) {
    const {entries, ...rest} = await this.readPage({path: `${this.root}/conversations`, limit, cursor, signal});
    const items = entries.flatMap((entry) => conversationFromWire(entry, this.context) ?? []);
    this.news.look(items, cursor === undefined);
    return {items: items.map((conversation) => this.take(conversation)), ...rest};
  }

  async get(conversationId: string, {signal}: RequestOptions = {}): Promise<Conversation> {
    return this.ask({method: 'GET', path: this.path(conversationId), signal});
  }

  async change(conversationId: string, body: WireConversationChange, {signal}: RequestOptions = {}) {
    return this.ask({method: 'PATCH', path: this.path(conversationId), body, signal});
  }

  async create(body: WireNewConversation, options: RequestOptions = {}): Promise<Conversation> {
    return this.ask({method: 'POST', path: `${this.root}/conversations`, body, ...options});
  }

  async remove(conversationId: string, {signal}: RequestOptions = {}): Promise<void> {
    await this.request({method: 'DELETE', path: this.path(conversationId), signal});
    this.addressees.delete(conversationId);
  }

  /** Who is to get a reply: from what was read of the conversation, else from its list of participants. */
  async addresseesOf(
    conversationId: string,
    options: RequestOptions = {},
  ): Promise<Required<Pick<Addressees, 'ids' | 'channel'>>> {
    if (!this.addressees.has(conversationId)) await this.get(conversationId, options);
    const {ids, lastSenderId, channel} = this.addressees.get(conversationId) ?? {channel: 'unknown'};
    if (ids) return {ids, channel};
    return {ids: recipientIds(await this.everybodyIn(conversationId, options), lastSenderId), channel};
  }

  /** Remembers what a conversation says, and marks it if it is news. */
  take(conversation: Conversation): Conversation {
    const wire = fieldsOf<WireConversation>(conversation.raw);
    const sender = fieldsOf<WireParticipant>(fieldsOf<WireLastMessage>(wire.lastMessage).sender);
    const lastSenderId = typeof sender.id === 'string' ? sender.id : undefined;
    this.addressees.set(conversation.id, {
      ...(isEverybodyFeatured(wire) && {ids: recipientIds(featuredIn(wire), lastSenderId)}),
      ...(lastSenderId !== undefined && {lastSenderId}),
      channel: conversation.channel,
    });
    return this.news.mark(conversation);
  }

  path(conversationId: string): string {
    return `${this.root}/conversations/${pathSegment(conversationId)}`;
  }

  private async ask(request: HttpRequest): Promise<Conversation> {
    const answer = await this.request(request);
    const conversation = conversationFromWire(answer, this.context);
    if (!conversation) throw undecodable('The answer is not a conversation.', answer, request.method !== 'GET');
    return this.take(conversation);
  }

  private async everybodyIn(conversationId: string, {signal}: RequestOptions): Promise<readonly unknown[]> {
    const read = createListReader(this.request, () => []);
    const everybody: unknown[] = [];
    let cursor;
    do {
      const path = `${this.path(conversationId)}/participants`;
      const page: Awaited<ReturnType<typeof read>> = await read({path, limit: LARGEST_PAGE, cursor, signal});
      everybody.push(...page.entries);
      cursor = page.next;
    } while (cursor !== undefined);
    return everybody;
  }
}

function newestOf(conversations: readonly Conversation[]): Instant | null {
  const times = conversations.flatMap(({lastActivityAt}) => lastActivityAt ?? []);
  return times.length > 0 ? Math.max(...times) : null;
}

/** @throws ConversationError of kind `not-found` for what can be no id: `..` would even leave the path */
export function pathSegment(id: string): string {
  if (/^\.{0,2}$/.test(id) || /\p{Surrogate}/u.test(id)) {
    throw new ConversationError('not-found', {adapter: 'bird', message: 'There is nothing with such an id.'});
  }
  return encodeURIComponent(id);
}
