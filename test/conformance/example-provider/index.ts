import type {AdapterOptions} from '../../../src/adapter/adapter-registry.js';
import type {MessagingAdapter} from '../../../src/adapter/messaging-adapter.js';
import {createPigeonAdapter} from './adapter.js';

export {createPigeonAdapter} from './adapter.js';
export type * from './wire.js';

/** What a page that names its provider by an attribute calls: nothing has checked these options yet. */
export const createAdapter = (options: AdapterOptions): MessagingAdapter => createPigeonAdapter(options);
