import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {startTimer} from '../../util/timer.js';
import {
  matchingReplies,
  soundReplies,
  type SavedReplies,
  type SavedReply,
  type SavedReplyContext,
  type SavedReplySearch,
} from './saved-reply.js';

/** So long after a key whoever has the replies is asked, in milliseconds. */
const TYPING_PAUSE = 150;
/** So long nobody minds, in milliseconds. */
const PATIENCE = 5000;

export interface ReplySearchHost extends ReactiveControllerHost {
  readonly replies?: SavedReplies;
  readonly query: string;
  readonly context: Omit<SavedReplyContext, 'signal'>;
}

/**
 * Looks for saved replies: in a list here, or by asking the page. Of several questions only the last one's answer counts,
 * and none once the element has gone; a page that throws or does not answer is said to.
 */
export class ReplySearch implements ReactiveController {
  readonly #host: ReplySearchHost;
  /** What was answered last; what is typed meanwhile narrows it down at once. */
  #answer: readonly SavedReply[] = [];
  #asking: AbortController | undefined;
  #stops: (() => void)[] = [];
  status: 'ready' | 'loading' | 'late' | 'error' = 'ready';
  found: readonly SavedReply[] = [];

  constructor(host: ReplySearchHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#callOff();
  }

  /** Looks for what is typed now. @param waits while somebody types, a page is not asked about every letter */
  look(waits = false): void {
    this.#callOff();
    const {replies, query} = this.#host;
    if (typeof replies !== 'function') return this.#lookIn(replies ?? []);
    this.#set('loading', matchingReplies(this.#answer, query));
    const asking = (this.#asking = new AbortController());
    const begin = (): void => {
      this.#stops.push(startTimer(PATIENCE, () => this.#set('late', this.found)));
      void this.#ask(replies, asking.signal);
    };
    if (waits) this.#stops.push(startTimer(TYPING_PAUSE, begin));
    else begin();
  }

  async #ask(search: SavedReplySearch, signal: AbortSignal): Promise<void> {
    const {query, context} = this.#host;
    try {
      const replies = soundReplies(await search(query, {...context, signal}));
      if (signal.aborted) return;
      this.#answer = replies;
      this.#rest();
      this.#set('ready', replies);
    } catch {
      if (signal.aborted) return;
      this.#rest();
      this.#set('error', this.found);
    }
  }

  #lookIn(replies: readonly SavedReply[]): void {
    try {
      this.#set('ready', matchingReplies(soundReplies(replies), this.#host.query));
    } catch {
      this.#set('error', []);
    }
  }

  #set(status: ReplySearch['status'], found: readonly SavedReply[]): void {
    this.status = status;
    this.found = found;
    this.#host.requestUpdate();
  }

  #rest(): void {
    this.#stops.forEach((stop) => stop());
    this.#stops = [];
  }

  #callOff(): void {
    this.#rest();
    this.#asking?.abort();
    this.#asking = undefined;
  }
}
