import type {RequestOptions} from '../../adapter/messaging-adapter.js';
import type {ContactDetails} from '../../model/contact-details.js';
import {ConversationError} from '../../model/conversation-error.js';
import {addressKey, contactFromWire, keysOf} from './map-contact.js';
import {readDetail} from './message-pages.js';
import type {Session} from './session.js';

/**
 * The contact of a conversation, found by number: conversations name no contact. Somebody who is no contact has an
 * address all the same.
 *
 * @throws ConversationError of kind `contact-not-found` for a group
 */
export async function getContact(
  session: Session,
  conversationId: string,
  {signal}: RequestOptions = {},
): Promise<ContactDetails> {
  const detail = await readDetail(session.request, {conversationId, limit: 1, signal});
  const {kind, participants} = session.conversation(detail);
  const address = participants[0]?.address;
  if (kind === 'group' || address === undefined) {
    throw new ConversationError('contact-not-found', {
      adapter: 'agentphone',
      message: 'The conversation is not with one contact.',
    });
  }
  // Searches names and numbers, and finds whatever contains the text.
  const found = (await session.readAll('/v1/contacts', {search: address}, signal)).map(contactFromWire);
  const contact = found.find((candidate) => keysOf(candidate).includes(addressKey(address)));
  return contact ?? session.contacts?.find(address) ?? {address, raw: detail};
}
