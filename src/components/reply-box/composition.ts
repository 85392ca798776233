import {request} from '../../controllers/request.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ReplyWords} from '../../i18n/words/reply.js';
import type {InboxStore} from '../../store/inbox-store.js';
import {Attachments, type AttachmentsHost} from './attachments.js';
import {ContactTimeCheck, type ContactTimeHost} from './contact-time-check.js';
import {chosenEndpoint, type FromHost} from './from-row.js';
import {HeldGaps} from './held-gaps.js';
import type {ReplyRequestDetail, SendOutcome, SendRequestDetail} from './reply-box.events.js';
import {blockOf, hasContent, isLocked, whyItWaits, type Written} from './reply-state.js';
import {SavedReplyChoice, type SavedRepliesHost} from './saved-reply-choice.js';
import {SendOptions} from './send-options.js';
import {TemplateChoice, type TemplateHost} from './template-choice.js';
import {TextField, type FieldHost} from './text-field.js';

type PartsHost = AttachmentsHost & ContactTimeHost & FieldHost & FromHost & SavedRepliesHost & TemplateHost;

export type CompositionHost = PartsHost & Written & {readonly replyTo?: SendRequestDetail['replyTo']};

export interface CompositionParts {
  readonly localizer: () => Localizer<ReplyWords>;
  readonly store: () => InboxStore | undefined;
  /** Tells whoever listens. */
  readonly announce: (words: string) => void;
}

export type Composition = ReturnType<typeof compose>;

/** The reply that is being written: what it is made of, what has to be done before it leaves, and what leaves. */
export function compose(host: CompositionHost, {localizer, store, announce}: CompositionParts) {
  const options = new SendOptions(host);
  const templates = new TemplateChoice(host, () => contactTime.holdsBack());
  const gaps = new HeldGaps();
  const savedReplies = new SavedReplyChoice(host, (urls) => attachments.add(urls));
  const attachments: Attachments = new Attachments(host, () => isLocked(host), addFiles, keepDraft);
  const contactTime = new ContactTimeCheck(host, options, store);
  const field: TextField = new TextField(host, onTyped, () => savedReplies.close());

  /** What every request begins with. */
  const about = (): ReplyRequestDetail => ({conversationId: host.conversationId ?? ''});

  /** Why sending waits; nothing when it does not. */
  const waits = (): string | undefined => whyItWaits(host, attachments.uploads, localizer());

  const canSend = (): boolean => !isLocked(host) && hasContent(host) && waits() === undefined;

  /** What is written, and all that was chosen for it. */
  function outgoing(): SendRequestDetail {
    const {value: text, mediaUrls, replyTo} = host;
    const ownEndpointId = chosenEndpoint(host);
    const {chosen} = options;
    return {
      ...{...about(), text, mediaUrls},
      ...(ownEndpointId !== undefined && {ownEndpointId}),
      ...(replyTo && {replyTo}),
      ...(chosen && {providerOptions: chosen}),
    };
  }

  /** Asks the owner to send what is written, once nothing keeps it here. */
  function send(): SendOutcome {
    const {value} = host;
    if (isLocked(host) || templates.isOpen) return 'locked';
    if (!canSend()) {
      const words = waits() ?? '';
      announce(words);
      return words ? 'waiting' : 'empty';
    }
    if (savedReplies.close()) return 'waiting';
    if (gaps.hold(field.element, value)) {
      announce(gaps.words(value, localizer()));
      host.requestUpdate();
      return 'waiting';
    }
    field.element?.focus();
    if (contactTime.holdsBack()) return 'waiting';
    gaps.reset();
    return request(host, 'parlor-send-request', outgoing()) ? 'requested' : 'vetoed';
  }

  function keepDraft(): void {
    const {value: text, mediaUrls} = host;
    request(host, 'parlor-draft-request', {...about(), text, mediaUrls});
  }

  function addFiles(files: readonly File[]): void {
    const words = localizer();
    const isTooMany = files.length > attachments.room;
    announce(isTooMany ? words.count(words.strings.mediaLimit, host.maximumAttachments) : '');
    attachments.addFiles(files);
    field.element?.focus();
  }

  function onTyped(event: InputEvent | undefined): void {
    announce('');
    if (event && field.element && host.savedReplies) savedReplies.onInput(event, field.element);
    keepDraft();
  }

  function usePlainCharacters(): void {
    if (field.usePlainCharacters()) announce(localizer().strings.unicodeReplaced);
  }

  /**
   * Before drawing.
   *
   * @param isOther it is another conversation's: what was begun in the one before does not go over to it
   */
  function follow(isOther: boolean): void {
    if (isOther || isLocked(host)) {
      attachments.mediaEntry.reset();
      savedReplies.close();
    }
    if (isOther) {
      for (const part of [attachments.uploads, options, templates, gaps]) part.reset();
      field.startAnew();
    }
    // Nothing gets round a block, but where only the text is not allowed.
    const block = blockOf(host);
    const isClosed = block && block.reason !== 'template-only';
    if (isClosed || host.disabled || host.readonly) templates.close();
  }

  return {
    ...{options, templates, gaps, savedReplies, attachments, contactTime, field},
    ...{about, waits, canSend, send, follow, addFiles, usePlainCharacters},
  };
}
