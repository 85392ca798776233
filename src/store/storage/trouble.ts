import {StorageError, type StorageFailure} from './port.js';

/** The value is at fault, not the storage. */
const INVALID = new Set(['DataCloneError', 'DataError', 'ConstraintError', 'TypeError']);
/** The browser keeps nothing here: a private window, a sandboxed frame, storage switched off by the user. */
const REFUSALS = new Set(['SecurityError', 'InvalidStateError', 'NotAllowedError', 'NotSupportedError']);

/** The name of whatever was thrown. Newer browsers have classes of their own for some of these errors: names stay. */
export function nameOf(thrown: unknown): string {
  const isNamed = typeof thrown === 'object' && thrown !== null && 'name' in thrown;
  return isNamed && typeof thrown.name === 'string' ? thrown.name : '';
}

/** Whether an error of the first opening means that there will never be a database. */
export const isRefusal = (thrown: unknown): boolean => REFUSALS.has(nameOf(thrown));

function failureOf(thrown: unknown): StorageFailure {
  const name = nameOf(thrown);
  if (name === 'QuotaExceededError') return 'full';
  if (name === 'VersionError') return 'outdated';
  // Everything else, such as UnknownError "Connection to Indexed Database server lost" on iOS, or AbortError.
  return INVALID.has(name) ? 'invalid' : 'lost';
}

/**
 * What a database threw, as this library says it.
 *
 * @param committing the transaction had nothing left to do but to end: it may have ended well, and only word of that
 *   was lost. A full disk is certain in any case.
 */
export function toStorageError(thrown: unknown, committing = false): StorageError {
  if (thrown instanceof StorageError) return thrown;
  const failure = failureOf(thrown);
  return new StorageError(failure, committing && failure === 'lost', thrown);
}
