import {html, nothing, type TemplateResult} from 'lit';
import type {Attachment, AttachmentKind} from '../../model/attachment.js';
import {displayText} from '../../model/display-text.js';
import {safeUrl} from '../../model/safe-url.js';
import type {Localizer} from '../../i18n/localizer.js';
import {classMap} from '../class-map.js';
import {audioIcon, fileIcon, imageIcon, linkIcon, videoIcon} from '../file-icons.js';
import {personIcon} from '../icons.js';
import type {ImageStates} from './image-states.js';

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
  const classes = classMap({image: true, loading: images.get(url) !== 'shown'});
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
