import type {AdapterOptions} from '../../adapter/adapter-registry.js';
import type {MessagingAdapter} from '../../adapter/messaging-adapter.js';
import {pollingOptionsOf} from '../../adapter/polling.js';
import {flagOf, numberOf, textOf} from '../../adapter/toolkit/index.js';
import {createAgentPhoneAdapter} from './adapter.js';

export {createAgentPhoneAdapter} from './adapter.js';
export {decodeAgentPhoneEvent} from './events.js';
export type {AgentPhoneAdapterOptions, AgentPhoneSendOptions} from './options.js';
export type * from './wire.js';

/** What a page that names its provider by an attribute calls: nothing has checked these options yet. */
export function createAdapter(options: AdapterOptions): MessagingAdapter {
  return createAgentPhoneAdapter({
    ...options,
    subAccountId: textOf(options['subAccountId']),
    numberId: textOf(options['numberId']),
    agentId: textOf(options['agentId']),
    pageSize: numberOf(options['pageSize']),
    contactNames: flagOf(options['contactNames']),
    polling: pollingOptionsOf(options['polling']),
  });
}
