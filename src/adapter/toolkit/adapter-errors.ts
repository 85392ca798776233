import {ConversationError, type ConversationErrorInit, type ErrorKind} from '../../model/conversation-error.js';

/** The errors an adapter makes by itself, each with its name in it. */
export interface AdapterErrors {
  readonly error: (kind: ErrorKind, init?: Omit<ConversationErrorInit, 'adapter'>) => ConversationError;
  /** Input that is refused before anything leaves. `field` names what the user has to change. */
  readonly refusal: (field: string, message: string) => ConversationError;
  /**
   * An answer that cannot be understood.
   *
   * @param acted whether what was asked for may have been done all the same; true for anything but reading
   */
  readonly undecodable: (message: string, raw: unknown, acted?: boolean) => ConversationError;
}

/** @param adapter the provider's name, as in `ConversationError.adapter` */
export function adapterErrors(adapter: string): AdapterErrors {
  const error: AdapterErrors['error'] = (kind, init = {}) => new ConversationError(kind, {...init, adapter});
  return {
    error,
    refusal: (field, message) => error('validation', {field, message}),
    undecodable: (message, raw, acted = false) => error('decode', {message, raw, outcomeUnknown: acted}),
  };
}
