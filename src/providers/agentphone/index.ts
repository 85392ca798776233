import type {AdapterOptions} from '../../adapter/adapter-registry.js';
import {fieldsOf, flagOf, numberOf, textOf} from '../../adapter/toolkit/fields.js';
import type {MessagingAdapter} from '../../adapter/messaging-adapter.js';
import type {PollingOptions} from '../../adapter/polling.js';
import {createAgentPhoneAdapter} from './adapter.js';

export {createAgentPhoneAdapter} from './adapter.js';
export {decodeAgentPhoneEvent} from './events.js';
export type {AgentPhoneAdapterOptions, AgentPhoneSendOptions} from './options.js';
export type * from './wire.js';

/** What a page that names its provider by an attribute calls: nothing has checked these options yet. */
export function createAdapter(options: AdapterOptions): MessagingAdapter {
  const {conversations, messages, idleFactor} = fieldsOf<PollingOptions>(options['polling']);
  return createAgentPhoneAdapter({
    ...options,
    subAccountId: textOf(options['subAccountId']),
    numberId: textOf(options['numberId']),
    agentId: textOf(options['agentId']),
    pageSize: numberOf(options['pageSize']),
    contactNames: flagOf(options['contactNames']),
    polling: {
      conversations: numberOf(conversations),
      messages: numberOf(messages),
      idleFactor: numberOf(idleFactor),
    },
  });
}
