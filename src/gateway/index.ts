/** The half of an inbox that runs on the host's server. */
export {createGateway, type Gateway, type GatewayHost, type GatewayOptions, type GatewayReport} from './gateway.js';
export type {EventSink, Frame} from './event-frames.js';
export type {RequestRate} from './limits.js';
export type {GatewayLog, LogEntry, LogListener} from './log/log.js';
export {memoryLog, type MemoryLogOptions} from './log/memory-log.js';
export type {MediaLimits, StoreMedia, UploadedFile} from './media.js';
export type {ProblemCode} from './problem.js';
export {
  accountsOf,
  type AccountsOption,
  type AllowedRequest,
  type AskedOf,
  type Delivery,
  type EventFacts,
  type GatewayAccount,
  type GatewayProvider,
  type GatewayWebhooks,
  type ProviderBudget,
  type ProviderNews,
  type SignedDelivery,
} from './provider.js';
export {placeOf, type Place, type Viewer} from './viewer.js';
export {bytesOf, prefixed} from './webhooks.js';
