import type {Message} from './message.js';
import {withoutTypography} from './plain-characters.js';
import type {Instant} from './support.js';

/** What this device remembers of a message it sent. */
export interface SentRecord {
  readonly localId: string;
  /**
   * The provider's id, once a send was answered with one. Left out for a provider whose answers carry another id than
   * its history does, since a record with an id matches by nothing else.
   */
  readonly providerId?: string;
  readonly text: string;
  readonly mediaCount?: number;
  /** By this device's clock. */
  readonly sentAt: Instant;
  /** Messages that were there before it was sent. */
  readonly notIds?: readonly string[];
  /** The newest time that was known before it was sent, by the provider's clock. */
  readonly notBefore?: Instant;
}

export interface MatchEchoesOptions {
  /** How far the two clocks and a slow send may lie apart, in milliseconds. Default two minutes. */
  readonly tolerance?: number;
  /** Lets history messages without a time match by text alone, after all those with one. Default false. */
  readonly includeTimeless?: boolean;
}

const TWO_MINUTES = 120_000;
// Some providers tell whole seconds.
const SECOND = 1000;
const LINK = /https?:\/\/\S+/gi;
const LINK_PLACEHOLDER = '\ufffc';

/**
 * Finds what was sent here in a provider's history, so that an echo is not shown as a second message and an
 * unconfirmed send is confirmed.
 *
 * By provider id where one is known, and then by nothing else. Otherwise by outbound text sent at about the same
 * time, oldest first. Each history message is used once, and none that an id claims is matched by text: two equal
 * texts stay two messages.
 *
 * @returns the history message of each `localId` that has one
 */
export function matchEchoes(
  sent: readonly SentRecord[],
  history: readonly Message[],
  {tolerance = TWO_MINUTES, includeTimeless = false}: MatchEchoesOptions = {},
): Map<string, Message> {
  const echoes = history.filter((message) => message.id !== message.localId);
  const byId = new Map<string, Message>();
  for (const message of echoes) {
    byId.set(message.id, message);
    if (message.localId !== undefined) byId.set(message.localId, message);
  }
  const matches = new Map<string, Message>();
  const claimed = new Set<Message>();
  const claim = (record: SentRecord, message: Message): void => {
    matches.set(record.localId, message);
    claimed.add(message);
  };
  for (const record of sent) {
    const match =
      (record.providerId === undefined ? undefined : byId.get(record.providerId)) ?? byId.get(record.localId);
    if (match && !claimed.has(match)) claim(record, match);
  }

  const byText = new Map<string, Message[]>();
  for (const message of echoes) {
    if (message.direction !== 'outbound' || message.localId !== undefined || claimed.has(message)) continue;
    const key = textKey(message.text ?? '', message.attachments.length > 0);
    const bucket = byText.get(key);
    if (bucket) bucket.push(message);
    else byText.set(key, [message]);
  }
  for (const bucket of byText.values()) bucket.sort((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity) || 0);

  const open = sent.filter((record) => record.providerId === undefined && !matches.has(record.localId));
  open.sort((a, b) => a.sentAt - b.sentAt);
  const isNear = (record: SentRecord, {at}: Message) => at !== undefined && Math.abs(at - record.sentAt) <= tolerance;
  const isNew = ({notIds, notBefore}: SentRecord, {id, at}: Message) =>
    !notIds?.includes(id) && (notBefore === undefined || at === undefined || at >= notBefore - SECOND);
  const passes = includeTimeless ? [isNear, (_: SentRecord, {at}: Message) => at === undefined] : [isNear];
  for (const fits of passes) {
    for (const record of open) {
      if (matches.has(record.localId)) continue;
      const bucket = byText.get(textKey(record.text, (record.mediaCount ?? 0) > 0)) ?? [];
      const match = bucket.find((message) => !claimed.has(message) && fits(record, message) && isNew(record, message));
      if (match) claim(record, match);
    }
  }
  return matches;
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
