import {mergeMetadata, type MetadataEdit} from '../../model/contact-details.js';
import {ConversationError} from '../../model/conversation-error.js';
import {fieldsOf} from './fields.js';

export interface ChangeOptions<Item> {
  readonly adapter: string;
  /** The changed object, where the answer holds all of it; `undefined` where it says less. */
  readonly read: (answer: unknown) => Item | undefined;
  /** The changed object when the answer does not hold it: read from the provider, or put together with what is known. */
  readonly readAgain: () => Item | Promise<Item>;
}

/** Fields by which providers say that nothing was done, although the status is a success. */
const REFUSALS = ['success', 'ok', 'updated', 'deleted'];

/**
 * What a change made of something, by an answer of 2xx: the whole object, a part of it, `{success: true}`, or nothing at
 * all (204). The change is done in each case, so what the answer leaves out is looked up instead of being an error.
 *
 * @throws ConversationError of kind `conflict` when the answer itself says that nothing was done; otherwise what the
 *   look-up throws, with `outcomeUnknown`, since the change is done
 */
export async function changedOr<Item>(answer: unknown, {adapter, read, readAgain}: ChangeOptions<Item>): Promise<Item> {
  assertDone(answer, adapter);
  const changed = read(answer);
  if (changed !== undefined) return changed;
  try {
    return await readAgain();
  } catch (thrown) {
    const {kind, message, status, code, raw, retryAfter} = ConversationError.from(thrown);
    const known = {adapter, message, status, code, raw, retryAfter};
    throw new ConversationError(kind, {...known, outcomeUnknown: true, cause: thrown});
  }
}

/** @throws ConversationError of kind `conflict` for an answer such as `{success: false}` */
export function assertDone(answer: unknown, adapter: string): void {
  const said = Object.entries(fieldsOf<Record<string, unknown>>(answer));
  const refusal = said.find(([name, value]) => value === false && REFUSALS.includes(name));
  if (!refusal) return;
  throw new ConversationError('conflict', {
    adapter,
    message: `The provider says ${refusal[0]}: false, so nothing was changed.`,
    raw: answer,
  });
}

/**
 * Metadata as they are to be written, for providers that can only replace the whole.
 *
 * @throws ConversationError of kind `conflict` when a changed key is no longer what its editor saw; `raw` holds the
 *   metadata as they are now
 */
export function editedMetadata(
  current: Readonly<Record<string, unknown>> | null | undefined,
  edit: MetadataEdit,
  adapter: string,
): Readonly<Record<string, unknown>> {
  const {metadata, conflicts} = mergeMetadata(current, edit);
  if (conflicts.length === 0) return metadata;
  throw new ConversationError('conflict', {
    adapter,
    field: conflicts[0],
    message: `Changed by somebody else meanwhile: ${conflicts.join(', ')}.`,
    raw: current ?? null,
  });
}
