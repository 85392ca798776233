import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import '../../src/define.js';
import {ManualClock} from '../../src/backend/clock.js';
import {createBackend} from '../../src/backend/scenarios/index.js';
import type {ParlorReplyBox} from '../../src/components/reply-box/reply-box.js';
import type {ParlorTemplatePicker} from '../../src/components/template-picker/template-picker.js';
import {english} from '../../src/i18n/english.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {buttonNames, button as buttonIn, field, focused as focusedIn, words as wordsIn} from './element-helpers.js';
import {optedOut} from './reply-box-scene.js';
import {
  button,
  find,
  has,
  isVisible,
  openConversation,
  openScene,
  saysInThread,
  textarea,
  type,
  type Scene,
} from './inbox-scene.js';

const HELLO = {id: 'hello', name: 'Hello', preview: 'Hello {{name}}!', parameters: [{key: 'name', label: 'Name'}]};
const READY = {id: 'ready', name: 'Ready', preview: 'Your bicycle is ready.', parameters: []};

/** Whether free text may be sent goes by the device's clock. */
function openKinds(): Promise<Scene> {
  const clock = new ManualClock(Date.now());
  const backend = createBackend({scenario: 'every-kind', clock});
  return openScene({world: {backend, clock, adapter: createMemoryAdapter({backend})}});
}

const pickerIn = ({inbox}: Scene) => find<ParlorTemplatePicker>(inbox, 'parlor-template-picker');
const isOpen = ({inbox}: Scene) =>
  has(inbox, 'parlor-template-picker') && isVisible(inbox, 'parlor-template-picker') && has(inbox, '#template');
const choices = (picker: ParlorTemplatePicker) => field<HTMLSelectElement>(picker, english.template);

async function choose(picker: ParlorTemplatePicker, id: string): Promise<void> {
  const select = choices(picker);
  select.value = id;
  select.dispatchEvent(new Event('change', {bubbles: true}));
  await picker.updateComplete;
}

async function openPicker(scene: Scene): Promise<ParlorTemplatePicker> {
  await waitUntil(() => has(scene.inbox, '[part=templates-button]'), 'templates are offered');
  button(scene.inbox, english.templates).click();
  await waitUntil(() => isOpen(scene), 'there is a choice');
  const picker = pickerIn(scene);
  await waitUntil(() => focusedIn(picker) === choices(picker), 'the keyboard is in it');
  return picker;
}

async function alone(properties: Partial<ParlorTemplatePicker>): Promise<ParlorTemplatePicker> {
  const picker = await fixture<ParlorTemplatePicker>(html`<parlor-template-picker></parlor-template-picker>`);
  Object.assign(picker, properties);
  await picker.updateComplete;
  return picker;
}

describe('<parlor-template-picker>', () => {
  it('sends a template where nothing else may be sent, once it is filled in', async () => {
    const scene = await openKinds();
    await openConversation(scene.inbox, 'Waldo Closedwindow');
    await waitUntil(() => has(scene.inbox, '[part=blocked]') && !has(scene.inbox, 'textarea'));
    const picker = await openPicker(scene);
    expect(isVisible(scene.inbox, '[part=blocked]')).to.equal(false);
    await expect(picker).to.be.accessible();
    expect(picker.shadowRoot?.textContent).to.contain('Sent over WhatsApp');
    await sendKeys({press: 'Tab'});
    buttonIn(picker, english.send).click();
    await picker.updateComplete;
    expect(wordsIn(picker, '#template-error')).to.equal(english.templateMissing);
    expect(focusedIn(picker)).to.equal(choices(picker));

    await choose(picker, 'hello');
    expect(wordsIn(picker, '[part=preview] p')).to.contain('Hello Name, this is');
    field(picker, 'Name').focus();
    await sendKeys({press: 'Enter'});
    await picker.updateComplete;
    expect(wordsIn(picker, '#parameter-0-error')).to.equal(english.parameterMissing);
    await sendKeys({type: 'Waldo'});
    await sendKeys({press: 'Enter'});
    await saysInThread(scene.inbox, 'Hello Waldo, this is Larkspur Cycles.');
    await waitUntil(() => !isOpen(scene));
    expect(focusedIn(find(scene.inbox, 'parlor-reply-box'))).to.equal(find(scene.inbox, '[part=blocked]'));
  });

  it('is offered beside the text where both may be sent, and leaves what is typed alone', async () => {
    const scene = await openKinds();
    await openConversation(scene.inbox, 'Wanda Openwindow');
    await type(scene.inbox, 'Half a senten');
    await openPicker(scene);
    await sendKeys({press: 'Escape'});
    await waitUntil(() => has(scene.inbox, 'textarea'));
    expect(textarea(scene.inbox).value).to.equal('Half a senten');
    expect(focusedIn(find(scene.inbox, 'parlor-reply-box'))).to.equal(textarea(scene.inbox));
  });

  it('is not offered where there are no templates', async () => {
    const {inbox} = await openKinds();
    await openConversation(inbox, 'Sid Sideunknown');
    await waitUntil(() => inbox.store?.pending.state.templates.get(inbox.conversationId ?? '')?.status === 'ready');
    await find<ParlorReplyBox>(inbox, 'parlor-reply-box').updateComplete;
    expect(has(inbox, '[part=templates-button]')).to.equal(false);
  });

  it('gets round no opt-out, and comes back with what was filled in', async () => {
    const box = await fixture<ParlorReplyBox>(html`<parlor-reply-box conversation-id="c1"></parlor-reply-box>`);
    Object.assign(box, {canSendTemplates: true, templates: [HELLO, READY]});
    await box.updateComplete;
    buttonIn(box, english.templates).click();
    await waitUntil(() => has(box, '#template'));
    const picker = find<ParlorTemplatePicker>(box, 'parlor-template-picker');
    await choose(picker, 'hello');
    box.block = optedOut;
    await box.updateComplete;
    expect(isVisible(box, 'parlor-template-picker')).to.equal(false);
    expect(buttonNames(box)).to.deep.equal([]);
    expect(focusedIn(box)).to.equal(find(box, '.blocked'));
    box.block = undefined;
    await box.updateComplete;
    buttonIn(box, english.templates).click();
    await box.updateComplete;
    expect(choices(picker).value).to.equal('hello');
  });

  it('names the number to send from, and stays after a veto', async () => {
    const picker = await alone({conversationId: 'c1', ownEndpointId: 'n1', templates: [READY]});
    const asked: unknown[] = [];
    const closed: unknown[] = [];
    picker.addEventListener('parlor-close-request', ({detail}) => closed.push(detail));
    picker.addEventListener('parlor-send-request', (event) => {
      asked.push(event.detail);
      if (asked.length === 1) event.preventDefault();
    });
    await choose(picker, 'ready');
    buttonIn(picker, english.send).click();
    expect(asked).to.deep.equal([
      {
        ...{conversationId: 'c1', ownEndpointId: 'n1', text: 'Your bicycle is ready.', mediaUrls: []},
        template: {id: 'ready', parameters: {}},
      },
    ]);
    expect(closed).to.deep.equal([]);
    buttonIn(picker, english.send).click();
    expect(closed).to.deep.equal([{conversationId: 'c1'}]);
  });

  it('says that there are none, and why they could not be loaded', async () => {
    const picker = await alone({templates: []});
    expect(wordsIn(picker, 'form')).to.contain(english.noTemplates);
    const failed = await alone({status: 'error', error: new ConversationError('server')});
    const asked: unknown[] = [];
    failed.addEventListener('parlor-templates-request', ({detail}) => asked.push(detail));
    expect(wordsIn(failed, '[role=alert]')).to.contain(english.templatesFailed);
    buttonIn(failed, english.retry).click();
    expect(asked).to.deep.equal([{conversationId: ''}]);
    await expect(failed).to.be.accessible();
  });
});
