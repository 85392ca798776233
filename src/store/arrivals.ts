import {messageKey, type Message} from '../model/message.js';

/** Tells what contacts wrote since it was last asked, whichever way it got into a thread: polled or pushed. */
export class Arrivals {
  private started = false;
  private newest: string | undefined;

  /** @param messages a thread up to its newest message, oldest first */
  take(messages: readonly Message[]): readonly Message[] {
    const {started, newest: before} = this;
    const last = messages.at(-1);
    this.started = true;
    if (last) this.newest = messageKey(last);
    if (!started || before === this.newest) return [];
    const known = before === undefined ? -1 : messages.findLastIndex((message) => messageKey(message) === before);
    // A thread that started over has history, not news; one that was empty has nothing else.
    return known < 0 && before !== undefined
      ? []
      : messages.slice(known + 1).filter(({direction}) => direction === 'inbound');
  }
}
