import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import type {StartForm} from '../../src/adapter/start-conversation.js';
import {createBackend} from '../../src/backend/scenarios/index.js';
import type {ParlorContactTime} from '../../src/components/contact-time/contact-time.js';
import {isWithin, nextWithin, zoneOf} from '../../src/components/contact-time/contact-zone.js';
import {completeConversation} from '../../src/model/complete.js';
import type {Conversation} from '../../src/model/conversation.js';
import type {ParlorReplyBox} from '../../src/components/reply-box/reply-box.js';
import type {ParlorStartConversation} from '../../src/components/start-conversation/start-conversation.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {button, facts, find, has, openConversation, openScene, send, textarea, words} from './inbox-scene.js';

const person = (fields: Partial<Conversation> & {readonly address?: string} = {}): Conversation => {
  const {address = '+12125550100', ...rest} = fields;
  const known = {id: 'a', title: 'Ada', participants: [{role: 'contact', address}], ...rest};
  return completeConversation(known as Conversation);
};

const HOURS = {from: '08:00', to: '21:00', zone: 'contact'};
/** No moment of any day lies within these. */
const NEVER = {from: '08:00', to: '08:00', zone: 'UTC'};

describe('the zone of a contact', () => {
  it('is what the page says, else a field, else by area code, else unknown', () => {
    const conversation = person({metadata: {timezone: 'Europe/Berlin'}});
    expect(zoneOf(conversation, () => ({timeZone: 'Asia/Tokyo', source: 'by address'}))).to.deep.equal({
      ...{timeZone: 'Asia/Tokyo', by: 'page', source: 'by address'},
    });
    expect(zoneOf(conversation, () => undefined)?.by).to.equal('field');
    expect(zoneOf(conversation, () => 'Nowhere/Atlantis')?.timeZone).to.equal('Europe/Berlin');
    expect(zoneOf(person(), undefined)).to.deep.equal({timeZone: 'America/New_York', by: 'area-code'});
    expect(zoneOf(person({address: '+18505550100'}), undefined), 'an area of two zones').to.equal(undefined);
    expect(zoneOf(person({address: '+442071838750'}), undefined)).to.equal(undefined);
    expect(zoneOf(person({kind: 'group'}), undefined)).to.equal(undefined);
  });

  it('takes nothing away where the page’s function throws', () => {
    const {reportError} = globalThis;
    const reported: unknown[] = [];
    globalThis.reportError = (thrown: unknown) => reported.push(thrown);
    try {
      const fails = () => {
        throw new Error('The page’s own');
      };
      expect(zoneOf(person(), fails)?.by).to.equal('area-code');
      expect(reported).to.have.length(1);
    } finally {
      globalThis.reportError = reportError;
    }
  });
});

describe('texting hours', () => {
  const at = (time: string) => Date.parse(`2026-05-04T${time}Z`);

  it('go by the clock of the zone, and over midnight', () => {
    expect(isWithin(HOURS, at('11:59:00'), 'America/New_York')).to.equal(false);
    expect(isWithin(HOURS, at('12:00:00'), 'America/New_York')).to.equal(true);
    expect(isWithin({...HOURS, from: '20:00', to: '06:00'}, at('23:00:00'), 'UTC')).to.equal(true);
    expect(isWithin({...HOURS, from: '20:00', to: '06:00'}, at('12:00:00'), 'UTC')).to.equal(false);
    expect(isWithin({...HOURS, from: 'soon'}, at('12:00:00'), 'UTC')).to.equal(undefined);
  });

  it('have a next moment, unless there is none', () => {
    expect(nextWithin(HOURS, at('02:00:01'), 'UTC')).to.equal(at('08:00:00'));
    expect(nextWithin(NEVER, at('02:00:00'), 'UTC')).to.equal(undefined);
  });
});

describe('<parlor-contact-time>', () => {
  const alone = async (settings: Partial<ParlorContactTime>): Promise<ParlorContactTime> => {
    const element = await fixture<ParlorContactTime>(html`<parlor-contact-time lang="en-GB"></parlor-contact-time>`);
    Object.assign(element, settings);
    await element.updateComplete;
    return element;
  };

  it('says the time there and how that is known', async () => {
    const element = await alone({conversation: person(), timeZoneOf: () => undefined});
    expect(words(element)).to.match(/^\d{1,2}:\d\d for Ada \(GMT[-−+]\d+, by area code\)$/);
    await expect(element).to.be.accessible();
  });

  it('warns out of the hours, and claims nothing where nobody knows', async () => {
    const element = await alone({conversation: person(), textingHours: NEVER});
    expect(words(element)).to.include('Outside texting hours (08:00 to 08:00).');
    await expect(element).to.be.accessible();
    element.conversation = person({address: '+442071838750'});
    element.textingHours = HOURS;
    await element.updateComplete;
    expect(words(element)).to.equal('Local time of Ada unknown');
    expect(element.holdBack()).to.equal(false);
  });
});

describe('a first message out of texting hours', () => {
  it('is held back once for each recipient; a conversation without one is started at once', async () => {
    const start = await fixture<ParlorStartConversation>(
      html`<parlor-start-conversation lang="en-GB"></parlor-start-conversation>`,
    );
    const asked = facts(start, 'parlor-conversation-start-request');
    const form: StartForm = {recipientKinds: ['address'], firstMessage: 'optional', asksTitle: false};
    Object.assign(start, {form, textingHours: NEVER});
    const target = {phone: '+12125550100', text: 'Hello'};
    start.show(target);
    await waitUntil(() => has(start, 'parlor-contact-time'));
    find(start, '[type=submit]').click();
    const held = () => words(find(start, 'parlor-contact-time')).includes('press Send again');
    await waitUntil(held, 'it is held back, also by what is still on its way');
    await expect(start).to.be.accessible();
    start.show({...target, phone: '+12125550101'});
    await waitUntil(() => !held(), 'somebody else was not meant');
    find(start, '[type=submit]').click();
    await waitUntil(held);
    expect(asked).to.have.length(0);
    find(start, '[type=submit]').click();
    await waitUntil(() => asked.length === 1, 'it went');
    expect(asked[0]?.detail.request.text).to.equal('Hello');
    start.reset();
    start.show({phone: '+12125550102'});
    await start.updateComplete;
    find(start, '[type=submit]').click();
    await waitUntil(() => asked.length === 2, 'nothing is sent by it');
  });

  it('is held back in an inbox that has such hours', async () => {
    const {inbox} = await openScene({scenario: 'every-kind', settings: {textingHours: NEVER}});
    inbox.adapter = createMemoryAdapter({backend: createBackend({scenario: 'every-kind'})});
    await waitUntil(() => inbox.store?.conversationList.state.status === 'ready');
    expect(await inbox.openConversation({phone: '+12125550199'})).to.deep.equal({outcome: 'form-shown'});
    await waitUntil(() => has(inbox, 'parlor-start-conversation parlor-contact-time, parlor-contact-time'));
    expect(find<ParlorContactTime>(inbox, 'parlor-contact-time').textingHours).to.equal(NEVER);
  });
});

describe('a reply out of texting hours', () => {
  it('is held back once, visibly and said, and goes with the next press', async () => {
    const {inbox} = await openScene({scenario: 'send-fails', settings: {textingHours: NEVER}});
    const sent = facts(inbox, 'parlor-message-sent');
    await openConversation(inbox, 'Works Fine');
    await send(inbox, 'Late hello');
    await waitUntil(() => words(find(inbox, 'parlor-contact-time')).includes('press Send again'), 'it is held back');
    expect(textarea(inbox).value).to.equal('Late hello');
    expect(words(find(inbox, 'parlor-contact-time [role=alert], [role=alert]'))).to.not.equal(undefined);
    await expect(find(inbox, 'parlor-reply-box')).to.be.accessible();
    await sendKeys({press: 'Enter'});
    await waitUntil(() => sent.length === 1, 'it went');
    await send(inbox, 'And another');
    await waitUntil(() => words(find(inbox, 'parlor-contact-time')).includes('press Send again'), 'each is held back');
    expect(sent.length).to.equal(1);
  });

  it('does not go in another conversation by the second press', async () => {
    const {inbox} = await openScene({scenario: 'send-fails', settings: {textingHours: NEVER}});
    const sent = facts(inbox, 'parlor-message-sent');
    await openConversation(inbox, 'Works Fine');
    await send(inbox, 'Held');
    await waitUntil(() => words(find(inbox, 'parlor-contact-time')).includes('press Send again'));
    await openConversation(inbox, 'Server Error');
    await send(inbox, 'Another');
    await waitUntil(() => words(find(inbox, 'parlor-contact-time')).includes('press Send again'));
    expect([sent.length, inbox.store?.state.unsent.count]).to.deep.equal([0, 0]);
  });

  it('is held back when it is tried again, each message for itself, and by whatever button of the page', async () => {
    const {inbox} = await openScene({scenario: 'send-fails'});
    const [sent, failed] = [facts(inbox, 'parlor-message-sent'), facts(inbox, 'parlor-message-failed')];
    await openConversation(inbox, 'Server Error');
    await send(inbox, 'First');
    await waitUntil(() => failed.length === 1, 'it failed');
    const queued = () => inbox.store?.outbox.queue(inbox.conversationId ?? '') ?? [];
    inbox.textingHours = NEVER;
    await waitUntil(() => has(inbox, 'parlor-contact-time'));
    const thread = find(inbox, 'parlor-message-thread');
    const held = () => words(find(inbox, 'parlor-contact-time')).includes('press the same button again');
    await waitUntil(() => words(thread).includes('Send again'), 'it can be sent again');
    // Also by what is still being loaded.
    button(thread, 'Send again').click();
    await waitUntil(held, 'it is held back');
    expect([sent.length, failed.length]).to.deep.equal([0, 1]);
    await expect(find(inbox, 'parlor-reply-box')).to.be.accessible();
    // Another send is not what was pressed for.
    const detail = {conversationId: inbox.conversationId, text: 'By a button of the page'};
    const ask = () => inbox.dispatchEvent(new CustomEvent('parlor-send-request', {detail, bubbles: true}));
    ask();
    await inbox.updateComplete;
    expect(queued()).to.have.length(1);
    ask();
    await waitUntil(() => queued().length === 2, 'it went');
    button(thread, 'Send again').click();
    await waitUntil(held, 'it is held back once more');
    button(thread, 'Send again').click();
    await waitUntil(() => failed.length === 2, 'it was tried');
  });

  it('is held back as a new message in place of one that the carrier lost', async () => {
    const scene = await openScene({scenario: 'send-fails'});
    const {inbox} = scene;
    const sent = facts(inbox, 'parlor-message-sent');
    await openConversation(inbox, 'Carrier Undelivered');
    await send(inbox, 'Lost');
    await waitUntil(() => sent.length === 1, 'it went');
    scene.clock.advance(5000);
    await inbox.store?.refresh();
    inbox.textingHours = NEVER;
    const thread = find(inbox, 'parlor-message-thread');
    await waitUntil(() => words(thread).includes('Send again') && has(inbox, 'parlor-contact-time'));
    button(thread, 'Send again').click();
    const held = () => words(find(inbox, 'parlor-contact-time')).includes('press the same button again');
    await waitUntil(held, 'it is held back');
    expect(sent).to.have.length(1);
    button(thread, 'Send again').click();
    await waitUntil(() => sent.length === 2, 'it went');
  });

  it('is held back as a template as well, which no time that was chosen for a text lets pass', async () => {
    const box = await fixture<ParlorReplyBox>(
      html`<parlor-reply-box lang="en-GB" conversation-id="a"></parlor-reply-box>`,
    );
    const asked = facts(box, 'parlor-send-request');
    const templates = [{id: 'ready', name: 'Ready', preview: 'It is ready.', parameters: []}];
    Object.assign(box, {textingHours: NEVER, canSendTemplates: true, templates, value: 'Half a senten'});
    await box.updateComplete;
    find(box, '[part=templates-button]').click();
    await waitUntil(() => has(box, '#template'), 'there is a choice');
    await customElements.whenDefined('parlor-contact-time');
    const time = find<ParlorContactTime>(box, 'parlor-contact-time');
    time.conversation = person();
    await time.updateComplete;
    const select = find<HTMLSelectElement>(box, '#template');
    select.value = 'ready';
    select.dispatchEvent(new Event('change', {bubbles: true}));
    find(box, 'parlor-template-picker [type=submit], [type=submit]').click();
    await waitUntil(() => words(time).includes('press Send again'), 'it is held back');
    expect(asked).to.have.length(0);
    expect(has(box, '#template'), 'what was chosen stays').to.equal(true);
    await expect(box).to.be.accessible();
    find(box, '[type=submit]').click();
    await waitUntil(() => asked.length === 1, 'it went');
    expect(asked[0]?.detail.template?.id).to.equal('ready');
    expect(box.value).to.equal('Half a senten');
  });

  it('offers to be sent later where the provider can, which is no longer out of the hours', async () => {
    const box = await fixture<ParlorReplyBox>(
      html`<parlor-reply-box lang="en-GB" conversation-id="a"></parlor-reply-box>`,
    );
    const asked = facts(box, 'parlor-send-request');
    // Whatever the time is, in an hour it is another one.
    const hour = (ahead: number) => `${String((new Date().getUTCHours() + ahead) % 24).padStart(2, '0')}:00`;
    Object.assign(box, {
      textingHours: {from: hour(2), to: hour(6), zone: 'UTC'},
      sendOptions: [{name: 'sendAt', kind: 'time'}],
      value: 'Later',
    });
    await waitUntil(() => has(box, 'parlor-contact-time'));
    const time = find<ParlorContactTime>(box, 'parlor-contact-time');
    await customElements.whenDefined('parlor-contact-time');
    time.conversation = person();
    await time.updateComplete;
    const schedule = find<HTMLButtonElement>(time, '[part=schedule-button]');
    expect(words(schedule)).to.match(/^Send at .+ instead$/);
    schedule.click();
    await waitUntil(() => asked.length === 1, 'it is sent at once, for later');
    const {sendAt} = (asked[0]?.detail.providerOptions ?? {}) as {readonly sendAt?: string};
    expect(Date.parse(sendAt ?? '')).to.be.greaterThan(Date.now());
  });
});
