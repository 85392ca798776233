import {fieldsOf, idOf, labelOf, textOf} from '../../adapter/toolkit/fields.js';
import type {Conversation} from '../../model/conversation.js';
import {bestFits, fitOf} from '../../model/fit-of.js';
import {foldText} from '../../model/fold-text.js';
import {publicMediaUrl} from '../reply-box/media-entry.js';

/** A text that was written beforehand, by somebody of this side. What a provider approved is a `MessageTemplate`. */
export interface SavedReply {
  readonly id: string;
  readonly title: string;
  /**
   * What it says. Filled in where that is known: `{{contact.name}}`, `{{contact.firstName}}`, `{{contact.phone}}`,
   * `{{own.name}}`, `{{own.number}}`, and `{{metadata.KEY}}` of the conversation or its contact.
   */
  readonly text: string;
  /** What is typed to find it first, such as `thx`. */
  readonly shortcut?: string;
  /** Public addresses of the media to send along. */
  readonly mediaUrls?: readonly string[];
}

/** Where a saved reply is looked for. */
export interface SavedReplyContext {
  readonly conversationId: string;
  /** As far as it is known. */
  readonly conversation?: Conversation;
  /** Aborted when something else is asked, or nobody waits for an answer any more. */
  readonly signal: AbortSignal;
}

/** Answers the replies that fit what is looked for, the best first; all of them while that is empty. */
export type SavedReplySearch = (
  query: string,
  context: SavedReplyContext,
) => readonly SavedReply[] | Promise<readonly SavedReply[]>;

/** The replies there are, which are searched here; or who has them and searches for itself. */
export type SavedReplies = readonly SavedReply[] | SavedReplySearch;

/** What a page hands over, without what could not be shown or inserted. */
export function soundReplies(given: unknown): readonly SavedReply[] {
  if (!Array.isArray(given)) throw new TypeError('Saved replies are a list.');
  const items: readonly unknown[] = given;
  return items.flatMap((item) => soundReply(item) ?? []);
}

function soundReply(item: unknown): SavedReply | undefined {
  const fields = fieldsOf<SavedReply>(item);
  const urls: readonly unknown[] = Array.isArray(fields.mediaUrls) ? fields.mediaUrls : [];
  const mediaUrls = urls.flatMap((url) => (typeof url === 'string' ? (publicMediaUrl(url) ?? []) : []));
  const text = textOf(fields.text) ?? '';
  if (text === '' && mediaUrls.length === 0) return undefined;
  const title = labelOf(fields.title) ?? (text.trim() || (mediaUrls[0] ?? ''));
  const shortcut = labelOf(fields.shortcut)?.replace(/^\//, '');
  return {id: idOf(fields.id) ?? title, title, text, mediaUrls, ...(shortcut && {shortcut})};
}

/** What is typed for one goes before what it is called, and that before what it says. */
function fit({title, shortcut = '', text}: SavedReply, search: string): number {
  const [folded, wanted] = [foldText(shortcut), foldText(search)];
  if (folded !== '' && folded.startsWith(wanted)) return folded === wanted ? 6 : 5;
  const byTitle = fitOf(title, search);
  return byTitle > 0 ? byTitle + 1 : fitOf(text, search) > 0 ? 1 : 0;
}

/** The replies that fit what is typed, the best first; all of them, in their own order, while nothing is. */
export const matchingReplies = (replies: readonly SavedReply[], search: string): readonly SavedReply[] =>
  search.trim() === '' ? replies : bestFits(replies, (reply) => fit(reply, search)).map(({item}) => item);
