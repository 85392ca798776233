import type {Message} from '../../model/message.js';
import {displayText} from '../../model/display-text.js';
import type {Localizer} from '../../i18n/localizer.js';

/** Long texts are cut: they can be read in the thread. In characters. */
const LONGEST = 240;

/** What a screen reader says about messages just received: one in full, several as their number. */
export function announcementOf(
  inbound: readonly Message[],
  {contactName}: {readonly contactName: string},
  localizer: Localizer,
): string {
  const {strings} = localizer;
  const [message] = inbound;
  if (!message || inbound.length > 1) return localizer.count(strings.newMessages, inbound.length);
  const name = displayText(message.sender?.name || contactName || message.sender?.address || strings.unknownContact);
  const text = message.text ? displayText(message.text) : wordsForMedia(message, localizer);
  return localizer.fill(strings.announceMessage, {
    name,
    text: text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text,
  });
}

function wordsForMedia({attachments}: Message, {strings}: Localizer): string {
  const [attachment] = attachments;
  if (!attachment) return strings.emptyMessage;
  return attachment.kind === 'image' ? strings.photo : strings.attachment;
}
