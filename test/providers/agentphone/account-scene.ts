import type {MessagingAdapter} from '../../../src/adapter/messaging-adapter.js';
import {Backend} from '../../../src/backend/backend.js';
import {ManualClock} from '../../../src/backend/clock.js';
import {createAgentPhoneAdapter, type AgentPhoneAdapterOptions} from '../../../src/providers/agentphone/index.js';
import {createAgentPhoneHandlers, type AgentPhoneMockOptions} from '../../../src/providers/agentphone/mock.js';
import {overHttp} from '../../adapter/over-http.js';

export const API = 'https://api.agentphone.to/v1';
export const TOKEN = 'ap-secret-key-4711';
export const JANE = '+15559876543';
export const OMAR = '+15559870100';
export const START = Date.UTC(2025, 0, 15, 12);

export const {worker, seen, lastRequest} = overHttp();

export let clock: ManualClock;
export let backend: Backend;

/** Jane awaits a reply, Omar was answered. */
export function populate(): void {
  clock = new ManualClock(START);
  backend = new Backend({clock});
  backend.addOwnNumber({id: 'num_1', phone: '+15551234567', label: 'Shop'});
  backend.addOwnNumber({id: 'num_2', phone: '+15551234568', label: 'Workshop'});
  const minutesAgo = (minutes: number) => START - minutes * 60_000;
  const jane = backend.addContact({id: 'con_1', firstName: 'Jane', lastName: 'Doe', phone: JANE});
  const omar = backend.addContact({id: 'con_2', firstName: 'Omar', lastName: '', phone: OMAR});
  backend.addThread({
    contactId: omar.id,
    messages: [
      {direction: 'inbound', text: 'Is it ready?', at: minutesAgo(50)},
      {direction: 'outbound', text: 'Yes, come by', at: minutesAgo(40)},
    ],
  });
  backend.addThread({
    contactId: jane.id,
    metadata: {customerName: 'Jane Doe', orderId: 'ORD-12345'},
    messages: [
      {direction: 'outbound', text: 'How can we help?', at: minutesAgo(30)},
      {direction: 'inbound', text: 'Thanks for your help!', at: minutesAgo(0)},
    ],
  });
}

/** An adapter against the mock; everything goes over real HTTP through the service worker. */
export function connect(mock: AgentPhoneMockOptions = {}, options: AgentPhoneAdapterOptions = {}): MessagingAdapter {
  worker.use(...createAgentPhoneHandlers(backend, mock));
  return createAgentPhoneAdapter({
    headers: () => ({authorization: `Bearer ${TOKEN}`}),
    contactNames: false,
    ...options,
  });
}

export const threadOf = (phone: string) => {
  const thread = backend.threadWithPhone(phone);
  if (!thread) throw new Error(`no thread with ${phone}`);
  return thread;
};
export const idOf = (phone: string) => `conv_${threadOf(phone).id}`;
export const storedTexts = (phone: string) => backend.messagesOf(threadOf(phone).id).map(({text}) => text);
export const asked = () => seen.map(({method, url}) => `${method} ${url.slice(API.length)}`);

/** A conversation whose messages are numbered. */
export function addNumbered(count: number, at: (index: number) => number, phone = '+13035550111'): string {
  const contact = backend.contactWithPhone(phone) ?? backend.addContact({firstName: '', lastName: '', phone});
  backend.addThread({
    contactId: contact.id,
    messages: Array.from({length: count}, (_, index) => ({
      direction: index % 2 ? 'inbound' : 'outbound',
      text: `${index + 1}`,
      at: at(index),
    })),
  });
  return idOf(phone);
}
