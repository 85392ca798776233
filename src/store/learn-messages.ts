import type {Consent} from '../model/consent.js';
import type {LastMessage} from '../model/conversation.js';
import type {Message} from '../model/message.js';
import type {LocalFacts} from './local-facts.js';

/**
 * Keeps what messages tell about their conversation: its consent, its last message, and that a look-up ended.
 *
 * @param consent what they say about it
 * @param last the newest of them
 * @returns whether anything is different now
 */
export function learnMessages(
  facts: LocalFacts,
  conversationId: string,
  consent: Consent | undefined,
  last: Message,
): boolean {
  const learnedConsent = consent && facts.learnConsent(conversationId, consent);
  const isNews = facts.learn(conversationId, {lastMessage: lastMessageOf(last)});
  // Whoever texts us can be texted: that ends a look-up, and only a new message can say so.
  const endsLookup = isNews && last.direction === 'inbound' && facts.blockOf(conversationId) === 'lookup-pending';
  if (endsLookup) facts.learn(conversationId, {block: undefined});
  return isNews || !!learnedConsent;
}

const lastMessageOf = (message: Message): LastMessage => ({
  id: message.id,
  ...(message.text === null ? {} : {text: message.text}),
  ...(message.attachments[0] ? {attachmentKind: message.attachments[0].kind} : {}),
  ...(message.at === undefined ? {} : {at: message.at}),
  direction: message.direction,
  status: message.status,
});
