import {ConversationError} from '../model/conversation-error.js';
import {Emitter} from '../util/emitter.js';
import {pageShared} from '../util/page-shared.js';
import type {HttpOptions} from './http.js';
import type {MessagingAdapter} from './messaging-adapter.js';

/** Options every provider's adapter takes; a provider adds its own (an account id, a workspace id). */
export type AdapterOptions = HttpOptions & Readonly<Record<string, unknown>>;

/** Makes an adapter, loading its code first if need be. */
export type AdapterLoader = (options: AdapterOptions) => Promise<MessagingAdapter>;

/** One for the page: a script of its own may register with another copy of this library than the inbox comes from. */
const registry = () =>
  pageShared('adapters', () => ({loaders: new Map<string, AdapterLoader>(), registrations: new Emitter<void>()}));

/**
 * Lets pages name an adapter by the `provider` attribute. Registering a name again replaces it. An inbox that asked for
 * the name before it was registered tries again.
 */
export function registerAdapter(provider: string, loader: AdapterLoader): void {
  registry().loaders.set(provider, loader);
  registry().registrations.emit();
}

/** Calls back after every registration. @returns how to stop that */
export function onRegistration(listener: () => void): () => void {
  return registry().registrations.subscribe(listener);
}

/** The names that can be asked for, in the order they were registered. */
export const registeredProviders = (): string[] => [...registry().loaders.keys()];

/** @throws ConversationError of kind `unsupported` when nobody registered the name */
export async function loadAdapter(provider: string, options: AdapterOptions): Promise<MessagingAdapter> {
  const loader = registry().loaders.get(provider);
  if (!loader) {
    const known = registeredProviders().join(', ') || 'none';
    throw new ConversationError('unsupported', {
      message: `No adapter is registered as "${provider}". Registered: ${known}. Set the adapter property, or call registerAdapter.`,
    });
  }
  return loader(options);
}
