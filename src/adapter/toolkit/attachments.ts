import {attachmentFromUrl, type Attachment, type AttachmentKind} from '../../model/attachment.js';
import {fieldsOf, idOf, textOf} from './fields.js';

interface AttachmentFields {
  readonly id: unknown;
  readonly url: unknown;
  readonly mediaUrl: unknown;
  readonly media_url: unknown;
  readonly name: unknown;
  readonly filename: unknown;
  readonly contentType: unknown;
  readonly content_type: unknown;
}

/**
 * One attachment: its bare address, or an object with one under a usual name. What is said of it counts for more than
 * what its address looks like.
 *
 * @param said what the provider's own fields say of it besides
 * @returns `undefined` without an address
 */
export function attachmentIn(
  value: unknown,
  said: {readonly kind?: AttachmentKind | undefined; readonly name?: string | undefined} = {},
): Attachment | undefined {
  const fields = fieldsOf<AttachmentFields>(value);
  const url = [value, fields.url, fields.mediaUrl, fields.media_url].map(textOf).find((text) => text !== undefined);
  if (url === undefined) return undefined;
  const guess = attachmentFromUrl(url);
  const id = idOf(fields.id);
  const given = said.name ?? textOf(fields.filename) ?? textOf(fields.name);
  const name = given ?? guess.name;
  const [mediaType] = (textOf(fields.contentType) ?? textOf(fields.content_type))?.toLowerCase().split(/\s*;/) ?? [];
  const told = said.kind ?? kindOfMediaType(mediaType);
  return {
    ...(id !== undefined && {id}),
    url,
    kind: told ?? kindOfName(given) ?? guess.kind,
    ...(name !== undefined && {name}),
    ...(mediaType && {mediaType}),
  };
}

/** All that have an address; anything that is no list holds none. */
export const attachmentsIn = (value: unknown): readonly Attachment[] =>
  Array.isArray(value) ? value.flatMap((entry: unknown) => attachmentIn(entry) ?? []) : [];

/**
 * The attachments of a provider with one field for several addresses, and an older one for a single address. Both may
 * say the same.
 *
 * @param asked what was asked to be sent, for an answer that says neither
 */
export function mediaIn(many: unknown, one: unknown, asked: readonly string[] = []): readonly Attachment[] {
  const listed: readonly unknown[] = Array.isArray(many) && many.length > 0 ? many : [many, one];
  const found = attachmentsIn(listed);
  const attachments = found.length > 0 ? found : attachmentsIn(asked);
  return [...new Map(attachments.map((attachment) => [attachment.url, attachment])).values()];
}

function kindOfMediaType(mediaType: string | undefined): AttachmentKind | undefined {
  const [family] = mediaType?.split('/') ?? [];
  if (family === 'image' || family === 'video' || family === 'audio') return family;
  if (mediaType !== undefined && /^text\/(?:x-)?vcard/.test(mediaType)) return 'contact';
  return mediaType === undefined ? undefined : 'file';
}

/** A file name with an ending says more than an address without one. */
function kindOfName(name: string | undefined): AttachmentKind | undefined {
  const kind = name === undefined ? 'unknown' : attachmentFromUrl(name).kind;
  return kind === 'unknown' ? undefined : kind;
}
