import {attachmentFromUrl} from '../../model/attachment.js';
import {blocksSending} from '../../model/consent.js';
import type {Conversation, LastMessage} from '../../model/conversation.js';
import {isFailure} from '../../model/delivery-status.js';
import {cutText} from '../../model/cut-text.js';
import {displayLabel, displayText} from '../../model/display-text.js';
import {ownSenderName} from '../../model/own-sender.js';
import {shownName} from '../../model/shown-name.js';
import {isKnownInstant, type FactSource, type Instant} from '../../model/capability-level.js';
import {hasVisibleText} from '../../model/visible-text.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ListWords} from '../../i18n/words/list.js';

/** A row shows one line; what is longer would only make the page heavier. */
const LONGEST_PREVIEW = 160;

/** The line below the name: a text, and the words around it when it is not the bare message of a contact. */
export interface Preview {
  readonly text: string;
  /** `note` is our own words in place of a message. */
  readonly kind: 'message' | 'draft' | 'unsent' | 'note';
  /** A string of the table with `{text}` for the text. */
  readonly template: string;
}

export type MarkKind =
  'unread' | 'opted-out' | 'needs-reply' | 'starred' | 'archived' | 'waiting' | 'failed' | 'unconfirmed';

const UNSENT_MARKS: readonly MarkKind[] = ['waiting', 'failed', 'unconfirmed'];

/** A fact about a conversation that has a sign of its own in the row. */
export interface Mark {
  readonly kind: MarkKind;
  readonly words: string;
  readonly source: FactSource;
}

/** What was begun and not sent. */
export interface RowDraft {
  readonly text: string;
  /** Pictures and files that are attached; none without it. */
  readonly mediaUrls?: readonly string[];
}

export function previewOf(
  conversation: Conversation,
  draft: string | RowDraft | undefined,
  localizer: Localizer<ListWords>,
): Preview {
  const {strings} = localizer;
  const bare = '{text}';
  const {lastMessage, unsent, messageCount, lastActivityAt} = conversation;
  if (unsent) {
    const template = strings.unsentPreview.replace('{state}', strings.unsentStates[unsent.state]);
    return {text: oneLine(unsent.text) || strings.attachment, kind: 'unsent', template};
  }
  const {text: typed, mediaUrls = []} = typeof draft === 'string' ? {text: draft} : (draft ?? {});
  const begun = oneLine(typed) || mediaWords(mediaUrls, localizer);
  if (begun) return {text: begun, kind: 'draft', template: strings.draft};
  if (!lastMessage) {
    // Where something was said, and nobody knows what, nothing is claimed.
    const hasNone = messageCount === undefined ? lastActivityAt === undefined : messageCount === 0;
    return {text: hasNone ? strings.noTextYet : '', kind: 'note', template: bare};
  }
  const text = oneLine(lastMessage.text);
  const template = templateOf(lastMessage, localizer);
  if (text) return {text, kind: 'message', template};
  const {attachmentKind} = lastMessage;
  const noun = attachmentKind === 'image' ? strings.photo : attachmentKind && strings.attachment;
  return {text: noun ?? strings.emptyMessage, kind: 'note', template};
}

/** "You" is only whoever uses the inbox: a colleague, or what answers by itself, has a name of its own. */
function templateOf({direction, sender, status}: LastMessage, {strings}: Localizer<ListWords>): string {
  if (direction !== 'outbound') return '{text}';
  if (status === 'scheduled') return strings.unsentPreview.replace('{state}', strings.statuses.scheduled);
  const name = ownSenderName(direction, sender);
  return name === undefined ? strings.you : strings.sentBy.replace('{name}', () => name || strings.unknownSender);
}

function mediaWords(urls: readonly string[], localizer: Localizer<ListWords>): string {
  if (urls.length === 0) return '';
  const {pictureCount, attachmentCount} = localizer.strings;
  const isPicture = urls.every((url) => attachmentFromUrl(url).kind === 'image');
  return localizer.count(isPicture ? pictureCount : attachmentCount, urls.length);
}

/** Everything about a conversation that has a sign, most pressing first. */
export function marksOf(conversation: Conversation, localizer: Localizer<ListWords>): readonly Mark[] {
  const {strings} = localizer;
  const {unread, consent, needsReply, lastMessage, unsent} = conversation;
  const marks: Mark[] = [];
  if (unread.has) {
    const words = unread.count ? localizer.count(strings.unreadMessages, unread.count) : strings.unread;
    marks.push({kind: 'unread', words, source: unread.source});
  }
  if (blocksSending(consent)) {
    const words = consent.state === 'opted-out' ? strings.optedOut : strings.probablyOptedOut;
    marks.push({kind: 'opted-out', words, source: consent.source});
  }
  if (unsent) marks.push({kind: unsent.state, words: strings.unsentStates[unsent.state], source: 'native'});
  // What has not left comes after the last message, and its sign is the same.
  const status = unsent || lastMessage?.direction === 'inbound' ? undefined : lastMessage?.status;
  if (status && isFailure(status)) marks.push({kind: 'failed', words: strings.statuses[status], source: 'native'});
  if (status === 'unconfirmed') marks.push({kind: 'unconfirmed', words: strings.statuses[status], source: 'native'});
  // What is written here answers, whenever the provider notices.
  const isAnswered = !!unsent || lastMessage?.direction === 'outbound';
  if (needsReply?.value && !isAnswered)
    marks.push({kind: 'needs-reply', words: strings.needsReply, source: needsReply.source});
  if (conversation.starred) marks.push({kind: 'starred', words: strings.starred, source: 'native'});
  if (conversation.status === 'archived') marks.push({kind: 'archived', words: strings.archived, source: 'native'});
  return marks;
}

/** What a mark means, and where it comes from when that is not the provider. */
export function markTitle(mark: Mark, localizer: Localizer<ListWords>): string {
  return mark.source === 'native' ? mark.words : `${mark.words} (${localizer.strings.sources[mark.source]})`;
}

/** When something last happened, where that can be shown. */
export function activityOf({lastMessage, lastActivityAt}: Conversation): Instant | undefined {
  return [lastMessage?.at, lastActivityAt].find(isKnownInstant);
}

/** Everything a row says. */
export interface RowWords {
  /** Without a name, the words for that. */
  readonly title: string;
  readonly marks: readonly Mark[];
  readonly preview: Preview;
  /** When something last happened; empty when nobody knows. */
  readonly time: string;
  /** Which account it belongs to, where several are one inbox. */
  readonly account: string;
}

export function rowWords(
  conversation: Conversation,
  {draft, localizer, now}: {draft: string | RowDraft | undefined; localizer: Localizer<ListWords>; now: Instant},
): RowWords {
  const at = activityOf(conversation);
  return {
    title: shownName(conversation) || localizer.strings.unknownContact,
    marks: marksOf(conversation, localizer),
    preview: previewOf(conversation, draft, localizer),
    time: at === undefined ? '' : localizer.relative(at, now),
    account: displayLabel(conversation.account?.label ?? ''),
  };
}

/** The row as one sentence, for those who hear it: name, marks, last message, time. */
export function rowSentence({title, marks, preview, time, account}: RowWords, localizer: Localizer<ListWords>): string {
  // What has not left says so in the preview itself.
  const told = preview.kind === 'unsent' ? UNSENT_MARKS : [];
  const words = marks.filter(({kind}) => !told.includes(kind)).map((mark) => mark.words);
  return [title, account, ...words, localizer.fill(preview.template, {text: preview.text}), time]
    .filter((part) => part)
    .join(localizer.strings.separator);
}

/** Which of the row's facts are not the provider's own word; empty when all are. */
export function rowSources(conversation: Conversation, localizer: Localizer<ListWords>): string {
  return marksOf(conversation, localizer)
    .filter((mark) => mark.source !== 'native')
    .map((mark) => markTitle(mark, localizer))
    .join(localizer.strings.separator);
}

function oneLine(text: string | undefined): string {
  if (!hasVisibleText(text)) return '';
  // A row shows one line, so that of a long text only the beginning is looked at.
  const start = cutText(text.trimStart(), LONGEST_PREVIEW * 2);
  return displayText(cutText(start.replace(/\s+/g, ' ').trim(), LONGEST_PREVIEW));
}
