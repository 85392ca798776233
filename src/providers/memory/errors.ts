import {BackendFault, type FaultKind, type OperationKind} from '../../backend/faults.js';
import {BackendRefusal, type RefusalCode} from '../../backend/refusal.js';
import {ConversationError, type ErrorKind} from '../../model/conversation-error.js';

const KIND_OF_REFUSAL: Readonly<Record<RefusalCode, ErrorKind>> = {
  'empty-message': 'validation',
  'contact-not-found': 'contact-not-found',
  'opted-out': 'opted-out',
  'not-textable': 'not-textable',
  'lookup-pending': 'lookup-pending',
  'from-number-not-owned': 'from-number-forbidden',
  'no-from-number': 'no-from-number',
  'insufficient-credits': 'insufficient-credits',
};

const KIND_OF_FAULT: Readonly<Record<FaultKind, ErrorKind>> = {
  offline: 'network',
  'lost-answer': 'network',
  'rate-limited': 'rate-limited',
  server: 'server',
};

/** What a client can know of something that went wrong: whether a send got through is not part of it. */
export function toConversationError(
  thrown: unknown,
  kind: OperationKind,
  adapter: string,
  signal?: AbortSignal,
): ConversationError {
  if (thrown instanceof ConversationError) return thrown;
  if (thrown instanceof BackendRefusal) {
    const {code, message} = thrown;
    const field = code === 'empty-message' ? {field: 'text'} : {};
    return new ConversationError(KIND_OF_REFUSAL[code], {adapter, code, message, raw: {code, message}, ...field});
  }
  if (thrown instanceof BackendFault) {
    const inDoubt = kind === 'send' && (thrown.kind === 'lost-answer' || thrown.kind === 'server');
    return new ConversationError(KIND_OF_FAULT[thrown.kind], {
      adapter,
      outcomeUnknown: inDoubt,
      ...(thrown.retryAfter === undefined ? {} : {retryAfter: thrown.retryAfter}),
      cause: thrown,
    });
  }
  if (signal?.aborted)
    return new ConversationError('aborted', {adapter, outcomeUnknown: kind === 'send', cause: thrown});
  return ConversationError.from(thrown, 'server', kind === 'send');
}
