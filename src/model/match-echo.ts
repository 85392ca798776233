import type {Message} from './message.js';
import {withoutTypography} from './plain-characters.js';
import type {Instant} from './capability-level.js';

/** What this device remembers of a message it sent. */
export interface SentRecord {
  readonly localId: string;
  readonly text: string;
  readonly mediaCount?: number;
  /** By this device's clock, or by the provider's once it told. */
  readonly sentAt: Instant;
  /** Messages that were there before it was sent. */
  readonly notIds?: readonly string[];
  /** The newest time that was known before it was sent, by the provider's clock. */
  readonly notBefore?: Instant;
}

/** How far the two clocks and a slow send may lie apart, in milliseconds. */
const TWO_MINUTES = 120_000;
// Some providers tell whole seconds.
const SECOND = 1000;
const LINK = /https?:\/\/\S+/gi;
const LINK_PLACEHOLDER = '\ufffc';

/**
 * Finds what was sent here in a provider's history, so that an echo is not shown as a second message and an
 * unconfirmed send is confirmed: by outbound text sent at about the same time, oldest first. Each history message is
 * used once, and none that is known as another message written here: two equal texts stay two messages.
 *
 * @returns the history message of each `localId` that has one
 */
export function matchEchoes(sent: readonly SentRecord[], history: readonly Message[]): Map<string, Message> {
  const echoes = history.filter(({direction, localId}) => direction === 'outbound' && localId === undefined);
  echoes.sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  const matches = new Map<string, Message>();
  const claimed = new Set<Message>();
  for (const record of [...sent].sort((a, b) => a.sentAt - b.sentAt)) {
    const match = echoes.find((message) => !claimed.has(message) && isEcho(record, message));
    if (!match) continue;
    matches.set(record.localId, match);
    claimed.add(match);
  }
  return matches;
}

/** Near in time, not there before, and of the same words: what costs least to tell comes first. */
const isEcho = ({text, mediaCount = 0, sentAt, notIds, notBefore = -Infinity}: SentRecord, message: Message): boolean =>
  message.at !== undefined &&
  Math.abs(message.at - sentAt) <= TWO_MINUTES &&
  message.at >= notBefore - SECOND &&
  !notIds?.includes(message.id) &&
  readsTheSame(message, text, mediaCount > 0);

/** Whether two messages would read the same to their recipient. */
export const readsTheSame = (message: Message, text: string, hasMedia: boolean): boolean =>
  textKey(message.text ?? '', message.attachments.length > 0) === textKey(text, hasMedia);

/** A text alone and the same text with a picture are two different messages. */
const textKey = (text: string, hasMedia: boolean): string =>
  `${hasMedia ? 'media' : 'text'}:${normalizeForComparison(text)}`;

/**
 * A text as it may come back from a provider: links may be shortened, typographic characters plain, white space
 * collapsed. Only for comparing, never for showing.
 */
export function normalizeForComparison(text: string): string {
  return withoutTypography(text.replace(LINK, LINK_PLACEHOLDER)).normalize('NFKC').replace(/\s+/g, ' ').trim();
}
