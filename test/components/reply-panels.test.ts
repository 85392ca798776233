import {expect, fixture, html, oneEvent, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import '../../src/components/inbox-context/define.js';
import type {ParlorInboxContext} from '../../src/components/inbox-context/inbox-context.js';
import '../../src/components/reply-box/define.js';
import type {ParlorReplyBox} from '../../src/components/reply-box/reply-box.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {english} from '../../src/i18n/english.js';
import {aConversation} from '../model/builders.js';
import {ScriptedAdapter} from '../store/scripted-adapter.js';
import {
  optedOut,
  noCredits,
  make,
  change,
  find,
  has,
  textarea,
  focused,
  words,
  button,
  hasButton,
  type,
} from './reply-box-scene.js';

describe('<parlor-reply-box>', () => {
  describe('the number to send from', () => {
    const endpoints = [
      {id: 'n1', address: '+15125550100', label: 'Front desk'},
      {id: 'n2', address: '+15125550101'},
    ];
    const select = (element: ParlorReplyBox) => find<HTMLSelectElement>(element, 'select');
    async function pick(element: ParlorReplyBox, value: string): Promise<void> {
      select(element).value = value;
      select(element).dispatchEvent(new Event('change'));
      await element.updateComplete;
    }

    it('can be chosen between two or more, and goes with what is sent', async () => {
      const {element, sent} = await make({value: 'Hi', endpoints: endpoints.slice(0, 1), ownEndpointId: 'n1'});
      expect(has(element, 'select')).to.equal(false);
      await change(element, {endpoints});
      expect(select(element).labels[0]?.innerText).to.equal('From');
      expect([...select(element).options].map(({text}) => text)).to.deep.equal([
        'Front desk · (512) 555-0100',
        '(512) 555-0101',
      ]);
      await expect(element).to.be.accessible();
      await pick(element, 'n2');
      element.focus();
      await sendKeys({press: 'Enter'});
      expect(sent).to.deep.equal([{text: 'Hi', mediaUrls: [], ownEndpointId: 'n2'}]);
    });

    it('is the provider’s default until one is chosen, and again', async () => {
      const {element, sent} = await make({value: 'Hi', endpoints});
      expect(select(element).selectedOptions[0]?.text).to.equal(english.defaultNumber);
      button(element, 'Send').click();
      await pick(element, 'n1');
      button(element, 'Send').click();
      await pick(element, '');
      button(element, 'Send').click();
      expect(sent).to.deep.equal([
        {text: 'Hi', mediaUrls: []},
        {text: 'Hi', mediaUrls: [], ownEndpointId: 'n1'},
        {text: 'Hi', mediaUrls: []},
      ]);
    });

    it('comes from the provider in an inbox, where each conversation keeps its own', async () => {
      class ManyNumbers extends ScriptedAdapter {
        listOwnEndpoints = async () => endpoints;
      }
      const adapter = new ManyNumbers({chooseOwnEndpoint: 'native'});
      const context = await fixture<ParlorInboxContext>(html`
        <parlor-inbox-context .adapter=${adapter}><parlor-reply-box></parlor-reply-box></parlor-inbox-context>
      `);
      const element = context.querySelector('parlor-reply-box');
      const {store} = context;
      if (!element || !store) throw new Error('The inbox has not drawn.');
      await waitUntil(() => adapter.lists.length > 0);
      adapter.lists[0]?.answer({
        items: [aConversation({ownEndpoint: {address: '(512) 555-0101'}}), aConversation({id: 'other'})],
      });
      store.select('conversation-1');
      await waitUntil(() => has(element, 'select') && element.ownEndpointId === 'n2');
      await pick(element, 'n1');
      store.select('other');
      await element.updateComplete;
      expect(element.ownEndpointId).to.equal(undefined);
      store.select('conversation-1');
      await element.updateComplete;
      expect(element.ownEndpointId).to.equal('n1');
    });

    it('is not offered where asking for the numbers fails', async () => {
      class Failing extends ScriptedAdapter {
        listOwnEndpoints = () => Promise.reject(new ConversationError('server'));
      }
      const adapter = new Failing({chooseOwnEndpoint: 'native'});
      const context = await fixture<ParlorInboxContext>(html`
        <parlor-inbox-context .adapter=${adapter}><parlor-reply-box></parlor-reply-box></parlor-inbox-context>
      `);
      const element = context.querySelector('parlor-reply-box');
      if (!element || !context.store) throw new Error('The inbox has not drawn.');
      context.store.select('conversation-1');
      await waitUntil(() => !element.disabled);
      await element.updateComplete;
      expect(has(element, 'select')).to.equal(false);
      expect(has(element, '[part="error"]')).to.equal(false);
    });
  });

  describe('blocked', () => {
    it('says why, since when, how that is known and what ends it, and keeps the text', async () => {
      const {element} = await make({value: 'Hi', block: optedOut});
      expect(has(element, 'textarea')).to.equal(false);
      const panel = words(element, '[part="blocked"]');
      expect(panel).to.include(english.blocks['opted-out'].title);
      expect(panel).to.include(english.blocks['opted-out'].reopen);
      expect(panel).to.include('Since 4 May 2026 · Reported by the provider');
      expect(panel).to.include('Your text is kept.');
      expect(hasButton(element, 'Check again')).to.equal(false);
      await expect(element).to.be.accessible();
      await change(element, {block: undefined});
      expect(textarea(element).value).to.equal('Hi');
    });

    it('says nothing of a text when there is none', async () => {
      const {element} = await make({block: optedOut});
      expect(words(element, '[part="blocked"]')).not.to.include('Your text is kept.');
    });

    it('asks for a new check where that can help, once', async () => {
      const {element} = await make({block: noCredits});
      expect(words(element, '[part="blocked"]')).to.include(english.knownFromRefusal);
      const asked = oneEvent(element, 'parlor-recheck-request');
      button(element, 'Check again').click();
      expect(((await asked) as CustomEvent<unknown>).detail).to.deep.equal({conversationId: '', reason: 'no-credits'});
      await expect(element).to.be.accessible();

      await change(element, {pending: true});
      let more = 0;
      element.addEventListener('parlor-recheck-request', () => more++);
      button(element, 'Checking…').click();
      expect(more).to.equal(0);
      await expect(element).to.be.accessible();
    });

    it('takes the keyboard along when it comes while somebody types, and back when it goes', async () => {
      const {element} = await make();
      await type(element, 'Hi');
      await change(element, {block: noCredits});
      expect(focused(element)).to.equal(find(element, '[part="blocked"]'));
      expect(words(element, '[role="status"]')).to.equal('');
      button(element, 'Check again').focus();
      await change(element, {block: undefined});
      expect(focused(element)).to.equal(textarea(element));
      expect(element.value).to.equal('Hi');
    });

    it('says once what the last send was refused for', async () => {
      const {element} = await make({block: noCredits, error: new ConversationError('insufficient-credits')});
      expect(has(element, '[part="error"]')).to.equal(false);
      await change(element, {error: new ConversationError('server')});
      expect(has(element, '[part="error"]')).to.equal(true);
      await change(element, {block: optedOut, error: new ConversationError('opted-out')});
      expect(has(element, '[part="error"]')).to.equal(false);
    });

    it('keeps the focus in the box also while nothing in it can have it', async () => {
      const {element} = await make();
      element.focus();
      await change(element, {disabled: true});
      expect(document.activeElement).to.equal(element);
      await change(element, {disabled: false});
      element.focus();
      expect(focused(element)).to.equal(textarea(element));
    });

    it('is announced, and takes no focus, when somebody is elsewhere', async () => {
      const {element} = await make();
      await change(element, {block: optedOut});
      expect(focused(element)).to.equal(null);
      expect(words(element, '[role="status"]')).to.equal(english.blocks['opted-out'].title);
    });

    it('cannot be sent past', async () => {
      const {element, sent} = await make({value: 'Hi', block: optedOut});
      element.focus();
      await sendKeys({press: 'Enter'});
      expect(sent).to.have.length(0);
    });
  });

  describe('a send that failed', () => {
    it('says what happened, what to do and the provider’s own words, and keeps the text', async () => {
      const {element} = await make({value: 'Hi'});
      await change(element, {error: new ConversationError('rate-limited', {message: 'limit of 60 a minute'})});
      const alert = words(element, '[role="alert"]');
      expect(alert).to.include('Not sent. Your text is still here.');
      expect(alert).to.include('Too many requests at the moment. Wait a moment, then try again.');
      expect(alert).to.include('limit of 60 a minute');
      expect(textarea(element).value).to.equal('Hi');
      await expect(element).to.be.accessible();
    });

    it('never says "not sent" when nobody knows, nor that a text is there when none is', async () => {
      const {element} = await make({error: new ConversationError('timeout', {outcomeUnknown: true})});
      expect(words(element, '[role="alert"]')).to.include(english.unconfirmedHint).and.not.to.include('Not sent');
      await change(element, {error: new ConversationError('server')});
      expect(words(element, '[role="alert"]')).to.equal('The provider has a problem. Try again.');
    });

    it('can be dismissed, unless the owner vetoes it', async () => {
      const {element} = await make({error: new ConversationError('server')});
      element.addEventListener('parlor-error-dismiss-request', (event) => event.preventDefault(), {once: true});
      button(element, 'Dismiss').focus();
      await sendKeys({press: 'Enter'});
      await element.updateComplete;
      expect(element.error).to.exist;
      await sendKeys({press: 'Enter'});
      await element.updateComplete;
      expect(words(element, '[role="alert"]')).to.equal('');
      expect(focused(element)).to.equal(textarea(element));
    });
  });
});
