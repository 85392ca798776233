import type {Conversation} from '../../model/conversation.js';
import {neighbourOf} from './neighbours.js';

export interface AdvanceParts {
  /** Whose requests are its own: a command goes on to the next conversation by itself. */
  readonly element: HTMLElement;
  readonly listed: () => {
    readonly conversations: readonly Conversation[];
    readonly selected: Conversation | undefined;
  };
  readonly open: (next: Conversation) => void;
}

/** What is asked of a conversation that is done with, as far as it says: a page may have made it up by hand. */
interface PutAway {
  readonly conversationId?: unknown;
  readonly archived?: unknown;
  readonly closed?: unknown;
}

const PUT_AWAY = ['parlor-archive-request', 'parlor-close-conversation-request'] as const;

/** Where the attribute `auto-advance` asks for it, the open conversation makes way for the next one as it goes. */
export class AutoAdvance implements EventListenerObject {
  readonly #parts: AdvanceParts;
  #scope: HTMLElement | undefined;

  constructor(parts: AdvanceParts) {
    this.#parts = parts;
  }

  start(scope: HTMLElement): void {
    this.#scope = scope;
    for (const type of PUT_AWAY) scope.addEventListener(type, this);
  }

  stop(): void {
    for (const type of PUT_AWAY) this.#scope?.removeEventListener(type, this);
    this.#scope = undefined;
  }

  handleEvent(event: Event): void {
    const {element, listed, open} = this.#parts;
    if (!this.#scope?.hasAttribute('auto-advance') || event.composedPath()[0] === element) return;
    const detail: PutAway = {...(event instanceof CustomEvent ? (event.detail as PutAway | null) : undefined)};
    const now = listed();
    const isGoing = detail.archived === true || detail.closed === true;
    if (!isGoing || detail.conversationId !== now.selected?.id) return;
    const next = neighbourOf(now, 1) ?? neighbourOf(now, -1);
    // Listeners further out may still veto it.
    queueMicrotask(() => {
      if (!event.defaultPrevented && next) open(next);
    });
  }
}
