import type {Localizer} from '../../i18n/localizer.js';
import type {ReplyWords} from '../../i18n/words/reply.js';
import {attachmentFromUrl} from '../../model/attachment.js';
import type {ConversationError} from '../../model/conversation-error.js';
import {blockOfError, type SendBlock} from '../../model/send-block.js';
import {brokenRuleOf, takesFreeText, type SendRules} from '../../model/send-rules.js';
import type {UploadController} from './attachments.js';
import {uploadNote} from './attachments.template.js';

export interface Checked {
  readonly value: string;
  readonly mediaUrls: readonly string[];
  readonly sendRules?: SendRules;
}

/** Why what is written cannot be sent as it is; nothing when it can. */
export function whyItWaits(
  {value, mediaUrls, sendRules}: Checked,
  uploads: UploadController,
  localizer: Localizer<ReplyWords>,
): string | undefined {
  const rule = sendRules && brokenRuleOf(sendRules, {text: value, attachments: mediaUrls.map(attachmentFromUrl)});
  return uploadNote(uploads, localizer) ?? (rule && localizer.strings.brokenRules[rule]);
}

/** What an error taught stands in its place: nothing has to be said twice. */
export const isSaidBy = (block: SendBlock | undefined, error: ConversationError): boolean =>
  block !== undefined && (block.reason === error.kind || block.reason === blockOfError(error));

const TEMPLATE_ONLY: SendBlock = {reason: 'template-only', source: 'native', canRecheck: true};

/** Why nothing can be written at all, by the rules of the conversation. */
export const blockByRules = (rules: SendRules | undefined): SendBlock | undefined =>
  rules && !takesFreeText(rules, Date.now()) ? TEMPLATE_ONLY : undefined;
