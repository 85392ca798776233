import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import type {TemplateResult} from 'lit';
import {styleMap} from 'lit/directives/style-map.js';
import type {ParlorInboxContext} from '../../src/components/inbox-context/inbox-context.js';

/** The elements are defined only when the first test has its markup in the page. */
const helpers = () => import('./inbox-scene.js');

/** A layout of the page's own: the thread first, the list last, something else in between. */
const layout = (): TemplateResult => html`
  <parlor-inbox-context>
    <main style=${styleMap({display: 'grid', blockSize: '600px', gridTemplateRows: '1fr auto auto 200px'})}>
      <parlor-message-thread></parlor-message-thread>
      <parlor-reply-box></parlor-reply-box>
      <p>Our own banner</p>
      <parlor-conversation-list></parlor-conversation-list>
    </main>
  </parlor-inbox-context>
`;

const contextIn = (place: Element): ParlorInboxContext => {
  const found = place.querySelector('parlor-inbox-context');
  if (!found) throw new Error('There is no context.');
  return found;
};

async function openLayout() {
  const scene = await helpers();
  const world = scene.makeWorld();
  const place = await fixture<HTMLElement>(html`<div>${layout()}</div>`);
  const context = contextIn(place);
  context.adapter = world.adapter;
  context.locale = 'en-GB';
  await waitUntil(() => scene.isLoaded(context) && scene.has(context, '[role=option]'));
  return {...scene, ...world, place, context};
}

describe('<parlor-inbox-context>', () => {
  it('works on markup that was in the page before the elements were defined', async () => {
    const place = await fixture<HTMLElement>(html`<div>${layout()}</div>`);
    expect(customElements.get('parlor-inbox-context')).to.equal(undefined);
    const scene = await helpers();
    const context = contextIn(place);
    context.adapter = scene.makeWorld().adapter;
    await waitUntil(() => scene.has(context, '[role=option]'), 'the list found its store');
    await scene.openConversation(context, 'Works Fine');
    expect(scene.textarea(context).ariaLabel).to.equal('Reply to Works Fine');
  });

  it('joins a list, a thread and a reply box in a layout of the page’s own', async () => {
    const {context, clock, openConversation, send, saysInThread, bubbles, row, words} = await openLayout();
    await openConversation(context, 'Works Fine');
    expect(row(context, 'Works Fine').ariaSelected).to.equal('true');
    await send(context, 'From my own layout');
    await saysInThread(context, 'From my own layout');
    clock.advance(5000);
    await waitUntil(() => bubbles(context).at(-1)?.includes('Delivered'));
    expect(words(row(context, 'Works Fine'))).to.include('From my own layout');
    await expect(context).to.be.accessible();
  });

  it('says in the thread that nothing is open, instead of loading for ever', async () => {
    const {context, find, words, button, openConversation} = await openLayout();
    expect(words(find(context, 'parlor-message-thread'))).to.include('No conversation selected');
    expect(words(find(context, 'parlor-message-thread'))).not.to.include('Loading');
    expect(button(context, 'Send').disabled).to.equal(true);
    await openConversation(context, 'Works Fine');
    expect(words(find(context, 'parlor-message-thread'))).not.to.include('No conversation selected');
  });

  it('tells the page what happens, opens what it is told, and takes replaced words', async () => {
    const scene = await openLayout();
    const {context} = scene;
    const sent = scene.facts(context, 'parlor-message-sent');
    const selected = scene.facts(context, 'parlor-conversation-selected');
    context.strings = {replyLabel: 'Antwort an {name}'};
    context.setAttribute('conversation-id', scene.threadIdOf(scene, 'Fine'));
    await scene.threadLoaded(context);
    expect(selected.map(({detail}) => detail.conversationId)).to.deep.equal([context.conversationId]);
    expect(scene.textarea(context).ariaLabel).to.equal('Antwort an Works Fine');
    await scene.send(context, 'Hello');
    await waitUntil(() => sent.length === 1);
    expect(sent[0]?.detail.message.text).to.equal('Hello');
  });

  it('can be vetoed at the document', async () => {
    const {context, openConversation, send, textarea, bubbles} = await openLayout();
    await openConversation(context, 'Works Fine');
    const count = bubbles(context).length;
    const veto = (event: Event) => event.preventDefault();
    document.addEventListener('parlor-send-request', veto);
    try {
      await send(context, 'Wait');
    } finally {
      document.removeEventListener('parlor-send-request', veto);
    }
    expect(textarea(context).value).to.equal('Wait');
    expect(bubbles(context)).to.have.length(count);
  });

  it('takes in elements that come later, and lets go of those that leave', async () => {
    const {context, place, openConversation, has, words} = await openLayout();
    await openConversation(context, 'Works Fine');
    const second = document.createElement('parlor-message-thread');
    second.style.setProperty('block-size', '200px');
    context.append(second);
    await waitUntil(() => has(second, 'parlor-message-bubble'));
    place.append(second);
    await openConversation(context, 'Carrier Slow');
    expect(words(second)).to.include('Messages to me arrive.');
  });

  it('keeps what is typed while its own layout is changed', async () => {
    const {context, openConversation, type, textarea} = await openLayout();
    await openConversation(context, 'Works Fine');
    await type(context, 'half a senten');
    const box = context.querySelector('parlor-reply-box');
    const aside = document.createElement('aside');
    if (box) aside.append(box);
    context.append(aside);
    expect(textarea(context).value).to.equal('half a senten');
    textarea(context).focus();
    await sendKeys({type: 'ce'});
    expect(textarea(context).value).to.equal('half a sentence');
  });

  it('reports an adapter that cannot be made', async () => {
    const {context, facts} = await openLayout();
    const errors = facts(context, 'parlor-error');
    context.adapter = undefined;
    context.setAttribute('provider', 'nobody');
    await waitUntil(() => errors.length > 0);
    expect(errors[0]?.detail.error.kind).to.equal('unsupported');
    expect(context.store).to.equal(undefined);
  });

  it('can be hidden, and takes no room of its own', async () => {
    const {context} = await openLayout();
    expect(getComputedStyle(context).display).to.equal('contents');
    context.hidden = true;
    expect(context.querySelector('main')?.checkVisibility()).to.equal(false);
  });
});
