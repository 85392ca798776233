/** The script-tag entry: registers what an inbox or a layout of one's own needs, and every provider by its folder's name. */
import './components/inbox/define.js';
import './components/inbox-context/define.js';
import {registerProviders} from './browser-providers.js';

// No part of an inbox: for layouts of one's own, and after what they stand in.
void import('./components/timestamp/define.js').catch(() => undefined);

registerProviders(import.meta.glob('./providers/*/index.ts'));

// Little more is exported, since what is exported cannot be left out of the file: the elements are found by their tags.
export {registerAdapter} from './adapter/adapter-registry.js';
