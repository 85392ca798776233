import type {AdapterOptions} from '../../adapter/adapter-registry.js';
import {fieldsOf, numberOf, textOf} from '../../adapter/toolkit/fields.js';
import type {MessagingAdapter} from '../../adapter/messaging-adapter.js';
import type {PollingOptions} from '../../adapter/polling.js';
import {createBirdAdapter} from './adapter.js';
import type {BirdChannel, BirdTemplate} from './options.js';

export {createBirdAdapter} from './adapter.js';
export {decodeBirdEvent} from './events.js';
export type {ConversationContext} from './map-conversation.js';
export type {BirdAdapterOptions, BirdChannel, BirdSendOptions, BirdTemplate} from './options.js';
export type * from './wire.js';

/** What a page that names its provider by an attribute calls: nothing has checked these options yet. */
export function createAdapter(options: AdapterOptions): MessagingAdapter {
  const {conversations, messages, idleFactor} = fieldsOf<PollingOptions>(options['polling']);
  return createBirdAdapter({
    ...options,
    workspaceId: textOf(options['workspaceId']) ?? '',
    participantId: textOf(options['participantId']),
    channels: listOf(options['channels']).flatMap(channelFrom),
    templates: listOf(options['templates']).flatMap(templateFrom),
    pageSize: numberOf(options['pageSize']),
    polling: {
      conversations: numberOf(conversations),
      messages: numberOf(messages),
      idleFactor: numberOf(idleFactor),
    },
  });
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function channelFrom(value: unknown): BirdChannel[] {
  const {id, label, platform} = fieldsOf<BirdChannel>(value);
  const channelId = textOf(id);
  return channelId === undefined ? [] : [{id: channelId, label: textOf(label), platform: textOf(platform)}];
}

function templateFrom(value: unknown): BirdTemplate[] {
  const {parameters, ...wire} = fieldsOf<BirdTemplate>(value);
  const [id, projectId, version, locale] = [wire.id, wire.projectId, wire.version, wire.locale].map(textOf);
  if (id === undefined || projectId === undefined || version === undefined || locale === undefined) return [];
  const named = listOf(parameters).flatMap((entry) => {
    const {key, label} = fieldsOf<{key: string; label: string}>(entry);
    const name = textOf(key);
    return name === undefined ? [] : [{key: name, label: textOf(label)}];
  });
  return [
    {
      ...{id, projectId, version, locale},
      name: textOf(wire.name) ?? id,
      preview: textOf(wire.preview),
      parameters: named,
      channelId: textOf(wire.channelId),
    },
  ];
}
