import type {Capabilities} from '../model/capabilities.js';
import type {ContactDetails} from '../model/contact-details.js';
import type {ConversationError} from '../model/conversation-error.js';
import type {InboxStore} from '../store/inbox-store.js';
import type {LoadStatus} from '../store/load-status.js';

/** How far loading more about a contact got. */
export interface LoadedContact {
  readonly status: LoadStatus;
  readonly details?: ContactDetails;
  readonly error?: ConversationError;
}

/** How far saving metadata got. */
export interface ContactSave {
  readonly saving: boolean;
  readonly saveError?: ConversationError;
}

export const contactParts = (store: InboxStore) => [store, store.conversationList];

/** What an adapter can say and change about a contact; a capability without its method counts for nothing. */
export function contactCapabilities({adapter}: InboxStore): Capabilities {
  const {capabilities} = adapter;
  return {
    ...capabilities,
    contactDetails: adapter.getContact ? capabilities.contactDetails : 'none',
    editMetadata: adapter.updateMetadata ? capabilities.editMetadata : 'none',
  };
}

/** The properties of a contact panel for the selected conversation. */
export function contactProperties(store: InboxStore, loaded: LoadedContact, save: ContactSave | undefined) {
  return {
    conversation: store.selected,
    details: loaded.details,
    status: loaded.status,
    error: loaded.error,
    saving: save?.saving ?? false,
    saveError: save?.saveError,
    timeZone: store.state.timeZone,
  };
}
