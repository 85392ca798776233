import {html, nothing, type TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ThreadWords} from '../../i18n/words/thread.js';
import type {Attachment, AttachmentKind} from '../../model/attachment.js';
import {displayLabel} from '../../model/display-text.js';
import {tokenizeText, type TextToken} from '../../model/message-text.js';
import {safeUrl} from '../../model/safe-url.js';
import {classNames, isAnimation} from '../common.js';
import {personIcon} from '../icons.js';
import {audioIcon, fileIcon, imageIcon, linkIcon, videoIcon} from '../message-icons.js';
import type {Pictures, PictureView} from './pictures.js';

type Content = string | TemplateResult;

/** Browsers lay out many links in one text slowly; nobody follows that many. */
const MOST_LINKS = 500;

/** Text nodes, and links between them. Whatever the text holds, nothing is ever parsed as markup. */
export function textWithLinks(text: string, onCall: (event: MouseEvent) => void): Content | readonly Content[] {
  const content: Content[] = [];
  let links = 0;
  for (const token of tokenizeText(text)) {
    const last = content.at(-1);
    if (token.kind === 'link' && links++ < MOST_LINKS) content.push(link(token, onCall));
    else if (typeof last === 'string') content[content.length - 1] = last + token.text;
    else content.push(token.text);
  }
  // Most messages are one text: without a list around it, each of them has three nodes less.
  return content.length === 1 && content[0] !== undefined ? content[0] : content;
}

const link = ({href, text}: TextToken & {kind: 'link'}, onCall: (event: MouseEvent) => void): TemplateResult =>
  href.startsWith('tel:')
    ? html`<a href=${href} dir="ltr" @click=${onCall}>${text}</a>`
    : html`<a href=${href} dir="ltr" target="_blank" rel="noopener noreferrer nofollow ugc">${text}</a>`;

export interface AttachmentContext {
  readonly localizer: Localizer<ThreadWords>;
  readonly pictures: Pictures;
  /** Of the attachment among those of its message. */
  readonly place: number;
  /** Shows the picture in place; without it, its link leads to it. */
  readonly onOpen: ((event: MouseEvent) => void) | undefined;
}

const ICONS: Readonly<Record<AttachmentKind, TemplateResult>> = {
  image: imageIcon,
  video: videoIcon,
  audio: audioIcon,
  file: fileIcon,
  link: linkIcon,
  contact: personIcon,
  unknown: fileIcon,
};

/** A picture, or a link with the file's name. An address that is not safe to open is named and not linked. */
export function attachmentView(attachment: Attachment, context: AttachmentContext): TemplateResult {
  const {localizer, pictures, place} = context;
  const {kind, url} = attachment;
  const {strings} = localizer;
  const view = pictures.viewOf(attachment, place);
  const isImage = kind === 'image' || view.kind === 'picture';
  const name = displayLabel(attachment.name || (isImage ? strings.photo : strings.attachment));
  const href = safeUrl(url, 'link');
  if (view.kind === 'picture') return pictureView(view, {name, href}, context);
  if (view.kind === 'ask') {
    return html`
      <button class="file ask" part="attachment" type="button" @click=${() => pictures.ask(place)}>
        ${imageIcon}<span class="file-words">${localizer.fill(strings.showImage, {name})}</span>
      </button>
    `;
  }
  if (view.kind === 'play') {
    const onError = () => pictures.onError(place, url);
    // What others sent loads when it is played, and not before.
    return kind === 'audio'
      ? html`<audio
          part="attachment"
          controls
          preload="none"
          src=${view.source}
          aria-label=${name}
          @error=${onError}
        ></audio>`
      : html`<video
          part="attachment"
          controls
          preload="none"
          src=${view.source}
          aria-label=${name}
          @error=${onError}
        ></video>`;
  }
  const trial = view.kind === 'trial' ? image(view.source, {isHidden: true}, context) : nothing;
  const unavailable = kind === 'audio' || kind === 'video' ? strings.mediaUnavailable : strings.imageUnavailable;
  const notice = view.kind === 'link' && view.isBroken ? unavailable : undefined;
  const words = html`
    ${ICONS[kind] ?? fileIcon}
    <span class="file-words">
      <bdi class="file-name">${name}</bdi>
      ${notice ? html`<span class="file-notice">${notice}</span>` : nothing}
    </span>
  `;
  if (!href) return html`<span class="file" part="attachment">${words}</span>${trial}`;
  return html`
    <a
      class="file"
      part="attachment"
      href=${href}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      @click=${kind === 'contact' ? context.onOpen : undefined}
      aria-label=${[localizer.fill(strings.openFile, {name}), notice].filter(Boolean).join('. ')}
    >
      ${words}
    </a>
    ${trial}
  `;
}

interface Named {
  readonly name: string;
  /** Absent where the address is not safe to open. */
  readonly href: string | undefined;
}

/**
 * Until it is loaded a picture has a box of a usual shape, so that little moves when it comes. What is shown stays until
 * its successor is there.
 */
function pictureView(
  view: PictureView & {kind: 'picture'},
  {name, href}: Named,
  context: AttachmentContext,
): TemplateResult {
  const {localizer, pictures, place, onOpen} = context;
  const {strings} = localizer;
  const {shown, next, isStill, plays} = view;
  const classes = classNames({image: true, loading: shown === undefined, still: isStill && !plays});
  const sources = [shown, next].filter((source) => source !== undefined);
  const images = html`
    ${repeat(
      sources,
      (source) => source,
      (source) =>
        image(source, {alt: href || onOpen ? '' : name, isNext: source === next && shown !== undefined}, context),
    )}
    ${isStill ? html`<canvas aria-hidden="true"></canvas>` : nothing}
  `;
  const picture = href
    ? html`<a
        class=${classes}
        part="attachment"
        href=${href}
        target="_blank"
        rel="noopener noreferrer nofollow ugc"
        aria-label=${localizer.fill(strings.openImage, {name})}
        @click=${onOpen}
        >${images}</a
      >`
    : onOpen
      ? html`<button
          class=${classes}
          part="attachment"
          type="button"
          aria-label=${localizer.fill(strings.openImage, {name})}
          @click=${onOpen}
        >
          ${images}
        </button>`
      : html`<span class=${classes} part="attachment">${images}</span>`;
  if (!isStill) return picture;
  const moves = [name, ...sources].some(isAnimation);
  return html`
    <div class="animation">
      ${picture}
      <button class="play" type="button" @click=${() => pictures.togglePlaying(place)}>
        ${plays ? strings.stopAnimation : moves ? strings.playAnimation : strings.playIfAnimated}
      </button>
    </div>
  `;
}

interface ImageOptions {
  readonly alt?: string;
  readonly isHidden?: boolean;
  readonly isNext?: boolean;
}

function image(
  source: string,
  {alt = '', isHidden = false, isNext = false}: ImageOptions,
  {pictures, place}: AttachmentContext,
): TemplateResult {
  return html`<img
    class=${isNext ? 'next' : ''}
    src=${source}
    alt=${alt}
    ?hidden=${isHidden}
    loading=${isHidden ? 'eager' : 'lazy'}
    decoding="async"
    referrerpolicy="no-referrer"
    @load=${(event: Event) => {
      drawStill(event.currentTarget);
      pictures.onLoad(place, source);
    }}
    @error=${() => pictures.onError(place, source)}
  />`;
}

/** Draws one frame of a picture that would move. */
function drawStill(picture: EventTarget | null): void {
  const canvas = picture instanceof HTMLImageElement ? picture.parentElement?.querySelector('canvas') : undefined;
  if (!canvas || !(picture instanceof HTMLImageElement)) return;
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
}
