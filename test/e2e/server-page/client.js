import {hydrate} from '@lit-labs/ssr-client';
import {createMemoryAdapter} from 'parlor/providers/memory';
import 'parlor/locales';
import {page} from './page.js';

const adapter = createMemoryAdapter();
const waiting = {...createMemoryAdapter(), listConversations: () => new Promise(() => undefined)};

// What a server drew gets what cannot be written in HTML before it comes alive.
hydrate(page({adapter, waiting}), document.querySelector('main'));
await import('parlor/define');
