import type {MessageList} from '../../model/message-list.js';
import type {Message} from '../../model/message.js';
import type {StatusMode} from '../message-bubble/message-foot.js';

/** What of a message's signs still says something, seen from the whole of a thread. */
export class ThreadMarks {
  #list: MessageList | undefined;
  #lastOwn = -1;
  /** The provider tells of deliveries: then a message without one has not been delivered so far. */
  #tellsDelivery = false;
  /** Of some messages nobody knows who wrote them. */
  hasUnknownSides = false;

  follow(list: MessageList): void {
    if (list === this.#list) return;
    this.#list = list;
    const {messages} = list;
    this.#lastOwn = messages.findLastIndex(({direction}) => direction === 'outbound');
    this.#tellsDelivery = messages.some(isDelivered);
    this.hasUnknownSides = messages.some(({direction}) => direction === 'unknown');
  }

  /** Somebody on our side wrote after it. */
  isAnswered(index: number): boolean {
    return index < this.#lastOwn;
  }

  statusModeOf(message: Message, index: number): StatusMode {
    if (index === this.#lastOwn) return 'always';
    return this.#tellsDelivery && !isDelivered(message) ? 'always' : 'trouble';
  }
}

const isDelivered = ({status}: Message): boolean => status === 'delivered' || status === 'read';
