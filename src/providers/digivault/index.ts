import type {AdapterOptions} from '../../adapter/adapter-registry.js';
import {fieldsOf, numberOf, textOf} from '../../adapter/toolkit/fields.js';
import type {MessagingAdapter} from '../../adapter/messaging-adapter.js';
import type {PollingOptions} from '../../adapter/polling.js';
import {createDigivaultAdapter} from './adapter.js';
import type {BudgetLimits} from '../../adapter/toolkit/request-budget.js';

export {createDigivaultAdapter} from './adapter.js';
export {decodeDigivaultEvent} from './events.js';
export type {DigivaultAdapterOptions} from './options.js';
export type {BudgetClock, BudgetLimits} from '../../adapter/toolkit/request-budget.js';
export type * from './wire.js';

/** What a page that names its provider by an attribute calls: nothing has checked these options yet. */
export function createAdapter(options: AdapterOptions): MessagingAdapter {
  const {conversations, messages, idleFactor} = fieldsOf<PollingOptions>(options['polling']);
  const {requests, writes, window} = fieldsOf<BudgetLimits>(options['rateLimit']);
  const {baseUrl, headers, fetch, timeout} = options;
  return createDigivaultAdapter({
    baseUrl,
    headers,
    fetch,
    timeout,
    accountId: textOf(options['accountId']),
    ownContactId: textOf(options['ownContactId']),
    pageSize: numberOf(options['pageSize']),
    namesWithin: numberOf(options['namesWithin']),
    rememberedNames: numberOf(options['rememberedNames']),
    rateLimit: {requests: numberOf(requests), writes: numberOf(writes), window: numberOf(window)},
    polling: {
      conversations: numberOf(conversations),
      messages: numberOf(messages),
      idleFactor: numberOf(idleFactor),
    },
  });
}
