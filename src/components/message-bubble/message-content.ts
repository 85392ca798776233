import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from '../../i18n/localizer.js';
import type {Attachment, AttachmentKind} from '../../model/attachment.js';
import {displayText} from '../../model/display-text.js';
import {tokenizeText} from '../../model/message-text.js';
import {safeUrl} from '../../model/safe-url.js';
import {classNames} from '../common.js';
import {audioIcon, fileIcon, imageIcon, linkIcon, personIcon, videoIcon} from '../icons.js';

type Content = string | TemplateResult;

/** Text nodes, and links between them. Whatever the text holds, nothing is ever parsed as markup. */
export function textWithLinks(text: string): Content | readonly Content[] {
  const content = tokenizeText(text).map((token) =>
    token.kind === 'link'
      ? html`<a href=${token.href} dir="ltr" target="_blank" rel="noopener noreferrer nofollow ugc">${token.text}</a>`
      : token.text,
  );
  // Most messages are one text: without a list around it, each of them has three nodes less.
  return content.length === 1 && content[0] !== undefined ? content[0] : content;
}

/** What a bubble knows of its pictures, by address. */
export type ImageStates = ReadonlyMap<string, 'shown' | 'failed'>;

export interface AttachmentContext {
  readonly localizer: Localizer;
  readonly images: ImageStates;
  readonly onImage: (url: string, state: 'shown' | 'failed') => void;
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
  const {localizer, images} = context;
  const {kind, url} = attachment;
  const source = kind === 'image' ? safeUrl(url, 'image') : undefined;
  const href = safeUrl(url, 'link');
  const name = displayText(
    attachment.name || (kind === 'image' ? localizer.strings.photo : localizer.strings.attachment),
  );
  if (source && images.get(url) !== 'failed') return imageView({attachment, source, href, name}, context);
  const notice = kind === 'image' ? localizer.strings.imageUnavailable : undefined;
  const words = html`
    ${ICONS[kind] ?? fileIcon}
    <span class="file-words">
      <bdi class="file-name">${name}</bdi>
      ${notice ? html`<span class="file-notice">${notice}</span>` : nothing}
    </span>
  `;
  if (!href) return html`<span class="file" part="attachment">${words}</span>`;
  return html`
    <a
      class="file"
      part="attachment"
      href=${href}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      aria-label=${[localizer.fill(localizer.strings.openFile, {name}), notice].filter(Boolean).join('. ')}
    >
      ${words}
    </a>
  `;
}

interface Picture {
  readonly attachment: Attachment;
  readonly source: string;
  readonly href: string | undefined;
  readonly name: string;
}

/** Until it is loaded a picture has a box of a usual shape, so that little moves when it comes. */
function imageView({attachment, source, href, name}: Picture, context: AttachmentContext): TemplateResult {
  const {localizer, images, onImage} = context;
  const {url} = attachment;
  const classes = classNames({image: true, loading: images.get(url) !== 'shown'});
  const image = html`
    <img
      src=${source}
      alt=${href ? '' : name}
      loading="lazy"
      decoding="async"
      referrerpolicy="no-referrer"
      @load=${() => onImage(url, 'shown')}
      @error=${() => onImage(url, 'failed')}
    />
  `;
  if (!href) return html`<span class=${classes} part="attachment">${image}</span>`;
  return html`
    <a
      class=${classes}
      part="attachment"
      href=${href}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      aria-label=${localizer.fill(localizer.strings.openImage, {name})}
    >
      ${image}
    </a>
  `;
}
