import type {AdapterEvent} from '../../src/adapter/adapter-event.js';
import type {MessagePage, MessageQuery} from '../../src/adapter/messaging-adapter.js';
import type {Conversation} from '../../src/model/conversation.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {Message} from '../../src/model/message.js';
import {asCursor, type Cursor, type Page} from '../../src/model/page.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation, aMessage} from '../model/builders.js';
import {ScriptedAdapter, settle} from './scripted-adapter.js';

interface Thread {
  readonly id: string;
  readonly messages: Message[];
}

/** A request that is on its way: what it answers was so when it left, or is so when it arrives. */
interface Request {
  readonly answer: (isEarly: boolean) => void;
  readonly signal: AbortSignal | undefined;
}

export interface ReadingSetting {
  /** Rows, and messages, of a page. */
  readonly page: number;
  readonly window: number;
  /** The provider tells of changes; otherwise they are looked for. */
  readonly isPushed: boolean;
}

/** One inbox over a provider where people write, and all that may happen to what is asked of it. */
export class ReadingWorld {
  readonly violations: string[] = [];
  readonly store: InboxStore;
  readonly #adapter: ScriptedAdapter;
  readonly #setting: ReadingSetting;
  readonly #threads = new Map<string, Thread>();
  #requests: Request[] = [];
  readonly #late: AdapterEvent[] = [];
  #time = 1000;

  constructor(setting: ReadingSetting) {
    this.#setting = setting;
    const liveUpdates = setting.isPushed ? 'native' : 'derived';
    this.#adapter = new ScriptedAdapter({messagesAround: 'native', newerMessages: 'native', liveUpdates});
    this.#adapter.listConversations = ({cursor}, options) => this.#ask(() => this.#list(cursor), options?.signal);
    this.#adapter.listMessages = (query, options) => this.#ask(() => this.#history(query), options?.signal);
    for (let thread = 0; thread < 12; thread++) this.happenings.create(thread);
    for (let message = 0; message < 60; message++) this.happenings.write(message * 7);
    this.#late.length = 0;
    this.store = new InboxStore(this.#adapter, {now: () => this.#time * 10_000, window: setting.window});
    this.store.open();
  }

  /** What may happen; the number chooses what it happens to. */
  readonly happenings = {
    write: (n: number) => this.#write(this.#any(n)),
    writeMuch: (n: number) => {
      for (let message = 0; message < 4 + (n % 12); message++) this.#write(this.#any(n + message * 5));
    },
    create: (n: number) => {
      const thread: Thread = {id: `c${this.#time}`, messages: []};
      this.#threads.set(thread.id, thread);
      this.#write(thread, n);
    },
    remove: (n: number) => {
      const thread = this.#threads.size > 3 ? this.#any(n) : undefined;
      if (!thread) return;
      this.#threads.delete(thread.id);
      this.#tell({type: 'conversation-removed', conversationId: thread.id}, n);
    },
    answer: (n: number) => this.#answer(n % Math.max(1, this.#requests.length), n % 2 === 0),
    hearLate: (n: number) => {
      const [event] = this.#late.splice(n % Math.max(1, this.#late.length), 1);
      if (event) this.#adapter.emit(event);
    },
    refresh: () => void this.store.refresh(),
    poll: () => this.#adapter.emit({type: 'conversations-invalidated'}),
    pollThread: () => this.#withOpen((id) => this.#adapter.emit({type: 'messages-invalidated', conversationId: id})),
    more: () => void this.store.conversationList.loadMore(),
    select: (n: number) => this.store.select(this.#any(n)?.id),
    older: () => this.#withOpen((id) => void this.store.timeline(id).loadOlder()),
    newer: () => this.#withOpen((id) => void this.store.timeline(id).loadNewer()),
    newest: () => this.#withOpen((id) => void this.store.timeline(id).load()),
    around: (n: number) =>
      this.#withOpen((id) => {
        const messages = this.#threads.get(id)?.messages ?? [];
        const messageId = messages[n % messages.length]?.id ?? 'gone';
        void this.store.loadAround(id, {messageId}).catch(() => undefined);
      }),
    reopen: () => {
      this.store.close();
      this.store.open();
    },
  };

  /** Nothing twice, and no gap before what was read last. */
  look(): void {
    const listed = this.store.conversationList.state.conversations.map(({id}) => id);
    if (new Set(listed).size < listed.length) this.violations.push(`twice in the list: ${listed.join()}`);
    this.#withOpen((id) => {
      const timeline = this.store.timeline(id);
      const shown = timeline.state.messages.map((message) => message.id);
      if (new Set(shown).size < shown.length) this.violations.push(`twice in the thread: ${shown.join()}`);
      const read = shown.filter((message) => timeline.wasRead(message));
      const all = (this.#threads.get(id)?.messages ?? []).map((message) => message.id);
      const part = all.slice(all.indexOf(shown[0] ?? ''), all.indexOf(read.at(-1) ?? '') + 1);
      const gap = part.filter((message) => !shown.includes(message));
      if (timeline.state.status === 'ready' && gap.length > 0) this.violations.push(`a gap: ${gap.join()}`);
    });
  }

  /** Everything arrives, and everything is looked at again. */
  async recover(): Promise<void> {
    for (const event of this.#late.splice(0)) this.#adapter.emit(event);
    await this.#rest();
    const {conversationList} = this.store;
    for (let turn = 0; turn < 80; turn++) {
      this.#time++;
      if (turn % 10 === 0) void this.store.refresh();
      else this.happenings.poll();
      await this.#rest();
      if (conversationList.state.hasMore) void conversationList.loadMore();
      await this.#rest();
    }
    const id = this.store.state.selectedId;
    const timeline = id === undefined ? undefined : this.store.timeline(id);
    if (timeline?.state.hasNewer) void timeline.load();
    await this.#rest();
  }

  /** The list as it is shown, and as it is. */
  get lists(): readonly [shown: readonly string[], real: readonly string[]] {
    const wordsOf = ({id, lastMessage}: Conversation) => `${id}: ${lastMessage?.text}`;
    const shown = this.store.conversationList.state.conversations.map(wordsOf);
    return [shown, this.#rows().map(wordsOf)];
  }

  /** The end of the open thread as it is shown, and as it is. */
  get ends(): readonly [shown: readonly string[], real: readonly string[]] {
    const id = this.store.state.selectedId ?? '';
    const real = this.#threads.get(id)?.messages ?? [];
    const shown = real.length > 0 ? this.store.threadMessages(id) : [];
    const end = shown.length === 0 ? [] : real.slice(-shown.length);
    return [shown.map((message) => message.id), end.map((message) => message.id)];
  }

  #any(n: number): Thread | undefined {
    return [...this.#threads.values()][n % Math.max(1, this.#threads.size)];
  }

  #withOpen(act: (conversationId: string) => void): void {
    const {selectedId} = this.store.state;
    if (selectedId !== undefined) act(selectedId);
  }

  #write(thread: Thread | undefined, n = this.#time): void {
    if (!thread) return;
    const time = ++this.#time;
    const message = aMessage({conversationId: thread.id, id: `m${time}`, at: time, text: `Message ${time}`});
    thread.messages.push(message);
    this.#tell({type: 'message-created', message}, n);
    if (n % 2 === 0) this.#tell({type: 'conversation-updated', conversation: rowOf(thread)}, n + 1);
  }

  /** Some of it comes late, and after what happened later. */
  #tell(event: AdapterEvent, n: number): void {
    if (!this.#setting.isPushed) return;
    if (n % 3 === 0) this.#late.push(event);
    else this.#adapter.emit(event);
  }

  #ask<Answer>(look: () => Answer, signal: AbortSignal | undefined): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const early = attempt(look);
      const answer = (isEarly: boolean) => {
        const answered = isEarly ? early : attempt(look);
        if (answered instanceof ConversationError) reject(answered);
        else resolve(answered);
      };
      signal?.addEventListener('abort', () => reject(new ConversationError('aborted')));
      this.#requests.push({answer, signal});
    });
  }

  #answer(place: number, isEarly: boolean): void {
    const [request] = this.#requests.splice(place, 1);
    if (request && !request.signal?.aborted) request.answer(isEarly);
  }

  async #rest(): Promise<void> {
    await settle();
    for (let turn = 0; turn < 200 && this.#requests.length > 0; turn++) {
      this.#answer(0, false);
      await settle();
    }
  }

  #rows(): Conversation[] {
    return [...this.#threads.values()].map(rowOf).sort((a, b) => (b.lastActivityAt ?? 0) - (a.lastActivityAt ?? 0));
  }

  #list(cursor: Cursor | undefined): Page<Conversation> {
    const rest = this.#rows().filter(({lastActivityAt = 0}) => cursor === undefined || lastActivityAt < Number(cursor));
    const items = rest.slice(0, this.#setting.page);
    const isLast = items.length === rest.length;
    return {items, ...(!isLast && {next: asCursor(String(items.at(-1)?.lastActivityAt))})};
  }

  #history({conversationId, cursor, around}: MessageQuery): MessagePage {
    const messages = this.#threads.get(conversationId)?.messages;
    if (!messages) throw new ConversationError('not-found');
    const [direction, id] = cursor?.split(' ') ?? [];
    const named = around && 'messageId' in around ? around.messageId : id;
    const place = messages.findIndex((message) => message.id === named);
    if (named !== undefined && place < 0) throw new ConversationError('not-found');
    const start = around ? Math.max(0, place - 1) : direction === 'newer' ? place + 1 : 0;
    const end = direction === 'older' ? place : messages.length;
    const isForward = around !== undefined || direction === 'newer';
    const page = isForward
      ? messages.slice(start, start + this.#setting.page)
      : messages.slice(Math.max(0, end - this.#setting.page), end);
    const [first, last] = [page[0], page.at(-1)];
    return {
      messages: page,
      ...(first && first !== messages[0] && {older: asCursor(`older ${first.id}`)}),
      ...(isForward && last && last !== messages.at(-1) && {newer: asCursor(`newer ${last.id}`)}),
    };
  }
}

function rowOf({id, messages}: Thread): Conversation {
  const last = messages.at(-1);
  return aConversation({
    ...{id, lastActivityAt: last?.at, consent: {state: 'unknown', source: 'derived'}},
    lastMessage: {id: last?.id, at: last?.at, text: last?.text ?? '', direction: 'inbound'},
  });
}

function attempt<Answer>(look: () => Answer): Answer | ConversationError {
  try {
    return look();
  } catch (thrown) {
    return ConversationError.from(thrown);
  }
}
