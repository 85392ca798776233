import type {Conversation} from '../../model/conversation.js';
import {foldText} from '../../model/fold-text.js';
import {shownName} from '../../model/shown-name.js';

/** A longer pause begins another word, in milliseconds. */
const PAUSE = 700;

/** Finds the row whose name begins with what is typed in a list. */
export class TypeAhead {
  #typed = '';
  #at = 0;

  /** @returns the place to go to; -1 when the key writes nothing, or nobody is called so */
  placeAfter({key, timeStamp}: KeyboardEvent, place: number, conversations: readonly Conversation[]): number {
    const letter = [...key].length === 1 ? foldText(key) : '';
    if (letter === '') return -1;
    this.#typed = timeStamp - this.#at > PAUSE ? letter : this.#typed + letter;
    this.#at = timeStamp;
    // The same letter again goes on to the next one.
    const isRepeated = [...this.#typed].every((each) => each === letter);
    const wanted = isRepeated ? letter : this.#typed;
    const from = Math.max(place, 0) + (isRepeated ? 1 : 0);
    const inOrder = [...conversations.slice(from), ...conversations.slice(0, from)];
    const found = inOrder.findIndex((conversation) => foldText(shownName(conversation)).startsWith(wanted));
    return found < 0 ? -1 : (from + found) % conversations.length;
  }
}
