import type {LitElement, ReactiveController} from 'lit';
import {request} from '../../controllers/request.js';
import type {ConversationListView} from './list-view.js';

/**
 * Asks for the next page as the end of the rows comes near: once for each length of the list, never while a page is on
 * its way, and not after a failure, until somebody presses the button.
 */
export class NextPage implements ReactiveController {
  readonly #host: LitElement;
  #observer: IntersectionObserver | undefined;
  #view: ConversationListView | undefined;
  /** How many conversations there were when it was asked for. */
  #askedAt: number | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  /** Before drawing. */
  follow(view: ConversationListView, isOtherList: boolean): void {
    this.#view = view;
    if (isOtherList || view.status === 'loading') this.#askedAt = undefined;
  }

  /** Looks afresh after every drawing: a short page leaves the end in sight, and nothing would report it again. */
  watch(end: Element | null | undefined): void {
    this.#observer?.disconnect();
    // Tests outside of a browser have none: then the button below the rows is the way on.
    if (!end || !globalThis.IntersectionObserver) return;
    this.#observer ??= new IntersectionObserver((entries) => {
      if (entries.at(-1)?.isIntersecting) this.#onNear();
    });
    this.#observer.observe(end);
  }

  ask(): void {
    request(this.#host, 'parlor-more-conversations-request', null);
  }

  #onNear(): void {
    const view = this.#view;
    if (view?.status !== 'ready' || !view.hasMore || view.loadingMore || view.moreError) return;
    if (this.#askedAt === view.conversations.length) return;
    this.#askedAt = view.conversations.length;
    this.ask();
  }
}
