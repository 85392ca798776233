import {expect, fixture, html} from '@open-wc/testing';
import type {LitElement} from 'lit';
import '../../src/define.js';
import {aConversation, aMessage} from '../model/builders.js';
import {all} from './inbox-scene.js';

const conversation = aConversation({title: 'Ada'});
const messages = [aMessage({text: 'Hello'})];

/** Every element with something to show. */
const ELEMENTS = {
  'parlor-avatar': {name: 'Ada'},
  'parlor-contact-panel': {conversation},
  'parlor-conversation-actions': {conversation, offersDetails: true},
  'parlor-conversation-item': {conversation},
  'parlor-conversation-list': {conversations: [conversation]},
  'parlor-delivery-status': {status: 'failed', failure: {text: 'Landline'}},
  'parlor-message-bubble': {message: messages[0]},
  'parlor-message-thread': {messages, conversationId: 'a'},
  'parlor-opt-out-badge': {},
  'parlor-reply-box': {value: 'Hello'},
  'parlor-template-picker': {templates: [{id: 't', name: 'Hello', parameters: []}]},
  'parlor-start-conversation': {form: {recipientKinds: ['address'], firstMessage: 'required', asksTitle: true}},
  'parlor-thread-search': {messages, query: 'hello'},
  'parlor-timestamp': {at: 1},
};

async function make(tag: string, properties: object): Promise<LitElement> {
  const place = await fixture<HTMLElement>(html`<div></div>`);
  place.style.height = '400px';
  const element = document.createElement(tag) as LitElement;
  place.append(Object.assign(element, properties));
  await element.updateComplete;
  return element;
}

/** Those that are a page's to set. */
const propertiesOf = ({constructor}: LitElement): readonly PropertyKey[] =>
  [...(constructor as typeof LitElement).elementProperties].flatMap(([name, {state}]) => (state ? [] : [name]));

describe('a framework that takes a property away again', () => {
  for (const [tag, properties] of Object.entries(ELEMENTS)) {
    for (const nothing of [undefined, null]) {
      it(`leaves <${tag}> standing with ${nothing}`, async () => {
        const failed: PropertyKey[] = [];
        for (const name of propertiesOf(await make(tag, properties))) {
          const element = await make(tag, properties);
          Object.assign(element, {[name]: nothing});
          await element.updateComplete.catch(() => failed.push(name));
        }
        expect(failed).to.deep.equal([]);
      });
    }
  }
});

describe('times at the ends of the calendar', () => {
  const ENDS = [-8.64e15, -62_167_219_200_000, 0, 253_402_300_799_000, 8.64e15 - 1, 8.64e15];
  for (const at of ENDS) {
    it(`leave a thread and a list standing: ${at}`, async () => {
      const thread = await make('parlor-message-thread', {messages: [{id: '1', text: 'Hello', at}]});
      const [bubble] = all<LitElement>(thread, 'parlor-message-bubble');
      await bubble?.updateComplete;
      expect(bubble?.shadowRoot?.querySelector('[part=text]')?.textContent).to.equal('Hello');
      const row = {id: 'a', title: 'Ada', lastActivityAt: at, lastMessage: {text: 'Hello', at}};
      const list = await make('parlor-conversation-list', {conversations: [row]});
      const [item] = all<LitElement>(list, 'parlor-conversation-item');
      await item?.updateComplete;
      expect(item?.shadowRoot?.querySelector('[part=title]')?.textContent).to.equal('Ada');
    });
  }
});

describe('what a page writes by hand', () => {
  const ODD_ROWS = {
    'null among them': [null, {id: 'a', title: 'Ada'}],
    'no array': new Set([{id: 'a', title: 'Ada'}]),
    'an id that no address can hold': [{id: '\ud800', title: 'Ada'}],
    'numbers for texts': [{id: 1, title: 'Ada', unread: 3, lastMessage: {text: 5}}],
    'texts for objects': [{id: 'a', participants: ['Ada'], consent: 'unknown', lastMessage: 'Hello'}],
    'a name with nothing to see in it': [{id: 'a', participants: [{role: 'contact', name: '\u200b', address: 'Ada'}]}],
    'null for objects': [{id: 'a', title: 'Ada', participants: null, unread: null, consent: null, lastMessage: null}],
  };
  for (const [what, conversations] of Object.entries(ODD_ROWS)) {
    it(`is a row with ${what}`, async () => {
      const list = await make('parlor-conversation-list', {conversations, drafts: {b: 'Not a map'}});
      const [item] = all<LitElement>(list, 'parlor-conversation-item');
      await item?.updateComplete;
      expect(item?.shadowRoot?.querySelector('[part=title]')?.textContent).to.equal('Ada');
    });
  }

  const ODD_MESSAGES = {
    'null among them': [null, {id: '1', text: 'Hello'}],
    'no array': new Set([{id: '1', text: 'Hello'}]),
    'numbers for texts': [{id: 1, text: 'Hello', attachments: [5]}],
    'texts for objects': [
      {id: '1', text: 'Hello', sender: 'Ada', reactions: ['👍'], attachments: ['https://files.example/a.pdf']},
    ],
    'null for objects': [{id: '1', text: 'Hello', sender: null, reactions: null, attachments: null, status: null}],
    'a time beyond the calendar': [{id: '1', text: 'Hello', at: 1e20}],
  };
  for (const [what, given] of Object.entries(ODD_MESSAGES)) {
    it(`is a message with ${what}`, async () => {
      const thread = await make('parlor-message-thread', {messages: given, heldIds: ['1'], group: true});
      const [bubble] = all<LitElement>(thread, 'parlor-message-bubble');
      await bubble?.updateComplete;
      expect(bubble?.shadowRoot?.querySelector('[part=text]')?.textContent).to.equal('Hello');
    });
  }
});
