import type {Instant} from '../../model/capability-level.js';
import type {MessageList} from '../../model/message-list.js';
import {messageKey} from '../../model/message.js';
import type {ThreadView} from './thread-view.js';

/** A message to be shown: by its id or key, or as the first one from a moment on. */
export type ScrollTarget = {readonly id: string} | {readonly from: Instant};

export interface ScrollTargetParts {
  /** The message with this key is to be brought into sight. */
  readonly show: (key: string) => void;
  /** Messages before the first are wanted. */
  readonly requestOlder: () => void;
  /** Messages around one that is not loaded are wanted. */
  readonly requestAround: (target: ScrollTarget) => void;
}

interface Found {
  /** Of the message that comes nearest; -1 without any. */
  readonly index: number;
  /** False while messages that are not loaded could hold a better one. */
  readonly isCertain: boolean;
}

/**
 * Shows a message once it is loaded. Where the owner can load around any message, that is asked for once; elsewhere older
 * messages are, until it is among them or none are left.
 */
export class ScrollTargetLoader {
  readonly #parts: ScrollTargetParts;
  /** What is looked for among messages still to be loaded. */
  #target: ScrollTarget | undefined;
  /** What was loaded when messages around the target were asked for. */
  #around: MessageList | undefined;

  constructor(parts: ScrollTargetParts) {
    this.#parts = parts;
  }

  /**
   * @param view what is on screen; without it the message is looked for in what comes
   * @param load has messages loaded while it is not among them
   * @returns whether the message is loaded
   */
  begin(target: ScrollTarget, view: ThreadView | undefined, load: boolean): boolean {
    this.end();
    if (load) this.#target = target;
    if (!view) return false;
    const found = findTarget(target, view);
    const isWaiting = load && this.#isToBeLoaded(found, view);
    if (isWaiting) this.#request(target, view);
    else this.#arrive(found, view);
    return found.isCertain || ('from' in target && found.index >= 0 && !isWaiting);
  }

  /** Other messages came, or nothing more comes. Returns whether the message is shown now. */
  follow(view: ThreadView): boolean {
    const target = this.#target;
    if (!target) return false;
    const found = findTarget(target, view);
    const isAnswer = this.#around !== undefined && isNewIn(found, view.list, this.#around);
    return (isAnswer || !this.#isToBeLoaded(found, view)) && this.#arrive(found, view);
  }

  /** Asks for more messages if what is looked for is not there yet. */
  goOn(view: ThreadView): void {
    if (this.#target) this.#request(this.#target, view);
  }

  /** The reader goes elsewhere. */
  end(): void {
    this.#target = undefined;
    this.#around = undefined;
  }

  #request(target: ScrollTarget, view: ThreadView): void {
    if (view.status !== 'ready' || this.#around) return;
    if (view.canLoadAround) {
      this.#around = view.list;
      this.#parts.requestAround(target);
    } else if (!view.loadingOlder) this.#parts.requestOlder();
  }

  #isToBeLoaded(found: Found, {canLoadAround, status, hasOlder, hasNewer, olderError}: ThreadView): boolean {
    if (found.isCertain || status === 'error') return false;
    if (status !== 'ready') return true;
    return canLoadAround ? hasOlder || hasNewer : hasOlder && !olderError;
  }

  #arrive({index}: Found, {list}: ThreadView): boolean {
    this.end();
    const message = list.messages[index];
    if (message) this.#parts.show(messageKey(message));
    return message !== undefined;
  }
}

function findTarget(target: ScrollTarget, {list: {messages}, hasOlder, hasNewer}: ThreadView): Found {
  if ('id' in target) {
    const index = messages.findIndex(({id, localId}) => id === target.id || localId === target.id);
    return {index, isCertain: index >= 0};
  }
  const index = messages.findIndex(({at}) => at !== undefined && at >= target.from);
  if (index < 0) return {index: messages.length - 1, isCertain: messages.length > 0 && !hasNewer};
  return {index, isCertain: index > 0 || !hasOlder};
}

/** True when what comes nearest came only now. */
function isNewIn({index}: Found, list: MessageList, before: MessageList): boolean {
  const {start, added} = list.spliceFrom(before);
  return list !== before && index >= start && index < start + added;
}
