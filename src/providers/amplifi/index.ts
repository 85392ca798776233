import type {AdapterOptions} from '../../adapter/adapter-registry.js';
import {fieldsOf, numberOf, textOf} from '../../adapter/toolkit/fields.js';
import type {MessagingAdapter} from '../../adapter/messaging-adapter.js';
import type {PollingOptions} from '../../adapter/polling.js';
import {createAmplifiAdapter} from './adapter.js';

export {createAmplifiAdapter} from './adapter.js';
export type {AmplifiAdapterOptions, AmplifiSendOptions} from './options.js';
export {usNumberToE164} from './phone.js';
export type * from './wire.js';

/** What a page that names its provider by an attribute calls: nothing has checked these options yet. */
export function createAdapter(options: AdapterOptions): MessagingAdapter {
  const {conversations, messages, idleFactor} = fieldsOf<PollingOptions>(options['polling']);
  return createAmplifiAdapter({
    ...options,
    organizationId: textOf(options['organizationId']),
    pageSize: numberOf(options['pageSize']),
    polling: {
      conversations: numberOf(conversations),
      messages: numberOf(messages),
      idleFactor: numberOf(idleFactor),
    },
  });
}
