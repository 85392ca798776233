import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {refusalOf} from '../../src/conformance/checks.js';
import {find} from '../../src/conformance/reading.js';
import type {Conversation} from '../../src/model/conversation.js';
import type {ConversationError} from '../../src/model/conversation-error.js';

export {
  addressOf as phoneOf,
  allConversations,
  allMessages,
  messagePages as allMessagePages,
} from '../../src/conformance/reading.js';

/** @throws Error when the list does not hold the contact */
export const conversationWith = (adapter: MessagingAdapter, phone: string): Promise<Conversation> =>
  find(adapter, {address: phone});

/** What a promise is rejected with, which must be the library's own error. */
export const errorOf = (promise: Promise<unknown>): Promise<ConversationError> =>
  refusalOf(promise, 'the call', 'the test expects an error');
