import type {AdapterOptions} from '../../adapter/adapter-registry.js';
import type {MessagingAdapter} from '../../adapter/messaging-adapter.js';
import {pollingOptionsOf} from '../../adapter/polling.js';
import {fieldsOf, numberOf, textOf, type BudgetLimits} from '../../adapter/toolkit/index.js';
import {createDigivaultAdapter} from './adapter.js';

export {createDigivaultAdapter} from './adapter.js';
export {decodeDigivaultEvent} from './events.js';
export type {DigivaultAdapterOptions} from './options.js';
export type {BudgetClock, BudgetLimits} from '../../adapter/toolkit/index.js';
export type * from './wire.js';

/** What a page that names its provider by an attribute calls: nothing has checked these options yet. */
export function createAdapter(options: AdapterOptions): MessagingAdapter {
  const {requests, writes, window} = fieldsOf<BudgetLimits>(options['rateLimit']);
  const {baseUrl, headers, fetch, timeout, gateway, viewer} = options;
  return createDigivaultAdapter({
    baseUrl,
    headers,
    fetch,
    timeout,
    gateway,
    viewer,
    accountId: textOf(options['accountId']),
    ownContactId: textOf(options['ownContactId']),
    pageSize: numberOf(options['pageSize']),
    namesWithin: numberOf(options['namesWithin']),
    previews: numberOf(options['previews']),
    rememberedNames: numberOf(options['rememberedNames']),
    rateLimit: {requests: numberOf(requests), writes: numberOf(writes), window: numberOf(window)},
    polling: pollingOptionsOf(options['polling']),
  });
}
