import type {MessageTemplate} from '../../adapter/start-conversation.js';
import type {Instant} from '../../model/capability-level.js';
import type {SendRules} from '../../model/send-rules.js';
import type {BirdChannel, BirdTemplate} from './options.js';

/** How long after the contact's last message a platform takes free text. */
const FREE_TEXT_FOR = 24 * 60 * 60_000;

/**
 * Whether only a template may open a conversation on a channel, and reopen it later: the document names WhatsApp. Of a
 * channel the host did not name nothing is known.
 */
export const wantsTemplates = ({platform, templatesOnly}: BirdChannel): boolean =>
  templatesOnly ?? platform?.toLowerCase() === 'whatsapp';

/** When the contact of a conversation wrote last; `null` when never. */
export type HeardAt = Instant | null;

/**
 * @param heardAt `undefined` while that is not known: then nothing is claimed
 * @param deviceAhead the rules are told by the device's clock, which may be ahead of the provider's
 */
export function sendRulesOf(
  channel: BirdChannel | undefined,
  heardAt: HeardAt | undefined,
  createdAt: Instant | undefined,
  deviceAhead = 0,
): SendRules | undefined {
  if (!channel || !wantsTemplates(channel) || heardAt === undefined) return undefined;
  return {freeTextUntil: (heardAt === null ? (createdAt ?? 0) : heardAt + FREE_TEXT_FOR) + deviceAhead};
}

/** The templates that may be sent on a channel; those that name no channel may on any. */
export const templatesFor = (templates: readonly BirdTemplate[], channelId: string | undefined): BirdTemplate[] =>
  templates.filter((template) => template.channelId === undefined || template.channelId === channelId);

export const templateOf = ({id, name, preview, channelId, parameters = []}: BirdTemplate): MessageTemplate => ({
  id,
  name,
  ...(preview !== undefined && {preview}),
  ...(channelId !== undefined && {ownEndpointId: channelId}),
  parameters,
});

/** What a template says with these values; `undefined` where the host did not tell. */
export function filledTemplate(
  {preview}: Pick<BirdTemplate, 'preview'>,
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  const known = new Map(Object.entries(values));
  return preview?.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (whole, key: string) => {
    const value = known.get(key);
    return typeof value === 'string' ? value : whole;
  });
}
