import type {Backend} from '../../../backend/backend.js';
import type {ReactionKind} from '../../../model/reaction.js';
import type {WireReacted} from '../wire.js';
import {answer, notFound, Refused} from './answers.js';
import type {AgentPhoneMockOptions} from './options.js';
import {messageId, type Words} from './to-wire.js';

/** A tapback is the one of whoever gives it: the next takes its place, and the same one again stays as it is. */
export function reactionAnswer(
  backend: Backend,
  words: Words,
  asked: {readonly messageId: string; readonly kind: ReactionKind},
  {isIMessage}: AgentPhoneMockOptions,
): Response {
  const threads = backend.threads();
  const found = threads.flatMap(({id}) => backend.messagesOf(id)).find(({id}) => messageId(id) === asked.messageId);
  if (!found) throw notFound('Message');
  const thread = backend.thread(found.threadId);
  if (!thread || isIMessage?.(thread) !== true) {
    const message = 'Reactions are only available for iMessage messages.';
    throw new Refused({status: 400, code: 'VALIDATION_ERROR', message});
  }
  backend.react(found.threadId, found.id, asked.kind);
  return answer({
    id: `rct_${found.id}_${asked.kind}`,
    reaction_type: asked.kind,
    message_id: asked.messageId,
    channel: words.channel(thread, 0),
  } satisfies WireReacted);
}
