/** The contract between the stores and a provider, and what adapters are written with. */
export type {AdapterEvent, LiveState} from './adapter-event.js';
export {registerAdapter, type AdapterLoader, type AdapterOptions} from './adapter-registry.js';
export {assertContract} from './assert-contract.js';
export {subscribeByEvents, type EventFeedOptions, type EventsOptions} from './gateway/event-feed.js';
export type {EventTimes, LineOptions} from './gateway/event-line.js';
export {overGateway, type GatewaySide} from './gateway/over-gateway.js';
export {
  createHttpClient,
  type ErrorReading,
  type HeaderSupplier,
  type HttpClient,
  type HttpClientOptions,
  type HttpOptions,
  type HttpRequest,
  type LastAnswer,
} from './http.js';
export {joinedId, type JoinedAccount} from './joined/account.js';
export {joinAdapters, type JoinOptions} from './joined/join-adapters.js';
export {
  CONTRACT_VERSION,
  type AdapterAccount,
  type AdapterSubscription,
  type ConversationQuery,
  type MessageAnchor,
  type MessagePage,
  type MessageQuery,
  type MessagingAdapter,
  type OutgoingMessage,
  type PollMode,
  type RequestOptions,
  type SendNote,
  type SendOption,
} from './messaging-adapter.js';
export {pollingOptionsOf, subscribeByPolling, type PollingOptions, type PollingPace} from './polling.js';
export {backoff, parseRetryAfter, type BackoffOptions} from './rate-limit.js';
export type {
  FilledTemplate,
  MessageTemplate,
  NewContact,
  Recipient,
  RecipientKind,
  StartForm,
  StartRequest,
} from './start-conversation.js';
export * from './toolkit/index.js';
export {BoundedMap} from '../util/bounded-map.js';
export {BoundedSet} from '../util/bounded-set.js';
export {Emitter} from '../util/emitter.js';
