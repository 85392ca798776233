import {expect, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import type {ParlorReplyBox} from '../../src/components/reply-box/reply-box.js';
import type {ParlorSavedReplies} from '../../src/components/saved-replies/saved-replies.js';
import type {SavedReply, SavedReplySearch} from '../../src/components/saved-replies/saved-reply.js';
import {english} from '../../src/i18n/english.js';
import {focused as focusedIn, words as wordsIn} from './element-helpers.js';
import {InputMethod} from './input-method.js';
import {button, change, find, focused, has, make, optedOut, textarea, type} from './reply-box-scene.js';

const REPLIES: readonly SavedReply[] = [
  {id: 'thanks', title: 'Thanks', shortcut: 'thx', text: 'Thank you, {{contact.name}}!'},
  {id: 'hours', title: 'Opening hours', text: 'We are open from 9 to 17.\nOn Sundays we are closed.'},
  {id: 'cafe', title: 'Café', shortcut: '/cf', text: 'The café is on the ground floor.'},
  {id: 'order', title: 'Order', text: 'Your order {{metadata.order}} is ready, {{contact.firstName}}.'},
];

const list = (box: ParlorReplyBox) => find<ParlorSavedReplies>(box, 'parlor-saved-replies');
const isOpen = (box: ParlorReplyBox) =>
  has(box, 'parlor-saved-replies') && list(box).matches(':defined') && list(box).matches(':focus-within');
const options = (box: ParlorReplyBox) => [
  ...(list(box).shadowRoot?.querySelectorAll<HTMLElement>('[role=option]') ?? []),
];
const titles = (box: ParlorReplyBox) =>
  options(box).map((option) => option.querySelector('.title')?.textContent?.trim());
const activeTitle = (box: ParlorReplyBox) => {
  const input = find<HTMLInputElement>(list(box), 'input');
  const id = input.getAttribute('aria-activedescendant') ?? '';
  return list(box).shadowRoot?.getElementById(id)?.querySelector('.title')?.textContent?.trim();
};

async function open(box: ParlorReplyBox, typed = '/'): Promise<void> {
  await type(box, typed);
  await waitUntil(() => isOpen(box), 'the replies are there');
}

/** What a conversation's replies are chosen with. */
async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await sendKeys({press: key});
}

const isClosed = (box: ParlorReplyBox) => !has(box, 'parlor-saved-replies');

describe('saved replies', () => {
  it('are chosen with a slash, letters and Enter, filled in, and can be undone', async () => {
    const {element, sent, drafts} = await make({savedReplies: REPLIES});
    await open(element);
    await sendKeys({type: 'thx'});
    await waitUntil(() => titles(element).length === 1);
    expect(activeTitle(element)).to.equal('Thanks');
    await press('Enter');
    await waitUntil(() => isClosed(element));
    expect(textarea(element).value).to.equal('Thank you, Amelia Hart!');
    expect(focused(element)).to.equal(textarea(element));
    expect(drafts.at(-1)?.text).to.equal('Thank you, Amelia Hart!');
    expect(sent).to.deep.equal([]);
    await press('Control+z');
    expect(textarea(element).value).to.equal('/');
    await press('Control+Shift+z', 'Enter');
    expect(sent.map(({text}) => text)).to.deep.equal(['Thank you, Amelia Hart!']);
  });

  it('are a combobox and its list, in one place, that a screen reader can follow', async () => {
    const {element} = await make({savedReplies: REPLIES});
    await open(element);
    const input = find<HTMLInputElement>(list(element), 'input');
    expect(input.getAttribute('role')).to.equal('combobox');
    expect(input.getAttribute('aria-expanded')).to.equal('true');
    const controlled = list(element).shadowRoot?.getElementById(input.getAttribute('aria-controls') ?? '');
    expect(controlled?.role).to.equal('listbox');
    expect(activeTitle(element)).to.equal('Thanks');
    await press('ArrowDown');
    expect(activeTitle(element)).to.equal('Opening hours');
    await press('ArrowUp', 'ArrowUp');
    expect(activeTitle(element)).to.equal('Order');
    expect(options(element).map(({ariaSelected}) => ariaSelected)).to.deep.equal(['false', 'false', 'false', 'true']);
    expect(wordsIn(list(element), '[role=status]')).to.equal('4 saved replies');
    await expect(element).to.be.accessible();
    await expect(list(element)).to.be.accessible();
  });

  it('are found by shortcut, title and text, however they are spelled', async () => {
    const {element} = await make({savedReplies: REPLIES});
    await open(element);
    const finds = async (typed: string, expected: readonly string[]) => {
      const input = find<HTMLInputElement>(list(element), 'input');
      input.select();
      await sendKeys({type: typed});
      await waitUntil(() => `${titles(element).join()}` === expected.join(), `${typed} finds ${expected.join()}`);
    };
    await finds('CAFE', ['Café']);
    await finds('cf', ['Café']);
    await finds('hours open', ['Opening hours']);
    await finds('sundays', ['Opening hours']);
    await finds('or', ['Order', 'Café']);
    await finds('nothing', []);
    expect(wordsIn(list(element), '[role=status]')).to.equal(english.noSavedReplyMatches);
    await press('Enter');
    expect(isOpen(element), 'nothing is chosen').to.equal(true);
  });

  for (const [way, keys, text] of [
    ['Escape', ['Escape'], '/than'],
    ['Escape after nothing more', ['Backspace', 'Backspace', 'Backspace', 'Backspace', 'Escape'], '/'],
    ['deleting all of it', ['Backspace', 'Backspace', 'Backspace', 'Backspace', 'Backspace'], ''],
    ['a space', ['Home', ' '], '/ than'],
    ['a second slash', ['Home', '/'], '//than'],
  ] as const)
    it(`leaves what is typed as a plain text: ${way}`, async () => {
      const {element, sent, drafts} = await make({savedReplies: REPLIES});
      await open(element);
      await sendKeys({type: 'than'});
      await press(...keys);
      await waitUntil(() => isClosed(element));
      expect(textarea(element).value).to.equal(text);
      expect(drafts.at(-1)?.text).to.equal(text);
      expect(focused(element)).to.equal(textarea(element));
      expect(textarea(element).selectionStart).to.equal(text.length);
      if (text === '') return;
      await press('Enter');
      expect(sent.map((message) => message.text)).to.deep.equal([text]);
    });

  it('are put away when somebody goes elsewhere, and nothing that was typed is lost', async () => {
    const {element} = await make({savedReplies: REPLIES});
    await open(element);
    await sendKeys({type: 'than'});
    await press('Shift+Tab');
    await waitUntil(() => isClosed(element));
    expect(textarea(element).value).to.equal('/than');
  });

  it('begin only where the text does, and leave the text that follows', async () => {
    const {element} = await make({savedReplies: REPLIES});
    await type(element, 'Hello /');
    expect(isClosed(element)).to.equal(true);
    await press('Home');
    await open(element);
    await sendKeys({type: 'caf'});
    await press('Tab');
    await waitUntil(() => isClosed(element));
    expect(textarea(element).value).to.equal('The café is on the ground floor.Hello /');
  });

  it('go where the caret is when the button asks for them; Escape then leaves all as it was', async () => {
    const {element} = await make({savedReplies: REPLIES, value: 'Hello, see you.'});
    element.focus();
    textarea(element).setSelectionRange(7, 7);
    button(element, english.savedReplies).click();
    await waitUntil(() => isOpen(element));
    await sendKeys({type: 'op'});
    await press('Escape');
    await waitUntil(() => isClosed(element));
    expect(textarea(element).value).to.equal('Hello, see you.');
    element.showSavedReplies();
    await waitUntil(() => isOpen(element));
    await sendKeys({type: 'op'});
    options(element)[0]?.click();
    await waitUntil(() => isClosed(element));
    expect(textarea(element).value).to.equal(`Hello, ${REPLIES[1]?.text ?? ''}see you.`);
  });

  it('count segments anew, and a reply of several lines is not sent by them', async () => {
    const {element, sent} = await make({savedReplies: [{id: 'a', title: 'Long', text: 'Line\n'.repeat(40)}]});
    await open(element);
    await press('Enter');
    await waitUntil(() => isClosed(element));
    await waitUntil(() => wordsIn(element, '[part=counter]').startsWith('2 segments'));
    expect(sent).to.deep.equal([]);
  });

  it('leave gaps where nothing is known, which are said and not sent by accident', async () => {
    const {element, sent} = await make({savedReplies: REPLIES});
    await open(element);
    await sendKeys({type: 'order'});
    await press('Enter');
    await waitUntil(() => isClosed(element));
    expect(textarea(element).value).to.equal('Your order {{metadata.order}} is ready, Amelia.');
    await waitUntil(() => has(element, '[part=gaps]'));
    expect(wordsIn(element, '[part=gaps]')).to.equal('Not filled in: {{metadata.order}}.');
    await press('ArrowRight', 'Enter');
    await element.updateComplete;
    expect(sent, 'it is held').to.deep.equal([]);
    expect(wordsIn(element, '[part=gaps]')).to.contain('Not sent.');
    expect(wordsIn(element, '.base > [role=status]')).to.contain('Send once more');
    await sendKeys({type: '17'});
    expect(textarea(element).value, 'the gap is typed over').to.equal('Your order 17 is ready, Amelia.');
    expect(has(element, '[part=gaps]')).to.equal(false);
    await press('Enter');
    expect(sent.map(({text}) => text)).to.deep.equal(['Your order 17 is ready, Amelia.']);
  });

  it('are sent with their braces when somebody means it; another text is held again', async () => {
    const {element, sent} = await make({value: 'Use {{name}} here'});
    element.focus();
    await press('Enter');
    await press('End', '!', 'Enter');
    await press('Enter');
    expect(sent.map(({text}) => text)).to.deep.equal(['Use {{name}} here!']);
    await press('Enter');
    expect(sent.length, 'the next one is another decision').to.equal(1);
    await change(element, {conversationId: 'other', value: 'Use {{name}} here!'});
    await press('Enter');
    expect(sent.length).to.equal(1);
  });

  it('bring their media where there is room, and say so where there is not', async () => {
    const mediaUrls = ['https://example.com/a.png', 'javascript:alert(1)', 'https://example.com/b.png'];
    const savedReplies = [{id: 'map', title: 'Map', text: 'The way', mediaUrls}];
    const {element, drafts} = await make({savedReplies, canSendMedia: true, maximumAttachments: 2});
    await open(element);
    await press('Enter');
    await waitUntil(() => isClosed(element));
    expect(drafts.at(-1)).to.deep.equal({text: 'The way', mediaUrls: [mediaUrls[0], mediaUrls[2]]});
    await change(element, {value: '', mediaUrls: [], maximumAttachments: 1});
    await open(element);
    expect(options(element)[0]?.innerText).to.contain(english.withoutItsMedia);
    await press('Enter');
    await waitUntil(() => isClosed(element));
    expect(drafts.at(-1)).to.deep.equal({text: 'The way', mediaUrls: []});
  });

  it('can be vetoed, and are not for whoever cannot be written to', async () => {
    const {element} = await make({savedReplies: REPLIES});
    element.addEventListener('parlor-saved-reply-insert-request', (event) => event.preventDefault(), {once: true});
    await open(element);
    await press('Enter');
    expect(isOpen(element)).to.equal(true);
    expect(textarea(element).value).to.equal('/');
    await change(element, {block: optedOut});
    expect(isClosed(element)).to.equal(true);
    element.showSavedReplies();
    await element.updateComplete;
    expect(isClosed(element)).to.equal(true);
  });

  it('leave keys and slashes to an input method', async () => {
    const {element} = await make({savedReplies: REPLIES});
    const method = new InputMethod(textarea(element));
    method.compose('/');
    await element.updateComplete;
    expect(isClosed(element)).to.equal(true);
    method.commit('/');
    await element.updateComplete;
    expect(isClosed(element)).to.equal(true);
    // Some write while they still compose.
    await change(element, {value: '/'});
    textarea(element).setSelectionRange(1, 1);
    const init = {data: '/', inputType: 'insertText', isComposing: true, bubbles: true};
    textarea(element).dispatchEvent(new InputEvent('input', init));
    await element.updateComplete;
    expect(isClosed(element)).to.equal(true);
    await change(element, {value: ''});
    await open(element);
    const input = find<HTMLInputElement>(list(element), 'input');
    input.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, isComposing: true, bubbles: true}));
    input.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', keyCode: 229, bubbles: true}));
    await element.updateComplete;
    expect(isOpen(element)).to.equal(true);
  });

  it('keep an Enter that comes before they are there from sending the search', async () => {
    const {element, sent} = await make({savedReplies: REPLIES});
    const field = textarea(element);
    field.focus();
    field.value = '/thx';
    field.setSelectionRange(1, 1);
    field.dispatchEvent(new InputEvent('input', {data: '/', inputType: 'insertText', bubbles: true}));
    const enter = () =>
      field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
    enter();
    expect(sent).to.deep.equal([]);
    enter();
    expect(
      sent.map(({text}) => text),
      'the second one means the text',
    ).to.deep.equal(['/thx']);
  });

  describe('of a page that is asked for them', () => {
    const late = () => {
      const asked: {query: string; signal: AbortSignal; answer: (replies: readonly SavedReply[]) => void}[] = [];
      const search: SavedReplySearch = (query, {signal}) =>
        new Promise((answer) => void asked.push({query, signal, answer}));
      return {asked, search};
    };

    it('are asked for with what is typed, and only the last answer counts', async () => {
      const {asked, search} = late();
      const {element} = await make({savedReplies: search, conversationId: 'one'});
      await open(element);
      expect(asked.map(({query}) => query)).to.deep.equal(['']);
      expect(wordsIn(list(element), '[role=status]')).to.equal(english.loading);
      await press('Enter');
      expect(isOpen(element), 'there is nothing to choose yet').to.equal(true);
      await sendKeys({type: 'ca'});
      await waitUntil(() => asked.at(-1)?.query === 'ca');
      expect(asked[0]?.signal.aborted).to.equal(true);
      asked.at(-1)?.answer(REPLIES.slice(2, 3));
      await waitUntil(() => titles(element).join() === 'Café');
      asked[0]?.answer(REPLIES);
      await element.updateComplete;
      await list(element).updateComplete;
      expect(titles(element)).to.deep.equal(['Café']);
    });

    it('never come into another conversation', async () => {
      const {asked, search} = late();
      const {element, drafts} = await make({savedReplies: search, conversationId: 'one', value: ''});
      await open(element);
      await sendKeys({type: 'of one'});
      const before = drafts.length;
      await change(element, {conversationId: 'two', value: ''});
      expect(isClosed(element)).to.equal(true);
      expect(asked[0]?.signal.aborted).to.equal(true);
      asked[0]?.answer(REPLIES);
      await element.updateComplete;
      expect(textarea(element).value).to.equal('');
      expect(drafts.length, 'nothing is kept for the other one').to.equal(before);
      expect(isClosed(element)).to.equal(true);
    });

    for (const [how, broken] of [
      [
        'throws',
        () => {
          throw new Error('broken');
        },
      ],
      ['rejects', () => Promise.reject(new Error('broken'))],
      ['answers something else', (() => ({replies: 1})) as unknown as SavedReplySearch],
    ] as const)
      it(`say so when it ${how}, and can be asked for again`, async () => {
        let isBroken = true;
        const savedReplies: SavedReplySearch = (...given) => (isBroken ? broken(...given) : REPLIES);
        const {element} = await make({savedReplies});
        await open(element);
        await waitUntil(() => wordsIn(list(element), '[role=status]').includes(english.savedRepliesFailed));
        isBroken = false;
        button(list(element), english.retry).click();
        await waitUntil(() => titles(element).length === REPLIES.length);
        expect(focusedIn(list(element))?.role).to.equal('combobox');
      });

    it('leave out what could not be shown or inserted', async () => {
      const odd = [null, 7, {}, {id: 1, text: 'One'}, {title: 'No text'}, {id: 'x', title: {}, text: 'Two'}];
      const {element} = await make({savedReplies: (() => odd) as unknown as SavedReplySearch});
      await open(element);
      await waitUntil(() => titles(element).join() === 'One,Two');
    });
  });
});
