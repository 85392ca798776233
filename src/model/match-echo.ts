import type {Message} from './message.js';
import {withoutTypography} from './plain-characters.js';
import type {Instant} from './capability-level.js';

/** What this device remembers of a message it sent. */
export interface SentRecord {
  readonly localId: string;
  readonly text: string;
  readonly mediaCount?: number;
  /** Puts sends in their order, and nothing else: this device's clock is compared with no other. */
  readonly sentAt: Instant;
  /** When the provider took it, by the provider's clock, where its answer told. */
  readonly takenAt?: Instant;
  /** What was known of the history before it left; its echo is none of that, and none older. */
  readonly baseline?: {
    /** Messages that read the same. */
    readonly notIds: readonly string[];
    /** The newest time that was known, by the provider's clock; absent where there was no message at all. */
    readonly notBefore?: Instant;
  };
}

/** How far a message's times may lie apart at one provider, in milliseconds. */
const TWO_MINUTES = 120_000;
// Some providers tell whole seconds.
const SECOND = 1000;
const LINK = /https?:\/\/\S+/gi;
const LINK_PLACEHOLDER = '\ufffc';

/**
 * Finds what was sent here in a provider's history, so that an echo is not shown as a second message and an
 * unconfirmed send is confirmed: the first outbound message that reads the same and came after all that was known when
 * it left, by the provider's own order and clock. Several equal texts match one to one, oldest first, and no message
 * that is known as another one written here: two equal texts stay two messages.
 *
 * Where nothing is known of the history before, nor when the provider took it, nothing is taken for an echo.
 *
 * @param direction `unknown` finds messages of which nobody says who wrote them: possible echoes, and no more
 * @returns the history message of each `localId` that has one
 */
export function matchEchoes(
  sent: readonly SentRecord[],
  history: readonly Message[],
  direction: 'outbound' | 'unknown' = 'outbound',
): Map<string, Message> {
  const echoes = history.filter((message) => message.direction === direction && message.localId === undefined);
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

/** Not there before, near in the provider's time, and of the same words: what costs least to tell comes first. */
function isEcho({text, mediaCount = 0, takenAt, baseline}: SentRecord, message: Message): boolean {
  if (message.at === undefined || (takenAt === undefined && !baseline)) return false;
  if (takenAt !== undefined && Math.abs(message.at - takenAt) > TWO_MINUTES) return false;
  const {notIds = [], notBefore = -Infinity} = baseline ?? {};
  return (
    message.at >= notBefore - SECOND && !notIds.includes(message.id) && readsTheSame(message, text, mediaCount > 0)
  );
}

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
