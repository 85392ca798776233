import type {AdapterOptions} from '../../adapter/adapter-registry.js';
import {fieldsOf, flagOf, numberOf, textOf} from '../../adapter/toolkit/fields.js';
import type {MessagingAdapter} from '../../adapter/messaging-adapter.js';
import {pollingOptionsOf} from '../../adapter/polling.js';
import {createSurgeAdapter} from './adapter.js';
import {refusal} from './errors.js';
import type {SurgeAdapterOptions, SurgeKnowledgeStore} from './options.js';

export {createSurgeAdapter, type SurgeAdapter} from './adapter.js';
export {decodeSurgeEvent} from './live.js';
export {instantInId as instantInSurgeId} from './mapping.js';
export type {SurgeAdapterOptions, SurgeKnowledgeStore, SurgeSendOptions} from './options.js';
export type * from './wire.js';

/**
 * What a page that names its provider by an attribute calls: nothing has checked these options yet.
 *
 * @throws ConversationError of kind `validation` without an account id
 */
export function createAdapter(options: AdapterOptions): MessagingAdapter {
  const accountId = textOf(options['accountId']);
  if (accountId === undefined) throw refusal('accountId', 'The account id is missing.');
  const order = options['listOrder'];
  const {attachmentUrl, knowledge} = options;
  return createSurgeAdapter({
    ...options,
    accountId,
    documentedOnly: flagOf(options['documentedOnly']),
    webhooks: flagOf(options['webhooks']),
    statusInAnswers: flagOf(options['statusInAnswers']),
    listOrder: order === 'newest-first' || order === 'oldest-first' ? order : undefined,
    pagesPerCall: numberOf(options['pagesPerCall']),
    cachedPages: numberOf(options['cachedPages']),
    attachmentUrl: isResolver(attachmentUrl) ? attachmentUrl : undefined,
    knowledge: isStore(knowledge) ? knowledge : undefined,
    polling: pollingOptionsOf(options['polling']),
  });
}

const isResolver = (value: unknown): value is NonNullable<SurgeAdapterOptions['attachmentUrl']> =>
  typeof value === 'function';

const isStore = (value: unknown): value is SurgeKnowledgeStore => {
  const {load, save} = fieldsOf<SurgeKnowledgeStore>(value);
  return typeof load === 'function' && typeof save === 'function';
};
