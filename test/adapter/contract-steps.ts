import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {find} from '../../src/conformance/reading.js';
import type {Conversation} from '../../src/model/conversation.js';

export {
  addressOf as phoneOf,
  allConversations,
  allMessages,
  messagePages as allMessagePages,
} from '../../src/conformance/reading.js';

/** @throws Error when the list does not hold the contact */
export const conversationWith = (adapter: MessagingAdapter, phone: string): Promise<Conversation> =>
  find(adapter, {address: phone});
