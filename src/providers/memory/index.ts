import type {AdapterOptions} from '../../adapter/adapter-registry.js';
import {overGateway} from '../../adapter/gateway/over-gateway.js';
import type {MessagingAdapter} from '../../adapter/messaging-adapter.js';
import type {Backend} from '../../backend/backend.js';
import type {Seed} from '../../backend/random.js';
import {createBackend, isScenarioName, type ScenarioName} from '../../backend/scenarios/index.js';
import type {Capabilities} from '../../model/capabilities.js';
import {adapterOver, MEMORY_CAPABILITIES} from './adapter.js';
import {createRemoteMemoryAdapter} from './remote.js';

export {createRemoteMemoryAdapter, type RemoteMemoryOptions} from './remote.js';

export interface MemoryAdapterOptions {
  /** A world of one's own; `scenario` and `seed` are for making one. */
  readonly backend?: Backend;
  /** `busy-inbox` by default. */
  readonly scenario?: ScenarioName;
  readonly seed?: Seed;
  /** Conversations or messages a page; 50 by default. */
  readonly pageSize?: number;
  /** To see what views do without something. */
  readonly capabilities?: Partial<Capabilities>;
}

/** An inbox that needs no provider: for demonstrations, tests and the first minutes with the components. */
export function createMemoryAdapter(options: MemoryAdapterOptions = {}): MessagingAdapter {
  const {scenario, seed, pageSize = 50, capabilities} = options;
  const backend = options.backend ?? createBackend({...(scenario && {scenario}), ...(seed !== undefined && {seed})});
  return adapterOver(backend, {pageSize, capabilities: {...MEMORY_CAPABILITIES, ...capabilities}});
}

/** What a page that names its provider by an attribute calls: nothing has checked these options yet. */
export function createAdapter(options: AdapterOptions): MessagingAdapter {
  // The world is on a server then.
  if (options.gateway) return overGateway('memory', {baseUrl: '', ...options}, createRemoteMemoryAdapter);
  const {scenario, seed, pageSize} = options;
  return createMemoryAdapter({
    ...(typeof scenario === 'string' && isScenarioName(scenario) && {scenario}),
    ...((typeof seed === 'string' || typeof seed === 'number') && {seed}),
    ...(typeof pageSize === 'number' && {pageSize}),
  });
}
