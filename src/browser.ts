/** The script-tag entry: registers every element, and every provider by its folder's name. */
import './define.js';
import {registerProviders} from './browser-providers.js';

registerProviders(import.meta.glob('./providers/*/index.ts'));

export * from './index.js';
