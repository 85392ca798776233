import type {WithOutcome} from '../conversation-actions/conversation-actions.events.js';

export interface UnreadRequestDetail extends WithOutcome {
  readonly conversationId: string;
  /** False to mark it as read; unread without it. */
  readonly unread?: boolean;
}

export interface CommandsRequestDetail {
  /** The palette with everything that can be done, the list of keys, or the choice of a date to go to. */
  readonly show: 'commands' | 'shortcuts' | 'date';
}

/** What is asked for about commands, by the name of the event. */
export interface CommandPaletteRequests {
  /** The conversation should be unread until it is opened again; on this device only. */
  'parlor-unread-request': UnreadRequestDetail;
  /** What can be done should be shown. */
  'parlor-commands-request': CommandsRequestDetail;
}

declare global {
  interface HTMLElementEventMap {
    'parlor-unread-request': CustomEvent<UnreadRequestDetail>;
    'parlor-commands-request': CustomEvent<CommandsRequestDetail>;
  }
}
