import type {AdapterOptions} from '../../adapter/adapter-registry.js';
import {fieldsOf, flagOf, idOf, numberOf, textOf} from '../../adapter/toolkit/fields.js';
import type {MessagingAdapter} from '../../adapter/messaging-adapter.js';
import {pollingOptionsOf} from '../../adapter/polling.js';
import {createBirdAdapter} from './adapter.js';
import type {BirdChannel, BirdTemplate} from './options.js';

export {createBirdAdapter} from './adapter.js';
export {decodeBirdEvent} from './events.js';
export type {ConversationContext} from './map-conversation.js';
export type {BirdAdapterOptions, BirdChannel, BirdSendOptions, BirdTemplate} from './options.js';
export type * from './wire.js';

/** What a page that names its provider by an attribute calls: nothing has checked these options yet. */
export function createAdapter(options: AdapterOptions): MessagingAdapter {
  return createBirdAdapter({
    ...options,
    workspaceId: idOf(options['workspaceId']) ?? '',
    participantId: idOf(options['participantId']),
    channels: listOf(options['channels']).flatMap(channelFrom),
    templates: listOf(options['templates']).flatMap(templateFrom),
    pageSize: numberOf(options['pageSize']),
    polling: pollingOptionsOf(options['polling']),
  });
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function channelFrom(value: unknown): BirdChannel[] {
  const {id, label, platform, templatesOnly} = fieldsOf<BirdChannel>(value);
  const channelId = idOf(id);
  if (channelId === undefined) return [];
  return [{id: channelId, label: textOf(label), platform: textOf(platform), templatesOnly: flagOf(templatesOnly)}];
}

function templateFrom(value: unknown): BirdTemplate[] {
  const {parameters, ...wire} = fieldsOf<BirdTemplate>(value);
  const [id, projectId, version, locale] = [wire.id, wire.projectId, wire.version, wire.locale].map(idOf);
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
      channelId: idOf(wire.channelId),
    },
  ];
}
