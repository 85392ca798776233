import type {Attachment} from './attachment.js';
import type {Instant} from './capability-level.js';
import {hasVisibleText} from './visible-text.js';

/** What may be written in one conversation, where that is not the same in all conversations of an adapter. */
export interface SendRules {
  /** The largest number of attachments of one message here; never above that of the capabilities. */
  readonly maximumAttachments?: number;
  /** The same for a message that has a text. */
  readonly maximumAttachmentsWithText?: number;
  /** What attachments must be as soon as a message has several of them. */
  readonly severalAttachments?: 'images';
  /** Names of the adapter's `sendOptions` that cannot be had here. */
  readonly withoutOptions?: readonly string[];
  /**
   * Free text may be sent until then, and only templates afterwards; a moment that is over when the contact has not
   * written, or not for too long. Absent where there is no such rule, or it is not known whether it holds.
   */
  readonly freeTextUntil?: Instant;
}

/** Which rule a message breaks. */
export type BrokenRule = 'template-only' | 'too-many' | 'several-with-text' | 'not-only-images';

export interface DraftContent {
  readonly text: string;
  readonly attachments: readonly Pick<Attachment, 'kind'>[];
}

/** Whether free text may be sent at that time. */
export const takesFreeText = ({freeTextUntil}: SendRules, now: Instant): boolean =>
  freeTextUntil === undefined || now < freeTextUntil;

/** @returns the first rule that a message without a template breaks, if any */
export function brokenRuleOf(rules: SendRules, draft: DraftContent, now: Instant = Date.now()): BrokenRule | undefined {
  const {maximumAttachments = Infinity, maximumAttachmentsWithText = Infinity, severalAttachments} = rules;
  const {text, attachments} = draft;
  if (!takesFreeText(rules, now)) return 'template-only';
  if (attachments.length > maximumAttachments) return 'too-many';
  if (hasVisibleText(text) && attachments.length > maximumAttachmentsWithText) return 'several-with-text';
  const isOther = ({kind}: Pick<Attachment, 'kind'>) => kind !== 'image' && kind !== 'unknown';
  if (severalAttachments === 'images' && attachments.length > 1 && attachments.some(isOther)) return 'not-only-images';
  return undefined;
}
