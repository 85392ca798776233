import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {emulateMedia, sendKeys, setViewport} from '../support/commands.js';
import type {StartForm, StartRequest} from '../../src/adapter/start-conversation.js';
import type {ParlorInboxContext} from '../../src/components/inbox-context/inbox-context.js';
import type {ParlorStartConversation} from '../../src/components/start-conversation/start-conversation.js';
import {NO_CAPABILITIES, type Capabilities} from '../../src/model/capabilities.js';
import type {Conversation} from '../../src/model/conversation.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {english} from '../../src/i18n/english.js';
import {aConversation} from '../model/builders.js';
import {ScriptedAdapter} from '../store/scripted-adapter.js';
import {button, field, find, focused, has, overflowing, words} from './element-helpers.js';
import '../../src/components/inbox-context/define.js';
import '../../src/components/start-conversation/define.js';
import {plain, rich} from './start-conversation-scene.js';

const endpoints = [
  {id: 'n1', address: '+15125550100', label: 'Front desk'},
  {id: 'n2', address: '+15125550101'},
  {address: '+15125550102'},
];
const choosing: Capabilities = {...NO_CAPABILITIES, chooseOwnEndpoint: 'native'};

type Settings = Partial<
  Pick<
    ParlorStartConversation,
    'form' | 'status' | 'error' | 'endpoints' | 'capabilities' | 'sending' | 'startError' | 'open' | 'countsSegments'
  >
>;

async function change(element: ParlorStartConversation, settings: Settings): Promise<void> {
  Object.assign(element, settings);
  await element.updateComplete;
}

async function make(settings: Settings = {}) {
  const wrapper = await fixture<HTMLElement>(html`
    <div lang="en-GB">
      <button id="opener" type="button">New</button>
      <parlor-start-conversation></parlor-start-conversation>
    </div>
  `);
  const element = wrapper.querySelector('parlor-start-conversation');
  const opener = wrapper.querySelector<HTMLButtonElement>('#opener');
  if (!element || !opener) throw new Error('The page has not drawn.');
  const asked: StartRequest[] = [];
  element.addEventListener('parlor-conversation-start-request', ({detail}) => asked.push(detail.request));
  opener.focus();
  await change(element, {form: plain, open: true, ...settings});
  return {element, opener, asked};
}

const dialog = (element: ParlorStartConversation) => find<HTMLDialogElement>(element, 'dialog');
const alert = (element: ParlorStartConversation): string => words(element, 'footer [role="alert"]');

async function press(element: ParlorStartConversation, name: string): Promise<void> {
  button(element, name).click();
  await element.updateComplete;
}

async function fill(element: ParlorStartConversation, label: string, text: string): Promise<void> {
  field(element, label).focus();
  await sendKeys({type: text});
  await element.updateComplete;
}

async function choose(element: ParlorStartConversation, label: string, value: string): Promise<void> {
  const select = field<HTMLSelectElement>(element, label);
  select.value = value;
  select.dispatchEvent(new Event('change'));
  await element.updateComplete;
}
describe('<parlor-start-conversation>', () => {
  it('is a modal dialog with a name, that Escape closes and that gives the focus back', async () => {
    const {element, opener} = await make();
    expect(dialog(element).matches(':modal')).to.equal(true);
    expect(words(element, '#heading')).to.equal(english.startConversation);
    expect(focused(element)).to.equal(field(element, english.recipientAddress));
    await expect(element).to.be.accessible();
    await sendKeys({press: 'Escape'});
    await waitUntil(() => !element.open);
    await element.updateComplete;
    expect(dialog(element).open).to.equal(false);
    expect(document.activeElement).to.equal(opener);
  });

  it('closes by its buttons, unless that is vetoed, and keeps what was entered', async () => {
    const {element, opener} = await make();
    await fill(element, english.recipientAddress, '+1512');
    element.addEventListener('parlor-close-request', (event) => event.preventDefault(), {once: true});
    await press(element, 'Cancel');
    expect(element.open).to.equal(true);
    await sendKeys({press: 'Escape'});
    await element.updateComplete;
    expect(element.open).to.equal(false);
    element.show();
    await element.updateComplete;
    expect(field(element, english.recipientAddress).value).to.equal('+1512');
    await press(element, 'Close');
    expect(document.activeElement).to.equal(opener);
    expect(has(element, 'dialog[open]')).to.equal(false);
  });

  it('says that the form is on its way, or why it is not, and asks again', async () => {
    const {element} = await make({form: undefined, status: 'loading'});
    expect(words(element, '[part="body"]')).to.equal(english.loading);
    expect(button(element, 'Start').disabled).to.equal(true);
    await expect(element).to.be.accessible();
    await change(element, {status: 'error', error: new ConversationError('network')});
    let asked = 0;
    element.addEventListener('parlor-start-form-reload-request', () => asked++);
    expect(words(element, '[part="body"]')).to.include(english.startFormFailed);
    await expect(element).to.be.accessible();
    await press(element, 'Try again');
    expect(asked).to.equal(1);
    await change(element, {form: plain, status: 'ready'});
    expect(focused(element)).to.equal(field(element, english.recipientAddress));
  });

  it('points out what is missing, keeps what is there, and starts with the keyboard alone', async () => {
    const {element, asked} = await make();
    await sendKeys({press: 'Enter'});
    await element.updateComplete;
    expect(words(element, '#recipient-error')).to.equal(english.recipientMissing);
    expect(words(element, '#text-error')).to.equal(english.messageMissing);
    expect(field(element, english.recipientAddress).ariaInvalid).to.equal('true');
    await expect(element).to.be.accessible();
    await sendKeys({type: '12'});
    await element.updateComplete;
    expect(words(element, '#recipient-error')).to.equal(english.addressInvalid);
    await sendKeys({type: '025550123'});
    await sendKeys({press: 'Enter'});
    await element.updateComplete;
    expect(words(element, '#recipient-error')).to.equal('');
    expect(focused(element)).to.equal(field(element, english.firstMessage));
    await sendKeys({type: 'Hi'});
    await press(element, 'Start');
    expect(asked).to.deep.equal([{recipient: {kind: 'address', value: '12025550123'}, text: 'Hi'}]);
  });

  it('chooses a recipient from a list, a number, a template and its parameters', async () => {
    const {element, asked} = await make({form: rich, endpoints, capabilities: choosing});
    expect(focused(element)).to.equal(field(element, english.searchRecipients));
    await expect(element).to.be.accessible();
    await sendKeys({type: 'jonas'});
    await element.updateComplete;
    expect(words(element, '[role="radiogroup"]')).to.equal('Jonas Weber (512) 555-0143');
    await sendKeys({press: 'Enter'});
    expect(asked, 'Enter in a search starts nothing').to.deep.equal([]);
    await sendKeys({press: 'Tab'});
    await sendKeys({press: ' '});
    await element.updateComplete;
    await fill(element, 'Title (optional)', 'Roof');
    const from = field<HTMLSelectElement>(element, english.fromNumber);
    expect([...from.options].map(({text}) => text)).to.deep.equal(['Front desk · (512) 555-0100', '(512) 555-0101']);
    await choose(element, english.fromNumber, 'n2');
    await choose(element, english.template, 'reminder');
    expect(words(element, '[part="preview"]')).to.equal('Preview Hello First name, see you on day.');
    await press(element, 'Start');
    expect(focused(element)).to.equal(field(element, 'First name'));
    await expect(element).to.be.accessible();
    await fill(element, 'First name', 'Jonas');
    await choose(element, english.template, 'hello');
    await choose(element, english.template, 'reminder');
    expect(field(element, 'First name').value, 'nothing typed is lost').to.equal('Jonas');
    await fill(element, 'day', 'Friday');
    await press(element, 'Start');
    expect(asked).to.deep.equal([
      {
        recipient: {kind: 'contact', value: 'c2'},
        title: 'Roof',
        template: {id: 'reminder', parameters: {name: 'Jonas', day: 'Friday'}},
        ownEndpointId: 'n2',
      },
    ]);
  });

  it('keeps the recipients of each kind, and takes an id where there is no list', async () => {
    const {element} = await make({form: rich});
    find<HTMLInputElement>(element, '[name="recipient"][value="c1"]').click();
    find<HTMLInputElement>(element, '[name="kind"][value="group"]').click();
    await element.updateComplete;
    const groupId = () => find<HTMLInputElement>(element, '#recipient');
    expect(groupId().labels?.[0]?.innerText).to.equal(english.recipientGroup);
    groupId().focus();
    await sendKeys({type: 'group-7'});
    await element.updateComplete;
    find<HTMLInputElement>(element, '[name="kind"][value="contact"]').click();
    await element.updateComplete;
    expect(find<HTMLInputElement>(element, '[value="c1"]').checked).to.equal(true);
    find<HTMLInputElement>(element, '[name="kind"][value="group"]').click();
    await element.updateComplete;
    expect(groupId().value).to.equal('group-7');
  });

  it('counts segments as the reply box does, unless told not to', async () => {
    const {element} = await make();
    const text = field<HTMLTextAreaElement>(element, english.firstMessage);
    text.value = 'It’s on Thursday';
    text.dispatchEvent(new Event('input'));
    await element.updateComplete;
    expect(words(element, '#text-count')).to.include('1 segment · 54 characters left · Unicode');
    await change(element, {capabilities: {...NO_CAPABILITIES, normalizeText: 'native'}});
    expect(words(element, '#text-count')).to.equal('');
    await change(element, {capabilities: NO_CAPABILITIES, countsSegments: false});
    expect(words(element, '#text-count')).to.equal('');
  });

  it('shows that it is starting, and keeps everything when that fails', async () => {
    const {element, asked} = await make({form: {...plain, firstMessage: 'none'}});
    await fill(element, english.recipientAddress, '72404');
    await press(element, 'Start');
    await change(element, {sending: true});
    expect(words(element, '[part="start-button"]')).to.equal(english.starting);
    await expect(element).to.be.accessible();
    await press(element, english.starting);
    expect(asked).to.have.length(1);
    await change(element, {
      sending: false,
      startError: new ConversationError('validation', {message: 'No such number'}),
    });
    expect(alert(element)).to.equal(
      `${english.startFailedKept} The provider did not accept this. Change the message and send again. No such number`,
    );
    expect(field(element, english.recipientAddress).value).to.equal('72404');
    await expect(element).to.be.accessible();
    await press(element, 'Start');
    expect(asked).to.have.length(2);
  });

  it('never calls an unknown outcome a failure, and does not invite to repeat it', async () => {
    const {element, asked} = await make({startError: new ConversationError('timeout', {outcomeUnknown: true})});
    expect(alert(element))
      .to.include(english.startUnconfirmed)
      .and.not.to.include('Not started')
      .and.not.to.include('Try again.');
    expect(find(element, 'footer .primary').innerText.trim()).to.equal('Close');
    await expect(element).to.be.accessible();
    await fill(element, english.recipientAddress, '72404');
    await fill(element, english.firstMessage, 'Hi');
    await press(element, english.startAnyway);
    expect(asked).to.have.length(1);
  });

  it('begins afresh after a reset', async () => {
    const {element} = await make();
    await fill(element, english.recipientAddress, '72404');
    element.reset();
    await element.updateComplete;
    expect(field(element, english.recipientAddress).value).to.equal('');
  });

  describe('looks', () => {
    afterEach(async () => {
      await setViewport({width: 800, height: 600});
      await emulateMedia({colorScheme: 'light'});
    });

    it('fits a screen 320 px wide, in both directions and both themes', async () => {
      await setViewport({width: 320, height: 568});
      const long = 'x'.repeat(80);
      const form: StartForm = {
        ...rich,
        recipients: [{id: long, kind: 'contact', name: long, address: long}],
        templates: [{id: 't', name: long, preview: `{{${long}}}`, parameters: [{key: long, label: long}]}],
      };
      for (const dir of ['ltr', 'rtl']) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await emulateMedia({colorScheme});
          const {element} = await make({form, open: false, endpoints, capabilities: choosing});
          element.dir = dir;
          element.style.colorScheme = colorScheme;
          await change(element, {open: true, startError: new ConversationError('server', {message: long})});
          await choose(element, english.template, 't');
          await press(element, 'Start');
          expect(overflowing(element)).to.deep.equal([]);
          expect(dialog(element).getBoundingClientRect().bottom).to.be.at.most(568);
          await expect(element).to.be.accessible();
          await change(element, {open: false});
        }
      }
    });
  });

  describe('in an inbox', () => {
    class StartingAdapter extends ScriptedAdapter {
      forms: (StartForm | ConversationError)[] = [];
      readonly started: StartRequest[] = [];
      private answerStart: ((value: Conversation | ConversationError) => void) | undefined;
      describeStart = async (): Promise<StartForm> => {
        const form = this.forms.shift();
        if (!form) return new Promise(() => undefined);
        if (form instanceof Error) throw form;
        return form;
      };
      startConversation = (request: StartRequest): Promise<Conversation> => {
        this.started.push(request);
        return new Promise((resolve, reject) => {
          this.answerStart = (value) => (value instanceof Error ? reject(value) : resolve(value));
        });
      };
      listOwnEndpoints = async () => endpoints;

      answer(value: Conversation | ConversationError): void {
        this.answerStart?.(value);
      }
    }

    async function inbox(...forms: (StartForm | ConversationError)[]) {
      const adapter = new StartingAdapter({startConversation: 'native', chooseOwnEndpoint: 'native'});
      adapter.forms = forms;
      const context = await fixture<ParlorInboxContext>(html`
        <parlor-inbox-context .adapter=${adapter}>
          <parlor-start-conversation></parlor-start-conversation>
        </parlor-inbox-context>
      `);
      const element = context.querySelector('parlor-start-conversation');
      const {store} = context;
      if (!element || !store) throw new Error('The inbox has not drawn.');
      element.show();
      await element.updateComplete;
      return {adapter, element, context, store};
    }

    it('asks for the form when it opens, starts, closes, and opens what was started', async () => {
      const {adapter, element, store} = await inbox(new ConversationError('network'), plain, plain);
      await waitUntil(() => element.status === 'error');
      await element.updateComplete;
      await press(element, 'Try again');
      await waitUntil(() => element.form && element.endpoints);
      await element.updateComplete;
      await fill(element, english.recipientAddress, '+12025550123');
      await fill(element, english.firstMessage, 'Hi');
      await press(element, 'Start');
      expect(element.sending).to.equal(true);
      expect(adapter.started).to.deep.equal([
        {recipient: {kind: 'address', value: '+12025550123'}, text: 'Hi', ownEndpointId: 'n1'},
      ]);
      adapter.answer(aConversation({id: 'new'}));
      await waitUntil(() => store.state.selectedId === 'new');
      await waitUntil(() => !element.sending);
      await element.updateComplete;
      expect(dialog(element).open).to.equal(false);
      element.show();
      await element.updateComplete;
      expect(field(element, english.recipientAddress).value, 'the next one begins afresh').to.equal('');
    });

    it('says that nobody knows, and reads the list, where it will show up', async () => {
      const {adapter, element} = await inbox({...plain, firstMessage: 'none'});
      await waitUntil(() => element.form);
      await waitUntil(() => adapter.lists.length > 0);
      adapter.lists[0]?.answer({items: []});
      await fill(element, english.recipientAddress, '72404');
      await press(element, 'Start');
      adapter.answer(new ConversationError('timeout', {outcomeUnknown: true}));
      await waitUntil(() => element.startError && !element.sending);
      await element.updateComplete;
      expect(alert(element)).to.include(english.startUnconfirmed);
      await waitUntil(() => adapter.lists.length > 1);
    });

    it('starts nothing that a listener vetoed, and opens nothing after it was closed', async () => {
      const {adapter, context, element, store} = await inbox({...plain, firstMessage: 'none'});
      await waitUntil(() => element.form);
      await fill(element, english.recipientAddress, '72404');
      context.addEventListener('parlor-conversation-start-request', (event) => event.preventDefault(), {once: true});
      await press(element, 'Start');
      expect(adapter.started).to.deep.equal([]);
      await press(element, 'Start');
      await press(element, 'Cancel');
      adapter.answer(aConversation({id: 'new'}));
      await waitUntil(() => !element.sending);
      expect(store.state.selectedId).to.equal(undefined);
      expect(store.conversation('new')).to.exist;
    });
  });
});
