import type {Capabilities} from '../../model/capabilities.js';
import {reportThrown} from '../../util/report-thrown.js';
import type {AdapterEvent} from '../adapter-event.js';
import type {HttpOptions} from '../http.js';
import type {AdapterSubscription, MessagingAdapter, PollMode} from '../messaging-adapter.js';
import type {EventFeed} from './event-feed.js';

/** What a provider is through a gateway besides. */
export interface GatewaySide {
  /** What is known only while webhooks arrive. */
  readonly whileLive?: Partial<Capabilities>;
  /** Webhooks tell a part only: the rest is looked for, less often. */
  readonly tellsPart?: boolean;
}

/** Of the part of a gateway that belongs to one provider; none without a gateway. */
export const gatewayAddress = (gateway: string, provider: string, part: 'api' | 'events' | 'media'): string =>
  `${gateway.replace(/\/+$/, '')}/${provider}/${part}`;

/**
 * Makes an adapter, through the gateway that its options name, if they name one: requests go there, webhooks come from
 * there to the adapter's own `receiveWebhook`, and sends can be repeated. The adapter's own way of looking for news is for
 * the time when there is no stream.
 */
export function overGateway<Options extends HttpOptions, Adapter extends MessagingAdapter>(
  provider: string,
  options: Options,
  create: (options: Options) => Adapter,
  {whileLive, tellsPart = false}: GatewaySide = {},
): Adapter {
  const {gateway, headers, viewer, fetch} = options;
  if (!gateway) return create(options);
  const send = fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init));
  const adapter = create({
    ...options,
    baseUrl: gatewayAddress(gateway, provider, 'api'),
    fetch: async (input: RequestInfo | URL, init: RequestInit = {}) => {
      const response = await send(input, init);
      // That is answered with fresh headers, if there are any.
      if (response.status === 401 || !response.headers.get('content-type')?.includes('problem+json')) return response;
      throw await (await import('./problems.js')).readProblem(response, init.method ?? 'GET', provider);
    },
  });
  const usual: Capabilities = {...adapter.capabilities, repeatableSends: 'native'};
  const live: Capabilities = {...usual, ...whileLive, repeatableSends: 'native', liveUpdates: 'native'};
  let feed: EventFeed | undefined;

  async function openFeed(): Promise<EventFeed> {
    // What no page without a gateway loads.
    const {eventFeed} = await import('./event-feed.js');
    feed ??= eventFeed({
      ...{url: gatewayAddress(gateway ?? '', provider, 'events'), viewer},
      receive: (payload) => adapter.receiveWebhook?.(payload),
      ...{whileLive: tellsPart ? 'idle' : 'hidden', fetch: send},
      ...(headers && {headers}),
    });
    return feed;
  }

  return {
    ...adapter,
    get capabilities() {
      return feed?.isTelling ? live : usual;
    },
    listConversations(query, requestOptions) {
      const read = adapter.listConversations(query, requestOptions);
      return feed ? feed.noting('list', read) : read;
    },
    listMessages(query, requestOptions) {
      const read = adapter.listMessages(query, requestOptions);
      return feed ? feed.noting('thread', read) : read;
    },
    // Who takes no webhooks has nothing to hear.
    ...('receiveWebhook' in adapter && {
      subscribe(listener: (event: AdapterEvent) => void) {
        const fallback = adapter.subscribe?.(listener);
        return fallback && later(fallback, openFeed(), listener);
      },
    }),
  };
}

/** A subscription that is steered before all of it is there. */
function later(
  fallback: AdapterSubscription,
  feed: Promise<EventFeed>,
  listener: (event: AdapterEvent) => void,
): AdapterSubscription {
  let subscription = fallback;
  let watched: string | undefined;
  let mode: PollMode = 'active';
  let isClosed = false;
  feed.then((opened) => {
    if (isClosed) return;
    subscription = opened.subscribe(listener, fallback);
    subscription.watch(watched);
    subscription.setPollMode(mode);
  }, reportThrown);
  return {
    ...fallback,
    watch(conversationId) {
      watched = conversationId;
      subscription.watch(conversationId);
    },
    setPollMode(next) {
      mode = next;
      subscription.setPollMode(next);
    },
    close() {
      isClosed = true;
      subscription.close();
    },
  };
}
