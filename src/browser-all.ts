/** The script-tag entry in one file: as `browser.ts`, with the providers inside, and without the embedded backend and any language but English. */
import './define.js';
import {registerProviders} from './browser-providers.js';

registerProviders(import.meta.glob(['./providers/*/index.ts', '!./providers/memory/index.ts']));

export {registerAdapter} from './adapter/adapter-registry.js';
export {registerLanguage} from './i18n/languages.js';
