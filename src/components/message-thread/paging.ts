import {messageKey, type Message} from '../../model/message.js';
import type {ThreadView} from './thread-view.js';

/**
 * Decides when scrolling near an end asks for the next page by itself: once for each message at that end, so that a
 * place that does not change cannot ask again; never while a page is on its way; and not after a failure, until the
 * user asks or the failure is taken back.
 */
export class Paging {
  #askedBefore: string | undefined;
  #askedAfter: string | undefined;

  reset(): void {
    this.#askedBefore = undefined;
    this.#askedAfter = undefined;
  }

  /** True when messages before the first are to be asked for now. */
  takeOlderTurn({list, status, hasOlder, loadingOlder, olderError}: ThreadView): boolean {
    if (olderError) this.#askedBefore = undefined;
    const first = keyOf(list.messages[0]);
    if (status !== 'ready' || !hasOlder || loadingOlder || olderError || first === this.#askedBefore) return false;
    this.#askedBefore = first;
    return true;
  }

  /** True when messages after the last are to be asked for now. */
  takeNewerTurn({list, status, hasNewer, loadingNewer, newerError}: ThreadView): boolean {
    if (newerError) this.#askedAfter = undefined;
    const last = keyOf(list.messages.at(-1));
    if (status !== 'ready' || !hasNewer || loadingNewer || newerError || last === this.#askedAfter) return false;
    this.#askedAfter = last;
    return true;
  }
}

const keyOf = (message: Message | undefined): string | undefined => message && messageKey(message);
