import type {Capabilities, CapabilityName} from '../model/capabilities.js';
import type {MessagingAdapter} from './messaging-adapter.js';

/** What only works where the adapter has the method for it. */
const METHODS: Partial<Record<CapabilityName, keyof MessagingAdapter>> = {
  starred: 'setStarred',
  archiveConversation: 'setArchived',
  closeConversation: 'setClosed',
  deleteConversation: 'deleteConversation',
  deleteMessage: 'deleteMessage',
  reactToMessage: 'react',
  startConversation: 'startConversation',
  contactDetails: 'getContact',
  editMetadata: 'updateMetadata',
  chooseOwnEndpoint: 'listOwnEndpoints',
  sendTemplates: 'listTemplates',
};

/** What an adapter can do: a capability without its method counts for nothing, so that no control is drawn for it. */
export function effectiveCapabilities(adapter: MessagingAdapter): Capabilities {
  const missing = Object.entries(METHODS).filter(([, method]) => typeof adapter[method] !== 'function');
  const none = Object.fromEntries(missing.map(([name]) => [name, 'none' as const]));
  return {...adapter.capabilities, ...none};
}
