import {conversationTitle, type Conversation} from '../model/conversation.js';
import {formatPhone} from '../model/phone-number.js';

/** How a conversation is called on screen, without the fallback words. */
export function shownName(conversation: Conversation | undefined): string {
  const title = conversation && conversationTitle(conversation);
  return title ? formatPhone(title) : '';
}
