import {http, HttpResponse, type HttpHandler, type JsonBodyType} from 'msw';
import type {WireError, WireEvent, WireLetter, WireThread} from './wire.js';

const HOUR = 3_600_000;
const LONG = 'thread-long';

interface Thread {
  readonly id: string;
  readonly contact: WireThread['contact'];
  readonly unwanted?: boolean;
  readonly unread: number;
  readonly letters: readonly WireLetter[];
}

/** The post office: what its API answers from, and what can happen there. */
export class PigeonPost {
  readonly #threads = new Map<string, Thread>();
  #now = Date.UTC(2026, 2, 12, 15, 30);
  #count = 0;
  stamps = 100;

  constructor() {
    for (let index = 1; index <= 20; index++) {
      const contact = {name: `Pen Friend ${index}`, phone: `+120255501${String(index).padStart(2, '0')}`};
      const letters = [this.#letter(`thread-${index}`, 'them', `Hello ${index}`, -Math.ceil(index / 2) * HOUR)];
      this.#put({id: `thread-${index}`, contact, unread: index === 2 ? 3 : 0, unwanted: index === 3, letters});
    }
    // Three letters share every instant, and pages will end in the middle of them.
    const letters = Array.from({length: 70}, (_, index) =>
      this.#letter(LONG, index % 2 ? 'us' : 'them', `Line ${index + 1}`, (Math.floor(index / 3) - 90) * HOUR),
    );
    this.#put({id: LONG, contact: {name: null, phone: '+12025550199'}, unread: 0, letters});
  }

  threads(): readonly Thread[] {
    return [...this.#threads.values()];
  }

  thread(id: string): Thread {
    const thread = this.#threads.get(id);
    if (!thread) throw new Problem(404, 'no_such_thread');
    return thread;
  }

  receive(threadId: string, text: string): void {
    const {unread} = this.thread(threadId);
    this.#add(this.#letter(threadId, 'them', text), unread + 1);
  }

  send(threadId: string, text: string): WireLetter {
    const {unwanted, unread} = this.thread(threadId);
    if (!text.trim()) throw new Problem(422, 'empty_letter');
    if (unwanted) throw new Problem(409, 'unwanted');
    if (this.stamps < 1) throw new Problem(402, 'no_stamps');
    this.stamps -= 1;
    const letter: WireLetter = {...this.#letter(threadId, 'us', text), state: 'flying'};
    this.#add(letter, unread);
    return letter;
  }

  /** A pigeon needs ten seconds. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    for (const thread of this.threads())
      this.#put({...thread, letters: thread.letters.map((each) => this.#land(each))});
  }

  webhooks(): readonly WireEvent[] {
    const {letters} = this.thread(LONG);
    return letters.slice(-4).map((letter) => ({event: 'letter.arrived', letter}));
  }

  #letter(thread_id: string, from: WireLetter['from'], text: string, delay = 0): WireLetter {
    const id = `letter-${String(++this.#count).padStart(5, '0')}`;
    const written_at = new Date(this.#now + delay).toISOString();
    return {id, thread_id, from, text, ...(from === 'us' && {state: 'landed'}), written_at};
  }

  #land(letter: WireLetter): WireLetter {
    const hasLanded = letter.state === 'flying' && this.#now >= Date.parse(letter.written_at) + 10_000;
    return hasLanded ? {...letter, state: 'landed'} : letter;
  }

  #put(thread: Thread): void {
    this.#threads.set(thread.id, thread);
  }

  #add(letter: WireLetter, unread: number): void {
    const thread = this.thread(letter.thread_id);
    this.#put({...thread, unread, letters: [...thread.letters, letter]});
  }
}

class Problem extends Error {
  constructor(
    readonly status: number,
    readonly problem: WireError['problem'],
  ) {
    super(problem);
  }
}

/** The HTTP API of the Pigeon Post, as strict as its document would be. */
export function createPigeonHandlers(post: PigeonPost): HttpHandler[] {
  const root = 'https://api.pigeon.example/threads';
  const answer = async (request: Request, operation: () => JsonBodyType | Promise<JsonBodyType>): Promise<Response> => {
    try {
      if (!request.headers.get('authorization')?.startsWith('Bearer ')) throw new Problem(401, 'signed_out');
      return HttpResponse.json(await operation());
    } catch (thrown) {
      if (thrown instanceof Problem) return HttpResponse.json({problem: thrown.problem}, {status: thrown.status});
      throw thrown;
    }
  };
  return [
    http.get(root, ({request}) =>
      answer(request, () => {
        const {page, hasMore} = pageOf(post.threads(), new URL(request.url).searchParams, 'after');
        return {threads: page.map(threadToWire), ...(hasMore && {next: page.at(-1)?.id})};
      }),
    ),
    http.get<{id: string}>(`${root}/:id/letters`, ({request, params: {id}}) =>
      answer(request, () => {
        const newestFirst = [...post.thread(id).letters].reverse();
        const {page, hasMore} = pageOf(newestFirst, new URL(request.url).searchParams, 'before');
        return {letters: page, has_older: hasMore};
      }),
    ),
    http.post<{id: string}, {text: string}>(`${root}/:id/letters`, ({request, params: {id}}) =>
      answer(request, async () => post.send(id, (await request.json()).text)),
    ),
  ];
}

function pageOf<Item extends {readonly id: string}>(all: readonly Item[], query: URLSearchParams, place: string) {
  const id = query.get(place);
  const start = id === null ? 0 : all.findIndex((item) => item.id === id) + 1;
  if (id !== null && start === 0) throw new Problem(400, 'bad_cursor');
  const page = all.slice(start, start + Number(query.get('limit') ?? 50));
  return {page, hasMore: start + page.length < all.length};
}

function threadToWire({id, contact, unread, letters}: Thread): WireThread {
  return {id, contact, unread, last_letter: letters.at(-1) ?? null};
}
