import type {TemplateResult} from 'lit';
import type {ConversationAction} from '../../controllers/conversation-action.js';
import type {ParlorStrings} from '../../i18n/catalogue.js';
import {
  archiveIcon,
  closedIcon,
  deleteIcon,
  inboxIcon,
  reopenIcon,
  searchMessagesIcon,
  starIcon,
  starOutlineIcon,
} from '../icons.js';

type PlainWords = {[Key in keyof ParlorStrings]: ParlorStrings[Key] extends string ? Key : never}[keyof ParlorStrings];

interface ActionLook {
  readonly label: PlainWords;
  /** What is said when it worked. */
  readonly done: PlainWords;
  readonly icon: TemplateResult;
}

export const ACTION_LOOKS: Readonly<Record<ConversationAction, ActionLook>> = {
  star: {label: 'star', done: 'starred', icon: starOutlineIcon},
  unstar: {label: 'unstar', done: 'starRemoved', icon: starIcon},
  archive: {label: 'archive', done: 'archived', icon: archiveIcon},
  unarchive: {label: 'unarchive', done: 'movedToInbox', icon: inboxIcon},
  close: {label: 'closeConversation', done: 'conversationClosed', icon: closedIcon},
  reopen: {label: 'reopenConversation', done: 'conversationReopened', icon: reopenIcon},
  delete: {label: 'delete', done: 'conversationDeleted', icon: deleteIcon},
};

export const SEARCH_LOOK = {label: 'searchMessages', icon: searchMessagesIcon} as const;
