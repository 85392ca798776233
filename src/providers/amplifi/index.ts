import type {AdapterOptions} from '../../adapter/adapter-registry.js';
import {fieldsOf, flagOf, lookUp, numberOf, textOf} from '../../adapter/toolkit/fields.js';
import type {MessagingAdapter} from '../../adapter/messaging-adapter.js';
import {pollingOptionsOf} from '../../adapter/polling.js';
import type {OwnEndpoint} from '../../model/participant.js';
import {createAmplifiAdapter} from './adapter.js';
import type {AmplifiSendOptions} from './options.js';

export {createAmplifiAdapter} from './adapter.js';
export type {AmplifiAdapterOptions, AmplifiSendOptions} from './options.js';
export {usNumberToE164} from './mapping.js';
export type * from './wire.js';

/** What a page that names its provider by an attribute calls: nothing has checked these options yet. */
export function createAdapter(options: AdapterOptions): MessagingAdapter {
  return createAmplifiAdapter({
    ...options,
    organizationId: textOf(options['organizationId']),
    pageSize: numberOf(options['pageSize']),
    ownNumbers: ownNumbersIn(options['ownNumbers']),
    reply: replyOptionsIn(options['reply']),
    polling: pollingOptionsOf(options['polling']),
  });
}

function ownNumbersIn(value: unknown): readonly OwnEndpoint[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  return entries.flatMap((entry) => {
    const fields = fieldsOf<OwnEndpoint>(entry);
    const [id, address, label] = [textOf(fields.id), textOf(fields.address), textOf(fields.label)];
    return id === undefined ? [] : [{id, ...(address && {address}), ...(label && {label})}];
  });
}

function replyOptionsIn(value: unknown): AmplifiSendOptions {
  const {normalizeText, forceRoute, fromPhoneNumberId} = fieldsOf<AmplifiSendOptions>(value);
  const route = lookUp({AUTO: 'AUTO', SMS: 'SMS', MMS: 'MMS'} as const, forceRoute);
  const [normalize, from] = [flagOf(normalizeText), textOf(fromPhoneNumberId)];
  return {
    ...(normalize !== undefined && {normalizeText: normalize}),
    ...(route && {forceRoute: route}),
    ...(from && {fromPhoneNumberId: from}),
  };
}
