import {ContextProvider} from '@lit/context';
import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {LitElement, nothing} from 'lit';
import {InboxController} from '../../src/components/inbox/inbox-controller.js';
import {listProperties} from '../../src/components/conversation-list/list-binding.js';
import {threadParts} from '../../src/components/message-thread/thread-binding.js';
import {replyProperties} from '../../src/components/reply-box/reply-binding.js';
import {localizerContext} from '../../src/controllers/contexts.js';
import {LocalizeController} from '../../src/controllers/localize-controller.js';
import {StoreController} from '../../src/controllers/store-controller.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import type {Observable} from '../../src/store/observable.js';
import {Localizer} from '../../src/i18n/localizer.js';
import {sharedWords} from '../../src/i18n/words/shared.js';
import {eventListeners} from '../support/count-listeners.js';
import {aConversation} from '../model/builders.js';
import {ScriptedAdapter} from '../store/scripted-adapter.js';

class ThreadHost extends LitElement {
  bound: InboxStore[] = [];
  draws = 0;
  readonly words = new LocalizeController(this, sharedWords);
  readonly controller = new StoreController(this, threadParts, (store) => this.bound.push(store));

  override render(): typeof nothing {
    this.draws++;
    return nothing;
  }
}
customElements.define('test-thread-host', ThreadHost);

class Owner extends LitElement {
  readonly owner = new InboxController(this, {
    onEvent: () => undefined,
    hasSource: () => true,
    onReturn: () => undefined,
  });
  readonly words = new ContextProvider(this, {
    context: localizerContext,
    initialValue: new Localizer({strings: {retry: 'Nochmal'}}),
  });

  protected override createRenderRoot(): this {
    return this;
  }
}
class LateOwner extends Owner {}
customElements.define('test-owner', Owner);

/** Counts who listens to something, from now on. */
function listeners(observed: Pick<Observable<unknown>, 'subscribe'>): () => number {
  const subscribe = observed.subscribe.bind(observed);
  let count = 0;
  observed.subscribe = (listener) => {
    const unsubscribe = subscribe(listener);
    let listening = true;
    count++;
    return () => {
      if (listening) count--;
      listening = false;
      unsubscribe();
    };
  };
  return () => count;
}

interface Scene {
  readonly owner: Owner;
  readonly host: ThreadHost;
  readonly store: InboxStore;
}

async function scene(): Promise<Scene> {
  const owner = await fixture<Owner>(html`<test-owner><test-thread-host></test-thread-host></test-owner>`);
  owner.owner.setAdapter(new ScriptedAdapter());
  const host = owner.querySelector<ThreadHost>('test-thread-host');
  const {store} = owner.owner;
  if (!host || !store) throw new Error('The scene is not complete.');
  await host.updateComplete;
  return {owner, host, store};
}

describe('StoreController', () => {
  it('binds its element to the store around it', async () => {
    const {host, store} = await scene();
    expect(host.controller.store).to.equal(store);
    expect(host.bound).to.deep.equal([store]);
  });

  it('follows the selection from one timeline to the next', async () => {
    const {host, store} = await scene();
    const [first, second] = [listeners(store.timeline('a')), listeners(store.timeline('b'))];
    store.select('a');
    expect([first(), second()]).to.deep.equal([1, 0]);
    store.select('b');
    expect([first(), second()]).to.deep.equal([0, 1]);
    const bound = host.bound.length;
    store.timeline('b').merge([]);
    void store.timeline('b').load();
    expect(host.bound.length).to.be.greaterThan(bound);
    store.select(undefined);
    expect([first(), second()]).to.deep.equal([0, 0]);
  });

  it('lets go of everything when it leaves, and comes back', async () => {
    const {owner, host, store} = await scene();
    store.select('a');
    host.remove();
    const parts = [store, store.outbox, store.timeline('a')].map(listeners);
    const counts = () => parts.map((count) => count());
    owner.append(host);
    expect(counts()).to.deep.equal([1, 1, 1]);
    host.remove();
    expect(counts()).to.deep.equal([0, 0, 0]);
    const bound = host.bound.length;
    store.select('b');
    store.dismissSendError('b');
    expect(host.bound.length, 'bound while it was away').to.equal(bound);
    for (let times = 0; times < 3; times++) {
      owner.append(host);
      host.remove();
    }
    owner.append(host);
    expect(counts().slice(0, 2)).to.deep.equal([1, 1]);
    expect(host.bound.at(-1)).to.equal(store);
  });

  it('changes to the store of another adapter', async () => {
    const {owner, host, store} = await scene();
    const old = [store, store.conversationList].map(listeners);
    owner.owner.setAdapter(new ScriptedAdapter());
    expect(host.controller.store).to.equal(owner.owner.store);
    expect(host.controller.store).not.to.equal(store);
    expect(host.bound.at(-1)).to.equal(owner.owner.store);
    expect(old.map((count) => count())).to.deep.equal([0, 0]);
  });

  it('forgets a store that it is moved out of', async () => {
    const {owner, host, store} = await scene();
    const place = await fixture(html`<div></div>`);
    place.append(host);
    expect(host.controller.store).to.equal(undefined);
    expect(host.words.strings.retry).to.equal('Try again');
    const bound = host.bound.length;
    store.select('a');
    expect(host.bound.length).to.equal(bound);
    owner.append(host);
    expect(host.controller.store).to.equal(store);
    expect(host.words.strings.retry).to.equal('Nochmal');
  });

  it('finds an owner that comes alive after it', async () => {
    const place = await fixture(html`
      <div>
        <test-late-owner><test-thread-host></test-thread-host></test-late-owner>
        <test-thread-host id="outside"></test-thread-host>
      </div>
    `);
    const [inside, outside] = place.querySelectorAll<ThreadHost>('test-thread-host');
    expect(inside?.words.strings.retry).to.equal('Try again');
    customElements.define('test-late-owner', LateOwner);
    const owner = place.querySelector<Owner>('test-late-owner');
    owner?.owner.setAdapter(new ScriptedAdapter());
    expect(inside?.controller.store).not.to.equal(undefined);
    expect(inside?.controller.store).to.equal(owner?.owner.store);
    expect(inside?.bound.length).to.be.greaterThan(0);
    expect(inside?.words.strings.retry).to.equal('Nochmal');
    expect(outside?.controller.store).to.equal(undefined);
    expect(outside?.words.strings.retry).to.equal('Try again');
  });

  it('leaves no listener on the page', async () => {
    const documentListeners = eventListeners(document);
    const windowListeners = eventListeners(window);
    try {
      const {owner} = await scene();
      expect(documentListeners.count()).to.be.greaterThan(0);
      owner.remove();
      // Who comes back at once has only moved; who stays away is let go of.
      await waitUntil(() => windowListeners.count() === 0);
      expect(documentListeners.count()).to.equal(0);
      expect(windowListeners.count()).to.equal(0);
    } finally {
      documentListeners.restore();
      windowListeners.restore();
    }
  });

  it('draws its element only for properties that changed', async () => {
    const {host, store} = await scene();
    const draws = host.draws;
    store.setDraft('a', 'typing');
    store.select('a');
    await host.updateComplete;
    expect(host.draws).to.equal(draws);
  });
});

describe('bindings', () => {
  it('give the list the same drafts while somebody types in the open conversation', async () => {
    const {store} = await scene();
    store.select('a');
    store.setDraft('b', 'later');
    const {drafts} = listProperties(store);
    const texts = (of: typeof drafts) => [...of].map(([id, {text}]) => [id, text]);
    expect(texts(drafts)).to.deep.equal([['b', 'later']]);
    store.setDraft('a', 'Hel');
    store.setDraft('a', 'Hello');
    expect(listProperties(store).drafts).to.equal(drafts);
    expect(replyProperties(store).value).to.equal('Hello');
    store.select('b');
    expect(texts(listProperties(store).drafts)).to.deep.equal([['a', 'Hello']]);
  });

  it('offer a channel for a new conversation, and none in one that stays on its own', async () => {
    const channels = [
      {id: 'sms', label: 'SMS'},
      {id: 'whatsapp', label: 'WhatsApp'},
    ];
    const adapter = Object.assign(new ScriptedAdapter({chooseOwnEndpoint: 'derived', startConversation: 'native'}), {
      listOwnEndpoints: () => Promise.resolve(channels),
      describeStart: () =>
        Promise.resolve({recipientKinds: ['address' as const], firstMessage: 'required' as const, asksTitle: false}),
    });
    const store = new InboxStore(adapter);
    store.select('a');
    await store.pending.loadStartForm();
    await waitUntil(() => store.pending.state.endpoints.length === 2);
    expect(store.pending.state.endpoints).to.deep.equal(channels);
    expect(replyProperties(store).endpoints).to.deep.equal([]);
    await store.dispose();
  });

  it('offer of the options for sending those that can be had in the conversation', async () => {
    const options = ['sendStyle', 'sendAt'].map((name) => ({name, kind: 'switch', default: true}) as const);
    const adapter = Object.assign(new ScriptedAdapter(), {sendOptions: options});
    const store = new InboxStore(adapter);
    store.open();
    const items = [aConversation({id: 'a'}), aConversation({id: 'b', sendRules: {withoutOptions: ['sendStyle']}})];
    await waitUntil(() => adapter.lists.length > 0);
    adapter.lists[0]?.answer({items});
    const offeredIn = (id: string) => {
      store.select(id);
      return replyProperties(store).sendOptions;
    };
    await waitUntil(() => offeredIn('b').length === 1);
    expect(offeredIn('a')).to.equal(options);
    expect(offeredIn('b').map(({name}) => name)).to.deep.equal(['sendAt']);
    await store.dispose();
  });
});
