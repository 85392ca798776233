import type {MessagingAdapter} from '../../../src/adapter/messaging-adapter.js';
import {Backend} from '../../../src/backend/backend.js';
import {ManualClock} from '../../../src/backend/clock.js';
import {createAmplifiAdapter, type AmplifiAdapterOptions} from '../../../src/providers/amplifi/index.js';
import {createAmplifiHandlers, type AmplifiMockOptions} from '../../../src/providers/amplifi/mock.js';
import {overHttp} from '../../adapter/over-http.js';

export const API = 'https://api.amplifi.com';
export const ORGANIZATION = '3f4e5c6d-7a8b-9012-cdef-1234567890ab';
export const TOKEN = 'eyJhbGciOi.session-token.x9';
export const JANE = '+19195551234';
export const OMAR = '+19195550100';
export const LENA = '+12125550177';
export const START = Date.UTC(2025, 3, 23, 18, 45);

export const {worker, seen, lastRequest} = overHttp();

export let clock: ManualClock;
export let backend: Backend;

/** Three contacts: Jane awaits a reply, Omar was answered, Lena is archived. */
export function populate(): void {
  clock = new ManualClock(START);
  backend = new Backend({clock});
  backend.addOwnNumber({id: 'own-1', phone: '+18005550199', label: 'Shop'});
  backend.addOwnNumber({id: 'own-2', phone: '+18005550198', label: 'Workshop'});
  const minutesAgo = (minutes: number) => START - minutes * 60_000;
  const jane = backend.addContact({firstName: 'Jane', lastName: 'Smith', phone: JANE});
  const omar = backend.addContact({firstName: 'Omar', lastName: '', phone: OMAR});
  const lena = backend.addContact({firstName: 'Lena', lastName: 'Ruiz', phone: LENA});
  backend.addThread({
    contactId: omar.id,
    messages: [
      {direction: 'inbound', text: 'Is it ready?', at: minutesAgo(50)},
      {direction: 'outbound', text: 'Yes, come by', at: minutesAgo(40)},
    ],
  });
  backend.addThread({
    contactId: jane.id,
    starred: true,
    unreadCount: 1,
    messages: [
      {direction: 'outbound', text: 'Just confirming your RSVP', at: minutesAgo(75)},
      {direction: 'inbound', text: 'Sounds great, see you there!', at: minutesAgo(0)},
    ],
  });
  backend.addThread({
    contactId: lena.id,
    archived: true,
    messages: [{direction: 'inbound', text: 'Thanks', at: minutesAgo(900)}],
  });
}

/** An adapter against the mock; everything goes over real HTTP through the service worker. */
export function connect(mock: AmplifiMockOptions = {}, options: AmplifiAdapterOptions = {}): MessagingAdapter {
  worker.use(...createAmplifiHandlers(backend, {organizationId: ORGANIZATION, ...mock}));
  return createAmplifiAdapter({
    organizationId: ORGANIZATION,
    headers: () => ({authorization: `Bearer ${TOKEN}`}),
    ...options,
  });
}

export const threadOf = (phone: string) => {
  const thread = backend.threadWithPhone(phone);
  if (!thread) throw new Error(`no thread with ${phone}`);
  return thread;
};
export const contactChange = (phone: string, change: {readonly textable: boolean | null}) => {
  const contact = backend.contactWithPhone(phone);
  if (!contact) throw new Error(`no contact with ${phone}`);
  backend.addContact({...contact, ...change});
};
export const storedTexts = (phone: string) => backend.messagesOf(threadOf(phone).id).map(({text}) => text);
