import type {Message} from '../model/message.js';

/** The oldest of the newest `count` inbound messages. */
export function firstUnread(messages: readonly Message[], count: number): string | undefined {
  let left = count;
  for (let index = messages.length - 1; index >= 0 && left > 0; index--) {
    const message = messages[index];
    if (message?.direction === 'inbound' && --left === 0) return message.id;
  }
  return undefined;
}
