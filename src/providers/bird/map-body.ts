import {fieldsOf, textOf} from '../../adapter/toolkit/fields.js';
import {attachmentFromUrl, type Attachment, type AttachmentKind} from '../../model/attachment.js';
import {decodeEntities} from './html-entities.js';
import {textOfHtml} from './html-text.js';
import type {
  WireBody,
  WireFileBody,
  WireGifBody,
  WireHtmlBody,
  WireImageBody,
  WireTextAttachment,
  WireTextBody,
} from './wire.js';

/** What of a body can be shown. */
export interface BodyContent {
  readonly text: string | null;
  readonly attachments: readonly Attachment[];
  /** See `Message.unsupportedBody`. */
  readonly unsupportedBody?: string;
}

const NOTHING: BodyContent = {text: null, attachments: []};

/**
 * Reads a body by its `type`. Of a type that is not known here only a `text` inside is read, as lists and other
 * interactive bodies have one; that there is more is told by `unsupportedBody`.
 */
export function contentOfBody(body: unknown): BodyContent {
  const {type} = fieldsOf<WireBody>(body);
  const name = textOf(type);
  if (name === undefined) return NOTHING;
  const inside: unknown = fieldsOf<Record<string, unknown>>(body)[name];
  switch (name) {
    case 'text': {
      const {text, attachments} = fieldsOf<WireTextBody['text']>(inside);
      return {text: textOf(text) ?? null, attachments: textAttachments(attachments)};
    }
    case 'html':
      return contentOfHtml(inside);
    case 'image': {
      const {images, text} = fieldsOf<WireImageBody['image']>(inside);
      return {text: textOf(text) ?? null, attachments: listOf(images).flatMap(imageFromWire)};
    }
    case 'file': {
      const {files, text} = fieldsOf<WireFileBody['file']>(inside);
      return {text: textOf(text) ?? null, attachments: listOf(files).flatMap(fileFromWire)};
    }
    case 'gif':
      return contentOfGif(inside);
    default:
      return {...NOTHING, text: textOf(fieldsOf<{text: string}>(inside).text) ?? null, unsupportedBody: name};
  }
}

/** The text part of an e-mail; else the words of its HTML; else all that can be said is that it is HTML. */
function contentOfHtml(inside: unknown): BodyContent {
  const wire = fieldsOf<WireHtmlBody['html']>(inside);
  const words = textOfHtml(textOf(wire.html) ?? '');
  const text = textPart(textOf(wire.text)?.trim() ?? '', words) || words;
  const attachments = textAttachments(wire.attachments);
  return text ? {text, attachments} : {text: null, attachments, unsupportedBody: 'html'};
}

/** A text part that was made of the HTML without decoding it reads as the HTML once it is decoded. */
function textPart(text: string, words: string): string {
  const decoded = decodeEntities(text);
  return decoded !== text && oneLine(decoded) === oneLine(words) ? decoded : text;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A moving picture. What is inside is not documented: read like an image body, or as a single address [Inference]. */
function contentOfGif(inside: unknown): BodyContent {
  const wire = fieldsOf<WireGifBody['gif']>(inside);
  const listed = [wire.gifs, wire.images, wire.files].flatMap(listOf);
  const attachments = (listed.length > 0 ? listed : [inside]).flatMap(imageFromWire);
  const text = textOf(wire.text) ?? null;
  return attachments.length > 0 ? {text, attachments} : {text, attachments, unsupportedBody: 'gif'};
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const textAttachments = (value: unknown): readonly Attachment[] =>
  listOf(value).flatMap((entry) => {
    const {mediaUrl, filename} = fieldsOf<WireTextAttachment>(entry);
    return attachment(mediaUrl, {name: textOf(filename)});
  });

function imageFromWire(value: unknown): Attachment[] {
  const {mediaUrl, url, altText} = fieldsOf<WireImageBody['image']['images'][number] & {readonly url: string}>(value);
  return attachment(mediaUrl ?? url, {kind: 'image', name: textOf(altText)});
}

function fileFromWire(value: unknown): Attachment[] {
  const {mediaUrl, contentType, filename} = fieldsOf<WireFileBody['file']['files'][number]>(value);
  return attachment(mediaUrl, {kind: kindOfContentType(textOf(contentType)), name: textOf(filename)});
}

/** What the provider says of a file counts for more than what its address looks like. */
function attachment(url: unknown, said: {readonly kind?: AttachmentKind; readonly name?: string}): Attachment[] {
  const address = textOf(url);
  if (address === undefined) return [];
  const guess = attachmentFromUrl(address);
  const name = said.name ?? guess.name;
  return [{url: address, kind: said.kind ?? kindOfName(said.name) ?? guess.kind, ...(name !== undefined && {name})}];
}

function kindOfContentType(contentType: string | undefined): AttachmentKind | undefined {
  const [family] = contentType?.toLowerCase().split('/') ?? [];
  if (family === 'image' || family === 'video' || family === 'audio') return family;
  if (contentType !== undefined && /^text\/(?:x-)?vcard/i.test(contentType)) return 'contact';
  return contentType === undefined ? undefined : 'file';
}

/** A file name with an ending says more than an address without one. */
function kindOfName(name: string | undefined): AttachmentKind | undefined {
  const kind = name === undefined ? 'unknown' : attachmentFromUrl(name).kind;
  return kind === 'unknown' ? undefined : kind;
}
