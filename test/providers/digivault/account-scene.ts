import type {MessagingAdapter} from '../../../src/adapter/messaging-adapter.js';
import {Backend} from '../../../src/backend/backend.js';
import {ManualClock} from '../../../src/backend/clock.js';
import {createDigivaultAdapter, type DigivaultAdapterOptions} from '../../../src/providers/digivault/index.js';
import {
  createDigivaultHandlers,
  DigivaultGroups,
  type DigivaultMockOptions,
} from '../../../src/providers/digivault/mock.js';
import {overHttp} from '../../adapter/over-http.js';

export const API = 'https://api.digivault.com/v1';
export const TOKEN = 'dv_live_4f9a2c7e.session';
export const JANE = '+19195551234';
export const OMAR = '+19195550100';
export const FRANK = '1-800-759-3001';
export const START = Date.UTC(2026, 2, 12, 15, 30);
export const OLD = {created: Date.UTC(1991, 11, 8, 23), active: Date.UTC(1992, 4, 5, 22)};

export const {worker, seen, lastRequest} = overHttp();

export let clock: ManualClock;
export let backend: Backend;
export let groups: DigivaultGroups;

/** Jane wrote and was not read yet, Omar was answered, Frank was last heard of in 1992, Noor has no conversation. */
export function populate(): void {
  clock = new ManualClock(START);
  backend = new Backend({clock});
  groups = new DigivaultGroups(backend);
  backend.addOwnNumber({id: 'own-1', phone: '+18005550199', label: 'Shop'});
  const minutesAgo = (minutes: number) => START - minutes * 60_000;
  const add = (firstName: string, lastName: string, phone: string) => backend.addContact({firstName, lastName, phone});
  const frank = add('Frank', 'Old', FRANK);
  const jane = add('Jane', 'Smith', JANE);
  const omar = add('Omar', '', OMAR);
  add('Noor', 'New', '+12125550177');
  backend.addThread({
    contactId: frank.id,
    createdAt: OLD.created,
    messages: [{direction: 'inbound', text: 'Any tips for Barcelona?', at: OLD.active}],
  });
  backend.addThread({
    contactId: jane.id,
    unreadCount: 1,
    messages: [
      {direction: 'outbound', text: 'Just confirming', at: minutesAgo(75)},
      {direction: 'inbound', text: 'See you there!', at: minutesAgo(1)},
    ],
  });
  backend.addThread({
    contactId: omar.id,
    messages: [
      {direction: 'inbound', text: 'Is it ready?', at: minutesAgo(50)},
      {direction: 'outbound', text: 'Yes, come by', at: minutesAgo(40)},
    ],
  });
}

export function addGroup() {
  return groups.add({
    name: 'Saturday ride',
    description: 'Meet at nine',
    contactIds: [contactId(JANE), contactId(OMAR)],
    createdAt: START - 90_000,
    openedAt: START - 60_000,
    messages: [
      {contactId: contactId(JANE), text: 'Who is in?', at: START - 60_000},
      {text: 'We are', at: START - 50_000},
      {contactId: contactId(OMAR), text: 'Me too', at: START - 40_000},
    ],
  });
}

/** An adapter against the mock; everything goes over real HTTP through the service worker. */
export function connect(mock: DigivaultMockOptions = {}, options: DigivaultAdapterOptions = {}): MessagingAdapter {
  worker.use(...createDigivaultHandlers(backend, {groups, ...mock}));
  return createDigivaultAdapter({headers: () => ({authorization: `Bearer ${TOKEN}`}), ...options});
}

export const contactId = (phone: string): string => backend.contactWithPhone(phone)?.id ?? '';
export const threadId = (phone: string): string => backend.threadWithPhone(phone)?.id ?? '';
export const storedTexts = (phone: string) => backend.messagesOf(threadId(phone)).map(({text}) => text);
export const asked = () => seen.map(({method, url}) => `${method} ${url.slice(API.length)}`);
