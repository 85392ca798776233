import type {Attachment} from '../../model/attachment.js';
import {mayLoadUnasked} from '../../model/local-address.js';
import type {MediaMode} from '../../model/media-mode.js';
import {messageKey, type Message} from '../../model/message.js';
import {safeUrl} from '../../model/safe-url.js';

/** A picture of a thread. */
export interface GalleryItem {
  readonly key: string;
  readonly message: Message;
  readonly attachment: Attachment;
  /** What an `<img>` may load. */
  readonly source: string;
}

const keyOf = (message: Message, place: number): string => `${messageKey(message)} ${place}`;

/** What came with a message at a place, when it can be a picture. */
export function itemAt(message: Message, place: number): GalleryItem | undefined {
  const attachment = message.attachments[place];
  const source = attachment && safeUrl(attachment.url, 'image');
  return attachment && source ? {key: keyOf(message, place), message, attachment, source} : undefined;
}

/** The pictures of the messages that are loaded, oldest first, and among them the one that is shown, whatever it is named. */
export function galleryOf(messages: readonly Message[], shown: GalleryItem): readonly GalleryItem[] {
  const items = messages.flatMap((message) =>
    message.attachments.flatMap(({kind}, place) => {
      const isShown = keyOf(message, place) === shown.key;
      return kind === 'image' || isShown ? (itemAt(message, place) ?? []) : [];
    }),
  );
  // It stays while it is looked at, even when its message is gone.
  return items.some(({key}) => key === shown.key) ? items : [shown];
}

/** Whether a picture may load without being asked for: as in the thread, see `MediaMode`. */
export const loadsByItself = ({message, source}: GalleryItem, media: MediaMode): boolean =>
  mayLoadUnasked(source) && (media === 'always' || message.direction === 'outbound');
