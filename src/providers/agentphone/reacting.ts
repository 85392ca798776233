import type {RequestOptions} from '../../adapter/messaging-adapter.js';
import {fieldsOf, idOf, pathSegment} from '../../adapter/toolkit/index.js';
import type {ReactionKind} from '../../model/reaction.js';
import {ADAPTER, errors} from './errors.js';
import {failureOf, reactionKindOf, sendRulesOf} from './mapping.js';
import type {Session} from './session.js';
import type {WireReacted} from './wire.js';

interface Reacted {
  readonly conversationId: string;
  readonly messageId: string;
  readonly kind: ReactionKind;
}

/** "Reactions are available only for iMessage messages": where the channel is known to be another one, nothing is asked. */
export async function react(
  session: Session,
  {conversationId, messageId, kind}: Reacted,
  options: RequestOptions = {},
): Promise<void> {
  const channel = session.channelOf(conversationId);
  if (channel !== undefined && sendRulesOf(channel).withoutOptions?.includes('reaction')) {
    throw errors.error('unsupported', {message: 'AgentPhone reacts to an iMessage only.'});
  }
  const path = `/v1/messages/${pathSegment(messageId, ADAPTER)}/reactions`;
  const answer = await session.request({method: 'POST', path, body: {reaction: kind}, ...options});
  const failure = failureOf(answer);
  if (failure) throw errors.error('carrier', {message: failure.text ?? 'The reaction failed.', raw: answer});
  // Success that says no more is success, as it is of every change.
  const {message_id: said, reaction_type: type} = fieldsOf<WireReacted>(answer);
  const isOther = (idOf(said) ?? messageId) !== messageId || (reactionKindOf(type) ?? kind) !== kind;
  if (isOther || (answer != null && typeof answer !== 'object')) {
    throw errors.undecodable('The answer names no such reaction, so it is not known whether it arrived.', answer, true);
  }
  session.news.tell({type: 'messages-invalidated', conversationId});
}
