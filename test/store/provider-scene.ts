import {waitUntil} from '@open-wc/testing';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {InboxStore, type InboxStoreOptions} from '../../src/store/inbox-store.js';
import {adapters, createLargeWorld, phoneOf, type LargeWorld} from './large-world.js';

/** Adapters that speak with a mock over a wire of their own. */
export const WIRED = ['surge', 'amplifi', 'bird', 'digivault', 'agentphone'] as const;
export const ALL = ['memory', ...WIRED] as const;

/** An account of a few people behind one provider, with what was posted there. */
export function provider(name: string, people = 3) {
  const world = createLargeWorld(people);
  const connect = adapters[name];
  if (!connect) throw new RangeError(name);
  /** What arrived, by text. */
  const stored = (text: string): number =>
    world.backend
      .threads()
      .flatMap(({id}) => world.backend.messagesOf(id))
      .filter((message) => message.direction === 'outbound' && message.text === text).length;
  return {world, connect: () => connect(world), stored};
}

export async function openedOn(adapter: MessagingAdapter, options: InboxStoreOptions = {}): Promise<InboxStore> {
  const store = new InboxStore(adapter, options);
  store.open();
  await waitUntil(() => store.conversationList.state.status === 'ready', 'the list is read', {timeout: 8000});
  return store;
}

/** The conversation with a person of the account. */
export function conversationOf(store: InboxStore, person: number): string {
  const found = store.conversationList.state.conversations.find(({participants}) =>
    participants.some(({address}) => address === phoneOf(person)),
  );
  if (!found) throw new Error(`Person ${person} is not in the list.`);
  return found.id;
}

export async function openThread(store: InboxStore, id: string): Promise<void> {
  store.select(id);
  await waitUntil(() => store.timeline(id).state.status === 'ready', 'the thread is read', {timeout: 8000});
}

/** Counts requests whose body holds a text, and lets a test answer them in place of the mock. */
export function watchPosts(
  world: LargeWorld,
  text: string,
  answer: (post: number, ask: () => Promise<Response>) => Promise<Response> = (_post, ask) => ask(),
): {readonly count: number; readonly texts: readonly string[]} {
  const seen = {
    texts: [] as string[],
    get count() {
      return this.texts.length;
    },
  };
  world.wire = async (request, ask) => {
    const body = request.method === 'POST' ? await request.clone().text() : '';
    if (!body.includes(text)) return ask();
    seen.texts.push(new RegExp(`${text}[^"\\\\]*`).exec(body)?.[0] ?? '');
    return answer(seen.texts.length - 1, ask);
  };
  return seen;
}
