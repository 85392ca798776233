import {expect, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import type {ParlorStartConversation} from '../../src/components/start-conversation/start-conversation.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import {
  contact,
  find,
  focused,
  has,
  heading,
  inPlace,
  makeWorld,
  openScene,
  textarea,
  threadIdOf,
  words,
} from './inbox-scene.js';
import {html} from 'lit';

const NOBODY = '+12025550999';
const starting = () => {
  const world = makeWorld();
  return {...world, adapter: createMemoryAdapter({backend: world.backend})};
};
const form = (inbox: ParlorInbox) => find<ParlorStartConversation>(inbox, 'parlor-start-conversation');
const valueOf = (inbox: ParlorInbox, selector: string) => {
  const field = form(inbox).shadowRoot?.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
  return field?.value;
};
const lastNameOf = (world: ReturnType<typeof makeWorld>) => world.backend.contacts()[0]?.lastName ?? '';

describe('an inbox that is to open somebody', () => {
  it('opens by number, with a text that waits to be sent', async () => {
    const world = makeWorld();
    const lastName = lastNameOf(world);
    const {inbox} = await openScene({world});
    const {phone} = contact(world, lastName);
    const outcome = await inbox.openConversation({phone, text: 'Your bicycle is ready.'});
    expect(outcome).to.include({outcome: 'opened', conversationId: threadIdOf(world, lastName), draft: 'filled'});
    await waitUntil(() => has(inbox, 'textarea') && textarea(inbox).value === 'Your bicycle is ready.');
    expect(heading(inbox)).to.contain(lastName);
    expect(inbox.conversationId).to.equal(threadIdOf(world, lastName));
  });

  it('does so by attributes, before it has an adapter', async () => {
    const world = makeWorld();
    const lastName = lastNameOf(world);
    const {phone} = contact(world, lastName);
    const place = await inPlace(html`<parlor-inbox open-phone=${phone} open-text="Hello"></parlor-inbox>`);
    const inbox = find<ParlorInbox>(place, 'parlor-inbox');
    await inbox.updateComplete;
    inbox.adapter = world.adapter;
    await waitUntil(() => has(inbox, 'textarea') && textarea(inbox).value === 'Hello');
    expect(heading(inbox)).to.contain(lastName);
  });

  it('goes on in the adapter that takes the place of another meanwhile', async () => {
    const world = makeWorld();
    const lastName = lastNameOf(world);
    const {phone} = contact(world, lastName);
    const place = await inPlace(html`<parlor-inbox></parlor-inbox>`);
    const inbox = find<ParlorInbox>(place, 'parlor-inbox');
    inbox.adapter = Object.assign(Object.create(world.adapter) as typeof world.adapter, {
      listConversations: () => new Promise<never>(() => undefined),
    });
    await waitUntil(() => inbox.store);
    const opening = inbox.openConversation({phone});
    inbox.adapter = world.adapter;
    expect(await opening).to.include({outcome: 'opened'});
  });

  it('shows the form for a new conversation, filled in, where there is none', async () => {
    const {inbox, ...world} = await openScene({world: starting()});
    const before = world.backend.threads().length;
    const outcome = await inbox.openConversation({phone: NOBODY, name: 'Ada Marie Lovelace', text: 'Good morning'});
    expect(outcome).to.deep.equal({outcome: 'form-shown'});
    await waitUntil(() => valueOf(inbox, '#recipient') === NOBODY);
    expect(valueOf(inbox, '#text')).to.equal('Good morning');
    expect(world.backend.threads().length, 'nothing is started by itself').to.equal(before);
    // What is written there stays, whoever is asked for next.
    const text = form(inbox).shadowRoot?.querySelector<HTMLTextAreaElement>('#text');
    text?.focus();
    await sendKeys({type: '!'});
    await inbox.openConversation({phone: '+12025550998', text: 'Something else'});
    await waitUntil(() => valueOf(inbox, '#recipient') === '+12025550998');
    expect(valueOf(inbox, '#text')).to.contain('!');
    // Somebody who is there is opened, and the form does not cover them.
    const {phone} = contact({...world, adapter: createMemoryAdapter()}, world.backend.contacts()[0]?.lastName ?? '');
    expect(await inbox.openConversation({phone})).to.include({outcome: 'opened'});
    await waitUntil(() => !form(inbox).open);
  });

  it('says on screen why it cannot, until something else is opened', async () => {
    const world = makeWorld();
    const {inbox} = await openScene({world});
    const said = () => words(find(inbox, '[part=connection]'));
    expect(await inbox.openConversation({phone: NOBODY})).to.include({reason: 'not-found'});
    await waitUntil(() => said().includes('No conversation with (202) 555-0999 was found'));
    expect(find(inbox, '[part=connection]').role).to.equal('status');
    expect(await inbox.openConversation({phone: 'nonsense'})).to.include({reason: 'invalid'});
    await waitUntil(() => said().includes('nonsense'));
    await inbox.openConversation({conversationId: threadIdOf(world, lastNameOf(world))});
    await waitUntil(() => said() === '');
  });

  it('lets the last of two win, also when the first one’s form is on its way', async () => {
    const world = starting();
    const {inbox} = await openScene({world});
    const {phone} = contact(world, lastNameOf(world));
    const [first, second] = [inbox.openConversation({phone: NOBODY}), inbox.openConversation({phone})];
    expect(await second).to.include({outcome: 'opened'});
    expect(await first).to.deep.equal({outcome: 'superseded'});
    expect(has(inbox, 'parlor-start-conversation[open]')).to.equal(false);
    expect(focused()).to.not.equal(null);
  });

  it('reaches nobody who opted out, neither in their conversation nor anew', async () => {
    const world = starting();
    const phone = contact(world, lastNameOf(world)).phone;
    world.backend.receive({phone, text: 'STOP'});
    const {inbox, backend} = await openScene({world});
    const before = backend.threads().length;
    expect(await inbox.openConversation({phone, text: 'Please come back'})).to.include({draft: 'filled'});
    await waitUntil(() => has(inbox, '[part=blocked]'));
    expect(has(inbox, '[part=input]')).to.equal(false);
    expect(words(find(inbox, '[part=blocked]'))).to.contain('Please come back');
    await inbox.openConversation({phone, ownEndpointId: 'nothing-known'});
    expect(backend.threads().length).to.equal(before);
  });
});
