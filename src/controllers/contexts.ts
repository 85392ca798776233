import {createContext} from '@lit/context';
import type {InboxStore} from '../store/inbox-store.js';
import type {Localizer} from '../i18n/localizer.js';

/** The store the elements below an inbox draw from. An element given plain properties does not need it. */
export const inboxContext = createContext<InboxStore | undefined>(Symbol.for('parlor-inbox'));

/** Words, locale and time zone for the elements below. */
export const localizerContext = createContext<Localizer>(Symbol.for('parlor-localizer'));
