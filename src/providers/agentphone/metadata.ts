import type {RequestOptions} from '../../adapter/messaging-adapter.js';
import {mergeMetadata, type MetadataEdit} from '../../model/contact-details.js';
import type {Conversation} from '../../model/conversation.js';
import {ConversationError} from '../../model/conversation-error.js';
import {readDetail} from './message-pages.js';
import {conversationPath} from './message-stretch.js';
import type {Session} from './session.js';

/**
 * Changes some keys. The provider replaces the whole object, so it is read, merged and written; what somebody writes
 * between the reading and the writing is lost, as the provider has no way to tell.
 *
 * @throws ConversationError of kind `conflict` when a changed key is no longer what the editor saw
 */
export async function updateMetadata(
  session: Session,
  conversationId: string,
  edit: MetadataEdit,
  {signal}: RequestOptions = {},
): Promise<Conversation> {
  const detail = await readDetail(session.request, {conversationId, limit: 1, signal});
  const current = session.conversation(detail).metadata;
  const {metadata, conflicts} = mergeMetadata(current, edit);
  if (conflicts.length > 0) {
    throw new ConversationError('conflict', {
      adapter: 'agentphone',
      field: conflicts[0],
      message: `Changed by somebody else meanwhile: ${conflicts.join(', ')}.`,
      raw: current ?? null,
    });
  }
  const answer = await session.request({
    method: 'PATCH',
    path: conversationPath(conversationId),
    // "Set to null to clear."
    body: {metadata: Object.keys(metadata).length > 0 ? metadata : null},
    signal,
  });
  return session.conversation(answer);
}
