import {NO_CAPABILITIES, type Capabilities} from '../../model/capabilities.js';
import type {SurgeAdapterOptions} from './options.js';

/**
 * What can be done with an account. The document has no way to archive, star, delete, mark as read, or search, and
 * neither it nor any client has a list of conversations.
 */
export function capabilitiesOf({documentedOnly, webhooks, statusInAnswers}: SurgeAdapterOptions): Capabilities {
  const hearsEvents = webhooks === true || documentedOnly === true;
  return {
    ...NO_CAPABILITIES,
    // Grouped from the account's messages.
    listConversations: documentedOnly ? 'none' : 'derived',
    messageHistory: documentedOnly ? 'local' : 'derived',
    searchConversations: 'derived',
    includeArchived: statusInAnswers && !documentedOnly ? 'derived' : 'none',
    // Only events tell which way a message went.
    filterUnread: hearsEvents ? 'local' : 'none',
    filterNeedsReply: hearsEvents ? 'derived' : 'none',
    markRead: 'local',
    // From events, which name the contact and not the thread, and from refused sends.
    consent: statusInAnswers ? 'native' : 'derived',
    deliveryStatus: hearsEvents ? 'native' : 'none',
    sendText: 'native',
    sendMedia: 'native',
    // A limit is documented nowhere; ten is what carriers pass on.
    maximumAttachments: 10,
    startConversation: 'native',
    chooseOwnEndpoint: documentedOnly ? 'none' : 'native',
    editMetadata: documentedOnly ? 'none' : 'native',
    contactDetails: documentedOnly ? 'none' : 'native',
    liveUpdates: hearsEvents ? 'native' : 'derived',
  };
}
