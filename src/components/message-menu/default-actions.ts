import {request} from '../../controllers/request.js';
import type {StringsOf} from '../../i18n/catalogue.js';
import type {MessageMenuWords} from '../../i18n/words/message-menu.js';
import type {SharedWords} from '../../i18n/words/shared.js';
import type {Capabilities} from '../../model/capabilities.js';
import type {Conversation} from '../../model/conversation.js';
import {tokenizeText} from '../../model/message-text.js';
import {messageKey, type Message} from '../../model/message.js';
import {canDeleteMessage} from '../../model/message-change.js';
import {reactionsFor} from '../../model/reactions-for.js';
import {canReplyTo} from '../../model/reply-to.js';
import {safeUrl} from '../../model/safe-url.js';
import {hasVisibleText} from '../../model/visible-text.js';
import type {InboxStore} from '../../store/inbox-store.js';
import type {ActionItem} from '../action-list.js';
import {deleteIcon} from '../conversation-actions/action-icons.js';
import {linkIcon} from '../message-icons.js';
import {copyIcon, detailsIcon, reactIcon, replyIcon} from './menu-icons.js';

/** What an action on a message is done to, and what it can ask for. */
export interface MessageActionContext {
  readonly message: Message;
  /** The conversation it is in, where an inbox is around. */
  readonly conversation: Conversation | undefined;
  readonly capabilities: Capabilities;
  readonly strings: StringsOf<SharedWords & MessageMenuWords>;
  /** Dispatches requests: what bubbles from it is about this message's inbox. */
  readonly element: HTMLElement;
  /** The store of the inbox around, if there is one. */
  readonly store: InboxStore | undefined;
  /** Whoever owns the thread shows details when asked. */
  readonly offersDetails: boolean;
  /** Whether this page may write to the clipboard at all. */
  readonly canCopy: boolean;
  /** Puts a text on the clipboard, and says whether that worked. */
  readonly copy: (text: string) => Promise<void>;
  /** Asks whether the message shall be deleted, and has that done. */
  readonly askToDelete: () => void;
  /** Asks what to react with, and has that done. */
  readonly askToReact: () => void;
  /** Says what was done, beside the message and to screen readers. */
  readonly announce: (words: string) => void;
}

export type MessageActionItem = ActionItem<MessageActionContext>;

/** The addresses that a message leads to: those in its text, then those of its files, each once. */
export function linksOf({text, attachments}: Message): readonly string[] {
  const inText = hasVisibleText(text)
    ? tokenizeText(text).flatMap((token) => (token.kind === 'link' ? [token.href] : []))
    : [];
  const links = [...inText, ...attachments.map(({url}) => url)].map((url) => safeUrl(url, 'link'));
  return [...new Set(links.filter((url) => url !== undefined))];
}

/** What can be done to a message: `reply`, `react`, `copy-text`, `copy-link`, `details`, `delete`. Each is offered only where it can be done. */
export const DEFAULT_MESSAGE_ACTIONS: readonly MessageActionItem[] = [
  {
    id: 'reply',
    label: ({strings}) => strings.replyToMessage,
    icon: replyIcon,
    // It leaves like any other reply: where none may, none is offered.
    isOffered: ({message, capabilities, conversation, store}) =>
      canReplyTo(message, capabilities, conversation) && !store?.blockOf(message.conversationId),
    run: ({element, message}) =>
      request(element, 'parlor-reply-to-request', {
        conversationId: message.conversationId,
        messageId: message.id,
      }),
  },
  {
    id: 'react',
    label: ({strings}) => strings.react,
    icon: reactIcon,
    // It reaches the contact, like a reply.
    isOffered: ({message, capabilities, conversation, store}) =>
      !!store &&
      !store.blockOf(message.conversationId) &&
      !store.sending.refusalIn(message.conversationId) &&
      reactionsFor(message, capabilities, conversation).length > 0,
    run: ({askToReact}) => askToReact(),
  },
  {
    id: 'copy-text',
    label: ({strings}) => strings.copyText,
    icon: copyIcon,
    isOffered: ({canCopy, message}) => canCopy && hasVisibleText(message.text),
    run: ({message, copy}) => copy(message.text ?? ''),
  },
  {
    id: 'copy-link',
    label: ({strings, message}) => (linksOf(message).length > 1 ? strings.copyLinks : strings.copyLink),
    icon: linkIcon,
    isOffered: ({canCopy, message}) => canCopy && linksOf(message).length > 0,
    run: ({message, copy}) => copy(linksOf(message).join('\n')),
  },
  {
    id: 'details',
    label: ({strings}) => strings.messageDetails,
    icon: detailsIcon,
    isOffered: ({offersDetails}) => offersDetails,
    run: ({element, message}) =>
      request(element, 'parlor-details-toggle-request', {
        conversationId: message.conversationId,
        open: true,
        messageId: messageKey(message),
      }),
  },
  {
    id: 'delete',
    label: ({strings}) => strings.deleteMessage,
    icon: deleteIcon,
    isDangerous: true,
    isOffered: ({message, capabilities, store}) => !!store && canDeleteMessage(message, capabilities),
    run: ({askToDelete}) => askToDelete(),
  },
];
