import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import {Backend} from '../../../src/backend/backend.js';
import {ManualClock} from '../../../src/backend/clock.js';
import type {Conversation} from '../../../src/model/conversation.js';
import type {Cursor} from '../../../src/model/page.js';
import {createSurgeAdapter, type SurgeAdapter, type SurgeAdapterOptions} from '../../../src/providers/surge/index.js';
import {createSurgeHandlers, relaySurgeWebhooks, type SurgeMockOptions} from '../../../src/providers/surge/mock.js';
import {overHttp} from '../../adapter/over-http.js';

export const API = 'https://api.surge.app';
export const ACCOUNT = 'acct_01j9a43avnfqzbjfch6pygv1td';
export const KEY = 'sk_live_not-a-real-key';
export const JANE = '+18015551234';
export const OMAR = '+18015550188';
export const START = Date.UTC(2026, 2, 12, 15, 30);

export const {worker, seen, lastRequest} = overHttp();

export let clock: ManualClock;
export let backend: Backend;
export let stops: (() => void)[] = [];

export const minutesAgo = (minutes: number) => START - minutes * 60_000;

/** Jane wrote last, Omar was answered. */
export function populate(): void {
  clock = new ManualClock(START);
  backend = new Backend({clock});
  backend.addOwnNumber({id: 'own-1', phone: '+18015556789', label: 'Shop'});
  backend.addOwnNumber({id: 'own-2', phone: '+18015556790', label: 'Workshop'});
  const jane = backend.addContact({firstName: 'Jane', lastName: 'Smith', phone: JANE});
  const omar = backend.addContact({firstName: 'Omar', lastName: '', phone: OMAR});
  backend.addThread({
    contactId: omar.id,
    messages: [
      {direction: 'inbound', text: 'Is it ready?', at: minutesAgo(50)},
      {direction: 'outbound', text: 'Yes, come by', at: minutesAgo(40)},
    ],
  });
  backend.addThread({
    contactId: jane.id,
    metadata: {customer: 'c-17'},
    messages: [
      {direction: 'outbound', text: 'Your order is ready', at: minutesAgo(30)},
      {direction: 'inbound', text: 'Thanks!', at: minutesAgo(5)},
    ],
  });
}

/** Ends what a test began. */
export function close(): void {
  stops.forEach((stop) => stop());
  stops = [];
  backend.close();
}

/** An adapter against the mock; everything goes over real HTTP through the service worker. */
export function connect(mock: SurgeMockOptions = {}, options: Partial<SurgeAdapterOptions> = {}): SurgeAdapter {
  worker.use(...createSurgeHandlers(backend, {accountId: ACCOUNT, ...mock}));
  return createSurgeAdapter({
    accountId: ACCOUNT,
    headers: () => ({authorization: `Bearer ${KEY}`}),
    // So that nothing is asked by the clock during a test.
    polling: {conversations: 1e6, messages: 1e6},
    ...options,
  });
}

/** As a host would that relays every webhook from now on. */
export function relay(adapter: SurgeAdapter): void {
  stops.push(relaySurgeWebhooks(backend, (payload) => adapter.receiveWebhook?.(payload), {accountId: ACCOUNT}));
}

export function listen(adapter: SurgeAdapter): AdapterEvent[] {
  const heard: AdapterEvent[] = [];
  const subscription = adapter.subscribe?.((event) => heard.push(event));
  stops.push(() => subscription?.close());
  return heard;
}

export const pathsSeen = () =>
  seen.map(({method, url}) => `${method} ${url.replace(`${API}/accounts/${ACCOUNT}`, '')}`);
export const phoneOf = ({participants}: Conversation) => participants[0]?.address;

export async function threadWith(adapter: SurgeAdapter, phone: string): Promise<Conversation> {
  let cursor: Cursor | undefined;
  do {
    const page = await adapter.listConversations({...(cursor && {cursor})});
    const found = page.items.find((conversation) => phoneOf(conversation) === phone);
    if (found) return found;
    cursor = page.next;
  } while (cursor);
  throw new Error(`no thread with ${phone}`);
}

export const never = (): Promise<never> => Promise.reject(new Error('the method is missing'));
