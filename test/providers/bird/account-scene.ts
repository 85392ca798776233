import type {MessagingAdapter} from '../../../src/adapter/messaging-adapter.js';
import {Backend} from '../../../src/backend/backend.js';
import {ManualClock} from '../../../src/backend/clock.js';
import {contactOf, type Conversation} from '../../../src/model/conversation.js';
import {createBirdAdapter, type BirdAdapterOptions} from '../../../src/providers/bird/index.js';
import {createBirdHandlers, type BirdMockOptions} from '../../../src/providers/bird/mock.js';
import {overHttp} from '../../adapter/over-http.js';
import {WORKSPACE} from './bird-world.js';

export const ROOT = `https://api.bird.com/workspaces/${WORKSPACE.workspaceId}/conversations`;
export const KEY = 'AbCdEfGhIjKlMnOpQrStUvWxYz';
export const JANE = '+19195551234';
export const OMAR = '+19195550100';
export const START = Date.UTC(2024, 11, 3, 18, 18, 45, 39);
export const MINUTE = 60_000;

export const {worker, seen} = overHttp();

export let clock: ManualClock;
export let backend: Backend;

/** Two contacts: Jane wrote last, Omar was answered. */
export function populate(): void {
  clock = new ManualClock(START);
  backend = new Backend({clock, seed: 'bird'});
  backend.addOwnNumber({id: 'channel-sms', phone: '+18005550199', label: 'Shop'});
  const jane = backend.addContact({firstName: 'Jane', lastName: 'Smith', phone: JANE});
  const omar = backend.addContact({firstName: 'Omar', lastName: '', phone: OMAR});
  backend.addThread({
    contactId: omar.id,
    messages: [
      {direction: 'inbound', text: 'Is it ready?', at: START - 50 * MINUTE},
      {direction: 'outbound', text: 'Yes, come by', at: START - 40 * MINUTE},
    ],
  });
  backend.addThread({
    contactId: jane.id,
    metadata: {plan: 'gold', visits: 3},
    messages: [
      {direction: 'outbound', text: 'Just confirming', at: START - 75 * MINUTE},
      {direction: 'inbound', text: 'Sounds great!', at: START},
    ],
  });
}

/** An adapter against the mock; everything goes over real HTTP through the service worker. */
export function connect(mock: BirdMockOptions = {}, options: Partial<BirdAdapterOptions> = {}): MessagingAdapter {
  worker.use(...createBirdHandlers(backend, {workspaceId: WORKSPACE.workspaceId, ...mock}));
  return createBirdAdapter({
    ...WORKSPACE,
    headers: () => ({authorization: `AccessKey ${KEY}`}),
    now: () => clock.now(),
    ...options,
  });
}

export const threadIdOf = (phone: string): string => {
  const thread = backend.threadWithPhone(phone);
  if (!thread) throw new Error(`no thread with ${phone}`);
  return thread.id;
};
export const storedTexts = (phone: string) => backend.messagesOf(threadIdOf(phone)).map(({text}) => text);

export async function listed(adapter: MessagingAdapter, name: string): Promise<Conversation> {
  const {items} = await adapter.listConversations({limit: 100});
  const found = items.find((item) => item.title === name || contactOf(item)?.name === name);
  if (!found) throw new Error(`${name} is not listed`);
  return found;
}

export async function newestIn(adapter: MessagingAdapter, conversationId: string) {
  return (await adapter.listMessages({conversationId})).messages.at(-1);
}
