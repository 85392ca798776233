import type {TemplateResult} from 'lit';
import {ask, type RequestFate} from '../../controllers/request.js';
import type {StringsOf} from '../../i18n/catalogue.js';
import type {BulkWords} from '../../i18n/words/bulk.js';
import type {Capabilities} from '../../model/capabilities.js';
import {actionsFor, type ConversationAction} from '../../model/conversation-action.js';
import type {Conversation} from '../../model/conversation.js';
import type {WithOutcome} from '../conversation-actions/conversation-actions.events.js';
import {ACTION_LOOKS} from '../conversation-actions/default-actions.js';
import {requestAction} from '../conversation-actions/request-action.js';
import type {BulkFailure} from './bulk-run.js';
import {unreadIcon} from '../conversation-actions/action-icons.js';

type Strings = StringsOf<BulkWords>;
type LabelKey = {[Key in keyof BulkWords]: BulkWords[Key] extends string ? Key : never}[keyof BulkWords];
type DoneKey = {[Key in keyof BulkWords]: BulkWords[Key] extends string ? never : Key}[keyof BulkWords];

export type BulkActionId = Exclude<ConversationAction, 'delete'> | 'mark-read' | 'mark-unread';

interface About extends WithOutcome {
  readonly conversationId: string;
}

/** Something that can be done to several at once: by the request that is made for one, so that a veto of that one holds. */
export interface BulkAction {
  readonly id: BulkActionId;
  readonly label: LabelKey;
  readonly done: DoneKey;
  readonly icon: Node | TemplateResult;
  readonly applies: (conversation: Conversation, capabilities: Capabilities) => boolean;
  /** No provider is told. */
  readonly isLocal: (capabilities: Capabilities) => boolean;
  readonly ask: (element: HTMLElement, about: About) => RequestFate;
  /** What takes it back. */
  readonly reverse?: BulkActionId;
}

/** What came of the last thing that was done to several. */
export interface BulkReport {
  readonly action: BulkAction;
  readonly done: readonly Conversation[];
  readonly failed: readonly BulkFailure<Conversation>[];
  readonly left: readonly Conversation[];
  readonly asked: readonly Conversation[];
}

type Part = Pick<BulkAction, 'label' | 'done' | 'reverse'>;

/** What the provider does itself. */
const provided = (id: Exclude<ConversationAction, 'delete'>, part: Part): BulkAction => ({
  id,
  ...part,
  icon: ACTION_LOOKS[id].icon,
  applies: (conversation, capabilities) => actionsFor(conversation, capabilities).includes(id),
  isLocal: () => false,
  ask: (element, about) => requestAction(element, id, about),
});

const marking = (unread: boolean): BulkAction['ask'] => {
  return (element, about) => ask(element, 'parlor-unread-request', {...about, unread});
};

/** The most used first. Nothing here writes to anybody, and nothing that is done is gone for ever. */
export const BULK_ACTIONS: readonly BulkAction[] = [
  provided('archive', {label: 'archive', done: 'bulkArchived', reverse: 'unarchive'}),
  provided('unarchive', {label: 'unarchive', done: 'bulkUnarchived', reverse: 'archive'}),
  {
    ...{id: 'mark-read', label: 'markRead', done: 'bulkRead', icon: unreadIcon, ask: marking(false)},
    // What the provider counts as unread stays so where nothing can be said about it.
    applies: ({unread, status}, {markRead}) =>
      unread.has && status !== 'deleted' && (markRead !== 'none' || unread.source === 'local'),
    isLocal: ({markRead}) => markRead !== 'native',
  },
  {
    ...{id: 'mark-unread', label: 'markUnread', done: 'bulkUnread', icon: unreadIcon, ask: marking(true)},
    applies: ({unread, status}) => !unread.has && status !== 'deleted',
    isLocal: () => true,
    reverse: 'mark-read',
  },
  provided('star', {label: 'star', done: 'bulkStarred', reverse: 'unstar'}),
  provided('unstar', {label: 'unstar', done: 'bulkUnstarred', reverse: 'star'}),
  provided('close', {label: 'closeConversation', done: 'bulkClosed', reverse: 'reopen'}),
  provided('reopen', {label: 'reopenConversation', done: 'bulkReopened', reverse: 'close'}),
];

/** What can be done to at least one of them. */
export const bulkActionsFor = (
  conversations: readonly Conversation[],
  capabilities: Capabilities,
): readonly BulkAction[] =>
  BULK_ACTIONS.filter(({applies}) => conversations.some((conversation) => applies(conversation, capabilities)));

export const labelOf = ({label}: BulkAction, strings: Strings): string => strings[label];
