import {expect, fixture, html, nextFrame, waitUntil} from '@open-wc/testing';
import '../../src/define.js';
import type {AdapterSubscription, MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import type {ParlorConversationList} from '../../src/components/conversation-list/conversation-list.js';
import {makeWorld} from './inbox-scene.js';

/** More than a page of the list, and than any screen. */
const MANY = 120;

/** An adapter whose list does not tell what was said last, and that can be asked for it row by row. */
function rowwise(): {readonly adapter: MessagingAdapter; readonly asked: (readonly string[])[]} {
  const world = makeWorld('empty');
  for (let nth = 0; nth < MANY; nth++) {
    world.backend.receive({phone: `+1202555${String(1000 + nth)}`, text: `Message ${nth}`});
  }
  const asked: (readonly string[])[] = [];
  const {adapter} = world;
  const subscribe: MessagingAdapter['subscribe'] = (listener) => {
    const subscription = adapter.subscribe?.(listener) as AdapterSubscription;
    return {
      watch: (id) => subscription.watch(id),
      setPollMode: (mode) => subscription.setPollMode(mode),
      close: () => subscription.close(),
      showRows: (ids) => asked.push(ids),
    };
  };
  const withRows = new Proxy(adapter, {
    get: (target, name): unknown => (name === 'subscribe' ? subscribe : Reflect.get(target, name)),
  });
  return {adapter: withRows, asked};
}

async function openList(adapter: MessagingAdapter): Promise<{list: ParlorConversationList; scroller: HTMLElement}> {
  const inbox = await fixture<ParlorInbox>(
    html`<parlor-inbox style="display: block; block-size: 600px" .adapter=${adapter}></parlor-inbox>`,
  );
  const list = (): ParlorConversationList | null =>
    inbox.shadowRoot?.querySelector<ParlorConversationList>('parlor-conversation-list') ?? null;
  const scroller = (): HTMLElement | null => list()?.shadowRoot?.querySelector<HTMLElement>('.scroller') ?? null;
  await waitUntil(() => scroller()?.querySelector('[role=option]'));
  return {list: list()!, scroller: scroller()!};
}

const namesIn = (list: ParlorConversationList): readonly string[] => list.conversations?.map(({id}) => id) ?? [];

describe('rows in sight', () => {
  it('are told to an adapter that looks up what its list does not tell, and not those far below', async () => {
    const {adapter, asked} = rowwise();
    const {list} = await openList(adapter);
    await waitUntil(() => asked.some((ids) => ids.length > 0));
    const told = new Set(asked.flat());
    expect(told.has(namesIn(list)[0] ?? '')).to.equal(true);
    expect(told.size).to.be.lessThan(40);
  });

  it('are told anew where the reader rests, and not while they fly past', async () => {
    const {adapter, asked} = rowwise();
    const {list, scroller} = await openList(adapter);
    await waitUntil(() => asked.some((ids) => ids.length > 0));
    // The next pages come when the end is near.
    await waitUntil(async () => {
      scroller.scrollTop = scroller.scrollHeight;
      await nextFrame();
      return namesIn(list).length === MANY;
    });
    scroller.scrollTop = 0;
    await waitUntil(() => asked.at(-1)?.includes(namesIn(list)[0] ?? ''));
    asked.length = 0;
    let moves = 0;
    while (scroller.scrollTop + scroller.clientHeight < scroller.scrollHeight - 1) {
      scroller.scrollTop += 400;
      moves += 1;
      await nextFrame();
    }
    await waitUntil(() => asked.at(-1)?.includes(namesIn(list).at(-1) ?? ''));
    // How fast it goes is not known in the first frame of a movement.
    expect(asked.length).to.be.lessThan(3);
    expect(moves).to.be.greaterThan(9);
  });

  it('can be vetoed by the page, as every request can', async () => {
    const {adapter, asked} = rowwise();
    const veto = (event: Event): void => event.preventDefault();
    document.addEventListener('parlor-row-details-request', veto, {once: false});
    try {
      const {list} = await openList(adapter);
      await list.updateComplete;
      await nextFrame();
      expect(asked.flat()).to.deep.equal([]);
    } finally {
      document.removeEventListener('parlor-row-details-request', veto);
    }
  });
});
