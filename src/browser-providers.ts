import {registerAdapter, registeredProviders, type AdapterOptions} from './adapter/adapter-registry.js';
import type {MessagingAdapter} from './adapter/messaging-adapter.js';

/** What a provider's folder offers to pages that name it by attribute. */
interface ProviderModule {
  readonly createAdapter: (options: AdapterOptions) => MessagingAdapter;
}

/** Registers each provider under the name of its folder. Its code loads when a page asks for it. */
export function registerProviders(modules: Readonly<Record<string, () => Promise<unknown>>>): void {
  for (const [path, load] of Object.entries(modules)) {
    const name = path.split('/').at(-2);
    // What the page, or another copy of these files, registered before stays.
    if (name && !registeredProviders().includes(name))
      registerAdapter(name, async (options) => ((await load()) as ProviderModule).createAdapter(options));
  }
}
