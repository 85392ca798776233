import {attachmentIn, attachmentsIn} from '../../adapter/toolkit/attachments.js';
import {fieldsOf, textOf, wordsOf} from '../../adapter/toolkit/fields.js';
import type {Attachment} from '../../model/attachment.js';
import {decodeEntities} from './html-entities.js';
import {textOfHtml} from './html-text.js';
import type {WireBody, WireFileBody, WireGifBody, WireHtmlBody, WireImageBody, WireTextBody} from './wire.js';

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
  const words = wordsOf(body);
  if (words !== undefined) return {...NOTHING, text: words};
  const {type} = fieldsOf<WireBody>(body);
  const name = textOf(type);
  if (name === undefined) return NOTHING;
  const inside: unknown = fieldsOf<Record<string, unknown>>(body)[name];
  switch (name) {
    case 'text':
      return {text: textIn(inside), attachments: attachmentsIn(fieldsOf<WireTextBody['text']>(inside).attachments)};
    case 'html':
      return contentOfHtml(inside);
    case 'image':
    case 'gif':
      return contentOfFiles(name, inside, imageFromWire);
    case 'file':
      return contentOfFiles(name, inside, attachmentIn);
    default:
      return {...NOTHING, text: textIn(inside), unsupportedBody: name};
  }
}

/** The text part of an e-mail; else the words of its HTML; else all that can be said is that it is HTML. */
function contentOfHtml(inside: unknown): BodyContent {
  const wire = fieldsOf<WireHtmlBody['html']>(inside);
  const words = textOfHtml(textOf(inside) ?? textOf(wire.html) ?? '');
  const text = textPart(textOf(wire.text)?.trim() ?? '', words) || words;
  const attachments = attachmentsIn(wire.attachments);
  return text ? {text, attachments} : {text: null, attachments, unsupportedBody: 'html'};
}

/** A text part that was made of the HTML without decoding it reads as the HTML once it is decoded. */
function textPart(text: string, words: string): string {
  const decoded = decodeEntities(text);
  return decoded !== text && oneLine(decoded) === oneLine(words) ? decoded : text;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * Pictures, files or a moving picture: a list of them, or a single address, since what is inside a `gif` is not documented
 * [Inference]. Without any address all that can be said is what it is.
 */
function contentOfFiles(
  name: 'image' | 'gif' | 'file',
  inside: unknown,
  read: (value: unknown) => Attachment | undefined,
): BodyContent {
  const {images, gifs, files, text} = fieldsOf<FileLists>(inside);
  const listed = [images, gifs, files].flatMap(listOf);
  const attachments = (listed.length > 0 ? listed : [fieldsOf(inside)]).flatMap((value) => read(value) ?? []);
  const content = {text: wordsOf(text) ?? null, attachments};
  return attachments.length > 0 ? content : {...content, unsupportedBody: name};
}

type FileLists = WireGifBody['gif'] & WireFileBody['file'] & WireImageBody['image'];

/** The words inside a body, which may be all there is inside. */
const textIn = (inside: unknown): string | null =>
  wordsOf(inside) ?? wordsOf(fieldsOf<{text: string}>(inside).text) ?? null;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function imageFromWire(value: unknown): Attachment | undefined {
  const {altText} = fieldsOf<WireImageBody['image']['images'][number]>(value);
  return attachmentIn(value, {kind: 'image', name: textOf(altText)});
}
