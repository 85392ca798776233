import {MessageList} from '../../model/message-list.js';
import type {Message} from '../../model/message.js';
import type {StatusMode} from '../message-bubble/message-foot.js';

/** What of a message's signs still says something, seen from the whole of a thread. */
export class ThreadMarks {
  #list = MessageList.empty;
  #lastOwn = -1;
  #delivered = 0;
  #unknown = 0;

  /** Of some messages nobody knows who wrote them. */
  get hasUnknownSides(): boolean {
    return this.#unknown > 0;
  }

  /** Takes the messages as they are now. Only what changed is looked at: a thread may be long. */
  follow(list: MessageList): void {
    const before = this.#list;
    if (list === before) return;
    this.#list = list;
    const {start, removed, added} = list.spliceFrom(before);
    this.#count(before.messages.slice(start, start + removed), -1);
    this.#count(list.messages.slice(start, start + added), 1);
    this.#lastOwn = list.messages.findLastIndex(({direction}) => direction === 'outbound');
  }

  /** Somebody on our side wrote after it. */
  isAnswered(index: number): boolean {
    return index < this.#lastOwn;
  }

  /** A provider that tells of deliveries is taken at its word: a message without one has not been delivered so far. */
  statusModeOf(message: Message, index: number): StatusMode {
    if (index === this.#lastOwn) return 'always';
    return this.#delivered > 0 && !isDelivered(message) ? 'always' : 'trouble';
  }

  #count(messages: readonly Message[], step: 1 | -1): void {
    for (const message of messages) {
      if (isDelivered(message)) this.#delivered += step;
      if (message.direction === 'unknown') this.#unknown += step;
    }
  }
}

const isDelivered = ({status}: Message): boolean => status === 'delivered' || status === 'read';
