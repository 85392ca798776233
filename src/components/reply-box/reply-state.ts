import type {Localizer} from '../../i18n/localizer.js';
import type {ReplyWords} from '../../i18n/words/reply.js';
import {attachmentFromUrl} from '../../model/attachment.js';
import type {ConversationError} from '../../model/conversation-error.js';
import {blockOfError, type SendBlock} from '../../model/send-block.js';
import {brokenRuleOf, takesFreeText, type SendRules} from '../../model/send-rules.js';
import {hasVisibleText} from '../../model/visible-text.js';
import type {UploadController} from './attachments.js';
import {uploadNote} from './attachments.template.js';

/** What is written, and what decides whether it can leave. */
export interface Written {
  readonly value: string;
  readonly mediaUrls: readonly string[];
  readonly block?: SendBlock;
  readonly sendRules?: SendRules;
  readonly disabled: boolean;
  readonly readonly: boolean;
}

export const hasContent = ({value, mediaUrls}: Written): boolean => hasVisibleText(value) || mediaUrls.length > 0;

const TEMPLATE_ONLY: SendBlock = {reason: 'template-only', source: 'native', canRecheck: true};

/** Why no reply can be sent at all: what is known of the conversation, or its rules. */
export const blockOf = ({block, sendRules}: Written): SendBlock | undefined =>
  block ?? (sendRules && !takesFreeText(sendRules, Date.now()) ? TEMPLATE_ONLY : undefined);

/** Nothing can be changed or sent. */
export const isLocked = (written: Written): boolean =>
  written.disabled || written.readonly || blockOf(written) !== undefined;

/** Why what is written cannot be sent as it is; nothing when it can. */
export function whyItWaits(
  {value, mediaUrls, sendRules}: Written,
  uploads: UploadController,
  localizer: Localizer<ReplyWords>,
): string | undefined {
  const rule = sendRules && brokenRuleOf(sendRules, {text: value, attachments: mediaUrls.map(attachmentFromUrl)});
  return uploadNote(uploads, localizer) ?? (rule && localizer.strings.brokenRules[rule]);
}

/** What an error taught stands in its place: nothing has to be said twice. */
export const isSaidBy = (block: SendBlock | undefined, error: ConversationError): boolean =>
  block !== undefined && (block.reason === error.kind || block.reason === blockOfError(error));
