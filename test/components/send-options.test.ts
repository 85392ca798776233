import {expect} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import type {SendOption} from '../../src/adapter/messaging-adapter.js';
import '../../src/components/reply-box/define.js';
import type {ParlorReplyBox} from '../../src/components/reply-box/reply-box.js';
import {english} from '../../src/i18n/english.js';
import {button, change, find, has, make, textarea, type, words} from './reply-box-scene.js';

const OPTIONS: readonly SendOption[] = [
  {name: 'normalizeText', kind: 'switch', default: true},
  {name: 'forceRoute', kind: 'choice', choices: ['AUTO', 'RCS'], default: 'AUTO'},
  {name: 'scheduledFor', kind: 'time', latest: 3_600_000},
];

describe('<parlor-reply-box> and what a provider lets be chosen', () => {
  const sentBy = (element: ParlorReplyBox) => {
    const details: HTMLElementEventMap['parlor-send-request']['detail'][] = [];
    element.addEventListener('parlor-send-request', ({detail}) => details.push(detail));
    return details;
  };
  const choose = async (element: ParlorReplyBox, id: string, value: string): Promise<void> => {
    const field = find<HTMLSelectElement>(element, `#option-${id}`);
    field.value = value;
    field.dispatchEvent(new Event('change'));
    await element.updateComplete;
  };

  it('offers it by keyboard, and sends along what differs from the usual', async () => {
    const {element} = await make({conversationId: 'a', value: 'Hi', sendOptions: OPTIONS});
    const sent = sentBy(element);
    find(element, 'summary').focus();
    await sendKeys({press: 'Enter'});
    expect(words(element, '.option-list')).to.include('Use plain characters').and.to.include('Route Automatic RCS');
    await expect(element).to.be.accessible();
    button(element, 'Send').click();
    expect(sent[0]).not.to.have.property('providerOptions');

    find(element, '#option-normalizeText').click();
    await choose(element, 'forceRoute', 'RCS');
    button(element, 'Send').click();
    expect(sent[1]?.providerOptions).to.deep.equal({normalizeText: false, forceRoute: 'RCS'});
    await choose(element, 'forceRoute', 'AUTO');
    find(element, '#option-normalizeText').click();
    button(element, 'Send').click();
    expect(sent[2]).not.to.have.property('providerOptions');

    await choose(element, 'forceRoute', 'RCS');
    await change(element, {conversationId: 'b'});
    button(element, 'Send').click();
    expect(sent[3], 'meant for the other conversation').not.to.have.property('providerOptions');
  });

  it('takes a time of this device', async () => {
    const {element} = await make({value: 'Hi', sendOptions: OPTIONS});
    const sent = sentBy(element);
    await choose(element, 'scheduledFor', '2030-05-04T14:05');
    button(element, 'Send').click();
    expect(sent[0]?.providerOptions).to.deep.equal({scheduledFor: new Date(2030, 4, 4, 14, 5).toISOString()});
  });

  it('says what whoever sends has to know', async () => {
    const {element} = await make({sendNotes: ['bypasses-quiet-hours', 'shortens-links']});
    const said = 'Replies go out at any time of the day. Links arrive as shorter ones.';
    expect(words(element, '[part="send-notes"]')).to.equal(said);
    await change(element, {sendOptions: OPTIONS});
    expect(words(element, 'summary')).to.equal(`Sending options ${said}`);
  });
});

describe('<parlor-reply-box> and what may be written in a conversation', () => {
  it('gives way to a panel where only templates may be sent, and keeps the text', async () => {
    const {element, sent} = await make({value: 'Hi', sendRules: {freeTextUntil: Date.now() - 1000}});
    expect(has(element, 'textarea')).to.equal(false);
    expect(words(element, '[part="blocked"]')).to.include(english.blocks['template-only'].title);
    expect(words(element, '[part="blocked"]')).to.include(english.textKept);
    await expect(element).to.be.accessible();
    await change(element, {sendRules: {freeTextUntil: Date.now() + 3_600_000}});
    expect(textarea(element).value).to.equal('Hi');
    element.focus();
    await sendKeys({press: 'Enter'});
    expect(sent).to.have.length(1);
  });

  it('says why what is written cannot be sent as it is', async () => {
    const mediaUrls = ['https://cdn.example.com/a.png', 'https://cdn.example.com/b.png'];
    const {element, sent} = await make({mediaUrls, canSendMedia: true, sendRules: {maximumAttachmentsWithText: 1}});
    expect(button(element, 'Send').disabled).to.equal(false);
    await type(element, 'Hi');
    expect(button(element, 'Send').disabled).to.equal(true);
    expect(words(element, '[part="footer"]')).to.include(english.brokenRules['several-with-text']);
    await sendKeys({press: 'Enter'});
    await element.updateComplete;
    expect(words(element, '.base > [role="status"]')).to.equal(english.brokenRules['several-with-text']);
    expect(sent).to.deep.equal([]);
    await change(element, {mediaUrls: mediaUrls.slice(1)});
    await sendKeys({press: 'Enter'});
    expect(sent).to.have.length(1);
  });
});
