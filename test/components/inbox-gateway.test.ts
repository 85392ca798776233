import {expect, html, waitUntil} from '@open-wc/testing';
import type {AdapterEvent} from '../../src/adapter/adapter-event.js';
import {registerAdapter, type AdapterOptions} from '../../src/adapter/adapter-registry.js';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {Capabilities} from '../../src/model/capabilities.js';
import {english} from '../../src/i18n/english.js';
import {
  connection,
  find,
  has,
  all,
  inPlace,
  isLoaded,
  makeWorld,
  openConversation,
  openScene,
  textarea,
  words,
} from './inbox-scene.js';

/** The embedded world, as an adapter whose news are pushed as long as the test says so. */
function pushed() {
  const world = makeWorld();
  let listener: (event: AdapterEvent) => void = () => undefined;
  let capabilities: Capabilities = {...world.adapter.capabilities, filterUnread: 'none'};
  const adapter: MessagingAdapter = {
    ...world.adapter,
    get capabilities() {
      return capabilities;
    },
    subscribe(told) {
      listener = told;
      return {watch: () => undefined, setPollMode: () => undefined, close: () => undefined};
    },
  };
  return {
    world: {...world, adapter},
    tell: (event: AdapterEvent) => listener(event),
    grant: (change: Partial<Capabilities>) => {
      capabilities = {...capabilities, ...change};
    },
  };
}

const hasButton = (inbox: ParlorInbox, name: string): boolean =>
  all(inbox, 'button').some((button) => words(button) === name);

describe('<parlor-inbox> with a gateway', () => {
  it('names it, and the signed-in user, to the adapter', async () => {
    const asked: AdapterOptions[] = [];
    const world = makeWorld();
    registerAdapter('test-gateway', (options) => {
      asked.push(options);
      return Promise.resolve(world.adapter);
    });
    const place = await inPlace(html`<parlor-inbox provider="test-gateway" gateway="/messaging"></parlor-inbox>`);
    const inbox = find<ParlorInbox>(place, 'parlor-inbox');
    await waitUntil(() => isLoaded(inbox));
    inbox.gateway = '/elsewhere';
    await waitUntil(() => asked.length === 2);
    expect(asked.map(({gateway}) => gateway)).to.deep.equal(['/messaging', '/elsewhere']);
  });

  it('says that live updates are interrupted for as long as they are, to all', async () => {
    const {world, tell} = pushed();
    const {inbox} = await openScene({world});
    tell({type: 'live-changed', state: 'live'});
    await inbox.updateComplete;
    expect(words(connection(inbox))).to.equal('');
    tell({type: 'live-changed', state: 'interrupted', error: new ConversationError('network')});
    await inbox.updateComplete;
    expect(connection(inbox).getAttribute('role')).to.equal('status');
    expect(words(connection(inbox))).to.include(english.liveInterrupted);
    await expect(inbox).to.be.accessible();
    tell({type: 'live-changed', state: 'live'});
    await inbox.updateComplete;
    expect(words(connection(inbox))).to.equal(english.backOnline);
  });

  it('says that the session has ended, and no more once reading works again', async () => {
    const {world, tell} = pushed();
    const {inbox} = await openScene({world});
    tell({type: 'live-changed', state: 'ended'});
    await inbox.updateComplete;
    expect(words(connection(inbox))).to.include(english.errors.unauthorized);
    await inbox.store?.refresh();
    await inbox.updateComplete;
    expect(words(connection(inbox))).not.to.include(english.errors.unauthorized);
  });

  it('offers what the adapter can do by now; a filter that is on can be switched off all the same', async () => {
    const {world, tell, grant} = pushed();
    const {inbox} = await openScene({world});
    expect(hasButton(inbox, english.filterUnread)).to.equal(false);
    grant({filterUnread: 'local'});
    tell({type: 'live-changed', state: 'live'});
    await waitUntil(() => hasButton(inbox, english.filterUnread));
    await inbox.store?.conversationList.setQuery({unread: true});
    grant({filterUnread: 'none'});
    tell({type: 'live-changed', state: 'interrupted'});
    await inbox.updateComplete;
    expect(hasButton(inbox, english.filterUnread)).to.equal(true);
    await inbox.store?.conversationList.setQuery({});
    await waitUntil(() => !hasButton(inbox, english.filterUnread));
  });

  it('takes files by itself, and says why one was not taken', async () => {
    const world = makeWorld();
    registerAdapter('test-media', () => Promise.resolve(world.adapter));
    const asked: string[] = [];
    const {fetch} = globalThis;
    globalThis.fetch = async (input) => {
      asked.push(typeof input === 'string' ? input : 'another kind of request');
      const problem = {title: 'Too large', detail: 'Send less.', status: 413, limit: 5_000_000, code: 'too-large'};
      return new Response(JSON.stringify(problem), {
        status: 413,
        headers: {'content-type': 'application/problem+json'},
      });
    };
    try {
      const place = await inPlace(html`<parlor-inbox provider="test-media" gateway="/messaging"></parlor-inbox>`);
      const inbox = find<ParlorInbox>(place, 'parlor-inbox');
      await waitUntil(() => isLoaded(inbox));
      await openConversation(inbox, 'Works Fine');
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'roof.png', {type: 'image/png'}));
      textarea(inbox).dispatchEvent(
        new DragEvent('drop', {dataTransfer, bubbles: true, composed: true, cancelable: true}),
      );
      await waitUntil(() => has(inbox, '[part="attachment"].failed'));
      expect(asked).to.deep.equal(['/messaging/test-media/media']);
      const attachment = find(inbox, '[part="attachment"]');
      expect(words(attachment)).to.include(
        `roof.png could not be uploaded. ${english.uploadReasons['too-large']} It can have 5 MB at most.`,
      );
      // The same file would be too large again.
      const names = [...attachment.querySelectorAll('button')].map(({ariaLabel}) => ariaLabel);
      expect(names).to.deep.equal([english.removeMedia.replace('{name}', 'roof.png')]);
      await expect(inbox).to.be.accessible();
    } finally {
      globalThis.fetch = fetch;
    }
  });
});
