import {expect, nextFrame, waitUntil} from '@open-wc/testing';
import {sendKeys, setViewport} from '../support/commands.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {ParlorReplyBox} from '../../src/components/reply-box/reply-box.js';
import {all, button, find, openConversation, openScene, textarea, type, words} from './inbox-scene.js';

const ENDPOINTS = [
  {id: 'a', label: 'Support', address: '+12025550150'},
  {id: 'b', label: 'Sales', address: '+12025550151'},
];

describe('an inbox in a low place', () => {
  afterEach(() => setViewport({width: 800, height: 600}));

  for (const {name, width, height, text = '', box = {}} of [
    {name: 'a phone on its side, with a typographic apostrophe', width: 640, height: 200, text: 'it’s'},
    {name: 'a narrow place with six lines', width: 320, height: 256, text: 'it’s\na\nb\nc\nd\ne'},
    {name: 'a phone with its keyboard open', width: 360, height: 400, text: 'a\nb\nc\nd\ne\nf\ng\nh\ni'},
    {name: 'a page at 400 %', width: 320, height: 180, text: 'Hi'},
    {name: 'numbers to choose from', width: 360, height: 260, text: 'it’s', box: {endpoints: ENDPOINTS}},
    {
      name: 'a failed send and many pictures',
      width: 360,
      height: 300,
      text: 'it’s',
      box: {
        error: new ConversationError('server', {message: 'x '.repeat(200)}),
        canSendMedia: true,
        mediaUrls: Array.from({length: 10}, (_, place) => `https://cdn.example.com/${place}.png`),
      },
    },
  ] as {name: string; width: number; height: number; text?: string; box?: Partial<ParlorReplyBox>}[]) {
    it(`shows some of the thread, the text and Send: ${name}`, async () => {
      await setViewport({width, height});
      const {inbox, place} = await openScene({width, settings: {sendKey: 'enter'}});
      place.style.blockSize = `${height}px`;
      await openConversation(inbox, 'Works Fine');
      await type(inbox, '');
      const element = find<ParlorReplyBox>(inbox, 'parlor-reply-box');
      Object.assign(element, {...box, value: text});
      await element.updateComplete;
      await nextFrame();
      await nextFrame();
      const {bottom} = place.getBoundingClientRect();
      const thread = find(inbox, '[role=region]').getBoundingClientRect();
      const line = Number.parseFloat(getComputedStyle(textarea(inbox)).lineHeight);
      expect(thread.height, 'two lines of the thread').to.be.at.least(2 * line);
      for (const part of [textarea(inbox), button(inbox, 'Send')]) {
        part.scrollIntoView({block: 'nearest'});
        const {top, bottom: end} = part.getBoundingClientRect();
        expect(end, part.localName).to.be.at.most(bottom + 1);
        expect(end - Math.max(top, thread.bottom), part.localName).to.be.at.least(line);
      }
      expect(inbox.scrollHeight, 'nothing is cut off').to.be.at.most(inbox.clientHeight + 1);
    });
  }
});

describe('a list in a low place', () => {
  afterEach(() => setViewport({width: 800, height: 600}));

  it('shows how many are selected, and what can be done to them', async () => {
    await setViewport({width: 320, height: 256});
    const {inbox, place} = await openScene({width: 320});
    place.style.blockSize = '256px';
    button(inbox, 'Select').click();
    await waitUntil(() => words(inbox).includes('None selected'), 'several can be selected');
    all(inbox, '[role=option]')[0]?.click();
    await waitUntil(() => words(inbox).includes('1 selected'));
    const list = find(inbox, '[role=listbox]').getBoundingClientRect();
    for (const part of [find(inbox, '[part=count]'), button(inbox, 'Archive')]) {
      const {top, bottom} = part.getBoundingClientRect();
      expect(top, 'below the top').to.be.at.least(place.getBoundingClientRect().top);
      expect(bottom, 'above the rows').to.be.at.most(list.top + 1);
    }
  });
});

describe('what holds a reply back in a low place', () => {
  afterEach(() => setViewport({width: 800, height: 600}));

  it('is in sight once Send was pressed out of texting hours', async () => {
    await setViewport({width: 320, height: 256});
    const hour = (shift: number): string => `${String((new Date().getUTCHours() + shift) % 24).padStart(2, '0')}:00`;
    const textingHours = {from: hour(3), to: hour(5), zone: 'UTC'};
    const {inbox, place} = await openScene({width: 320, settings: {sendKey: 'enter', textingHours}});
    place.style.blockSize = '256px';
    await openConversation(inbox, 'Works Fine');
    await type(inbox, 'Good morning');
    textarea(inbox).focus();
    await sendKeys({press: 'Enter'});
    await waitUntil(() => words(inbox).includes('press Send again'));
    const said = () => find(inbox, 'strong[role=alert]').getBoundingClientRect();
    await waitUntil(() => said().bottom <= textarea(inbox).getBoundingClientRect().top + 1, 'above the field');
    expect(said().top).to.be.at.least(find(inbox, '[role=region]').getBoundingClientRect().bottom - 1);
  });
});

describe('the count of segments', () => {
  afterEach(() => setViewport({width: 800, height: 600}));

  for (const [width, height] of [
    [320, 256],
    [360, 400],
    [256, 256],
  ] as const) {
    it(`is in sight below what is typed, ${width} by ${height}`, async () => {
      await setViewport({width, height});
      const {inbox, place} = await openScene({width, settings: {sendKey: 'enter'}});
      place.style.blockSize = `${height}px`;
      await openConversation(inbox, 'Works Fine');
      await type(inbox, '');
      const element = find<ParlorReplyBox>(inbox, 'parlor-reply-box');
      element.value = 'it’s\na\nb\nc\nd\ne';
      await element.updateComplete;
      await nextFrame();
      await nextFrame();
      const counter = find(element, '[part=counter]').getBoundingClientRect();
      expect(counter.bottom).to.be.at.most(place.getBoundingClientRect().bottom + 1);
      expect(counter.top).to.be.at.least(textarea(inbox).getBoundingClientRect().bottom);
    });
  }
});

describe('the list in a low place', () => {
  afterEach(() => setViewport({width: 800, height: 600}));

  it('shows a conversation, and scrolls what is above', async () => {
    await setViewport({width: 320, height: 180});
    const {inbox, place} = await openScene({scenario: 'busy-inbox', width: 320});
    place.style.blockSize = '180px';
    await nextFrame();
    await nextFrame();
    const rows = find(inbox, '[role=listbox]').parentElement;
    expect(rows?.clientHeight, 'a row').to.be.at.least(70);
    expect(rows?.getBoundingClientRect().bottom).to.be.at.most(place.getBoundingClientRect().bottom + 1);
    const filter = button(inbox, 'Unread');
    filter.scrollIntoView({block: 'nearest'});
    const {top, bottom} = filter.getBoundingClientRect();
    const {top: placeTop} = place.getBoundingClientRect();
    expect(top).to.be.at.least(placeTop - 1);
    expect(bottom).to.be.at.most((rows?.getBoundingClientRect().top ?? 0) + 1);
  });
});

describe('the reply box', () => {
  it('keeps its height when the numbers arrive and when a character needs explaining', async () => {
    for (const width of [360, 780]) {
      const {inbox} = await openScene({width});
      await openConversation(inbox, 'Works Fine');
      await type(inbox, '');
      const element = find<ParlorReplyBox>(inbox, 'parlor-reply-box');
      Object.assign(element, {endpoints: [], expectsEndpoints: true});
      await element.updateComplete;
      const height = element.offsetHeight;
      Object.assign(element, {endpoints: ENDPOINTS, expectsEndpoints: false});
      await element.updateComplete;
      expect(element.offsetHeight, `numbers at ${width}`).to.equal(height);
      await sendKeys({type: 'it’s'});
      await element.updateComplete;
      expect(element.value).to.equal('it’s');
      expect(element.offsetHeight, `an apostrophe at ${width}`).to.equal(height);
      expect(button(element, 'Use plain characters').checkVisibility()).to.equal(true);
    }
  });

  it('keeps each part of the counter together in a page from right to left', async () => {
    const {inbox} = await openScene({});
    await openConversation(inbox, 'Works Fine');
    await type(inbox, '');
    const element = find<ParlorReplyBox>(inbox, 'parlor-reply-box');
    element.dir = 'rtl';
    element.value = 'it’s';
    await element.updateComplete;
    const parts = [...find(element, '[part=counter]').querySelectorAll('bdi')];
    expect(parts.map(({textContent}) => textContent)).to.deep.equal(['1 segment', '66 characters left', 'Unicode']);
    const lefts = parts.map((part) => part.getBoundingClientRect().left);
    expect(lefts).to.deep.equal([...lefts].sort((a, b) => b - a));
  });
});
