/** The script-tag entry: registers what an inbox or a layout of one's own needs, and every provider by its folder's name. */
import {defineElement} from './components/define-element.js';
import './components/inbox/define.js';
import {ParlorInboxContext} from './components/inbox-context/inbox-context.js';
import {registerProviders} from './browser-providers.js';
import './locales/index.js';

const loadThread = () =>
  Promise.all([
    import('./components/message-thread/define.js'),
    import('./components/reply-box/define.js'),
    import('./components/timestamp/define.js'),
  ]);

/** Elements that stand anywhere in a page, beside an inbox or in place of one. */
const APART = import.meta.glob('./components/{contact-time,export,launcher,notifications,unread-count}/define.ts');

/**
 * Loads at once what an inbox otherwise loads when a conversation is about to be opened, and registers the elements that
 * are no part of an inbox.
 */
export async function loadElements(): Promise<void> {
  const apart = Object.values(APART).map((element) => element());
  await Promise.all([loadThread(), import('./components/conversation-actions/define.js'), ...apart]);
}

const load = (): void => void loadThread().catch(() => undefined);

// A page that holds one of them by itself.
if (document.querySelector('parlor-message-thread,parlor-message-bubble,parlor-reply-box,parlor-timestamp')) load();

for (const [path, element] of Object.entries(APART)) {
  if (document.querySelector(`parlor-${path.split('/')[2]}`)) void element().catch(() => undefined);
}

/** A layout of one's own may begin with any element. */
class InboxContext extends ParlorInboxContext {
  override connectedCallback(): void {
    super.connectedCallback();
    load();
  }
}

defineElement('parlor-inbox-context', InboxContext);

registerProviders(import.meta.glob('./providers/*/index.ts'));

// Little more is exported, since what is exported cannot be left out of the file: the elements are found by their tags.
export {registerAdapter} from './adapter/adapter-registry.js';
export {registerLanguage} from './i18n/languages.js';
