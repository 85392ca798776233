import {mergeMetadata, type MetadataEdit} from '../../model/contact-details.js';
import {ConversationError} from '../../model/conversation-error.js';

export interface ChangeOptions<Item> {
  readonly adapter: string;
  /** The changed object, where the answer holds all of it; `undefined` where it says less. */
  readonly read: (answer: unknown) => Item | undefined;
  /** The changed object when the answer does not hold it: read from the provider, or put together with what is known. */
  readonly readAgain: () => Item | Promise<Item>;
}

/**
 * What a change made of something, by an answer of 2xx: the whole object, a part of it, `{success: true}`, or nothing at
 * all (204). The change is done in each case, so what the answer leaves out is looked up instead of being an error.
 *
 * @throws what the look-up throws, with `outcomeUnknown`, since the change is done
 */
export async function changedOr<Item>(answer: unknown, {adapter, read, readAgain}: ChangeOptions<Item>): Promise<Item> {
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
