import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys, setViewport} from '../support/commands.js';
import '../../src/components/inbox-context/define.js';
import '../../src/components/reply-box/define.js';
import type {ParlorReplyBox} from '../../src/components/reply-box/reply-box.js';
import {growToContent} from '../../src/components/reply-box/text-entry.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {english} from '../../src/i18n/english.js';
import {noCredits, make, change, has, textarea, focused, words, button, hasButton, type} from './reply-box-scene.js';

describe('<parlor-reply-box>', () => {
  describe('writing and sending', () => {
    it('names its conversation in everything it asks', async () => {
      const {element} = await make({
        conversationId: 'c1',
        value: 'Hello',
        error: new ConversationError('network'),
      });
      const asked: [string, string][] = [];
      for (const name of ['parlor-draft-request', 'parlor-send-request', 'parlor-error-dismiss-request'] as const) {
        element.addEventListener(name, ({type, detail}) => asked.push([type, detail.conversationId]));
      }
      await type(element, '!');
      button(element, 'Send').click();
      button(element, 'Dismiss').click();
      expect(asked).to.deep.equal([
        ['parlor-draft-request', 'c1'],
        ['parlor-send-request', 'c1'],
        ['parlor-error-dismiss-request', 'c1'],
      ]);
    });

    it('names the field and the send button', async () => {
      const {element} = await make();
      expect(textarea(element).ariaLabel).to.equal('Reply to Amelia Hart');
      expect(textarea(element).placeholder).to.equal('Write a message');
      expect(button(element, 'Send').disabled).to.equal(true);
      await expect(element).to.be.accessible();
      await change(element, {conversationName: '', placeholder: 'Text the clinic'});
      expect(textarea(element).ariaLabel).to.equal('Write a message');
      expect(textarea(element).placeholder).to.equal('Text the clinic');
    });

    it('tells of every change and sends with Enter, keeping the text until the owner takes it', async () => {
      const {element, sent, drafts} = await make();
      await type(element, 'Hi');
      expect(drafts).to.deep.equal([
        {text: 'H', mediaUrls: []},
        {text: 'Hi', mediaUrls: []},
      ]);
      await sendKeys({press: 'Enter'});
      expect(sent).to.deep.equal([{text: 'Hi', mediaUrls: []}]);
      expect(element.value).to.equal('Hi');
      await change(element, {value: ''});
      expect(textarea(element).value).to.equal('');
      expect(focused(element)).to.equal(textarea(element));
    });

    it('breaks the line with Shift+Enter and sends with Control+Enter or Command+Enter', async () => {
      const {element, sent} = await make();
      await type(element, 'a');
      await sendKeys({press: 'Shift+Enter'});
      await sendKeys({type: 'b'});
      expect(element.value).to.equal('a\nb');
      expect(sent).to.have.length(0);
      await sendKeys({press: 'Control+Enter'});
      await sendKeys({press: 'Meta+Enter'});
      expect(sent.map(({text}) => text)).to.deep.equal(['a\nb', 'a\nb']);
    });

    it('sends with the button and gives the keyboard back to the text', async () => {
      const {element, sent} = await make({value: 'Hi'});
      element.addEventListener('parlor-send-request', () => (element.value = ''));
      button(element, 'Send').focus();
      button(element, 'Send').click();
      await element.updateComplete;
      expect(sent).to.have.length(1);
      expect(button(element, 'Send').disabled).to.equal(true);
      expect(focused(element)).to.equal(textarea(element));
    });

    it('sends nothing when there is nothing but white space', async () => {
      const {element, sent} = await make({value: ' \n '});
      element.focus();
      await sendKeys({press: 'Enter'});
      expect(button(element, 'Send').disabled).to.equal(true);
      expect(sent).to.have.length(0);
      expect(element.value).to.equal(' \n ');
    });

    it('sends once while Enter is held down', async () => {
      const {element, sent} = await make({value: 'Hi'});
      for (const repeat of [false, true, true]) {
        textarea(element).dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', repeat, cancelable: true}));
      }
      expect(sent).to.have.length(1);
    });

    it('never sends in the middle of a composition', async () => {
      const {element, sent} = await make({value: 'にほん'});
      const press = (init: KeyboardEventInit = {}): void => {
        textarea(element).dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', cancelable: true, ...init}));
      };
      press({isComposing: true});
      press({keyCode: 229});
      expect(sent, 'keys the input method marks').to.have.length(0);

      // Safari: the end of the composition comes first, then the key that ended it.
      textarea(element).dispatchEvent(new CompositionEvent('compositionend'));
      press({keyCode: 229});
      expect(sent, 'the key that ended it').to.have.length(0);
      press();
      expect(sent, 'the next one').to.have.length(1);

      // Elsewhere: the key, the end, its release; the next Enter is meant for the text.
      press({isComposing: true});
      textarea(element).dispatchEvent(new CompositionEvent('compositionend'));
      textarea(element).dispatchEvent(new KeyboardEvent('keyup', {key: 'Enter'}));
      press();
      expect(sent).to.have.length(2);
    });

    it('keeps its text and sends nothing while disabled or read-only', async () => {
      for (const state of [{disabled: true}, {readonly: true}]) {
        const {element, sent} = await make({value: 'Hi', canSendMedia: true, ...state});
        element.focus();
        await sendKeys({type: 'x'});
        await sendKeys({press: 'Enter'});
        expect(sent).to.have.length(0);
        expect(button(element, 'Send').disabled).to.equal(true);
        expect(button(element, 'Attach media').disabled).to.equal(true);
        expect(textarea(element).value).to.equal('Hi');
        await expect(element).to.be.accessible();
        await change(element, {disabled: false, readonly: false});
        expect(button(element, 'Send').disabled).to.equal(false);
      }
    });

    it('starts from its attributes', async () => {
      const element = await fixture<ParlorReplyBox>(html`
        <parlor-reply-box
          value="Hi"
          conversation-name="Noor"
          can-send-media
          maximum-attachments="2"
          counts-segments="false"
        >
        </parlor-reply-box>
      `);
      expect(textarea(element).value).to.equal('Hi');
      expect(element.canSendMedia).to.equal(true);
      expect(element.maximumAttachments).to.equal(2);
      expect(element.countsSegments).to.equal(false);
    });
  });

  describe('size', () => {
    afterEach(() => setViewport({width: 800, height: 600}));

    it('grows with the text to eight lines or 40 % of the height, then scrolls', async () => {
      await setViewport({width: 800, height: 1000});
      const {element} = await make();
      const single = textarea(element).offsetHeight;
      await change(element, {value: 'a\nb\nc'});
      const three = textarea(element).offsetHeight;
      expect(three).to.be.greaterThan(single * 1.8);
      await change(element, {value: 'a\n'.repeat(40)});
      const highest = textarea(element).offsetHeight;
      const line = Number.parseFloat(getComputedStyle(textarea(element)).lineHeight);
      expect(highest).to.be.within(7.5 * line, 9 * line);
      expect(textarea(element).scrollHeight).to.be.greaterThan(highest);

      await setViewport({width: 800, height: 300});
      expect(textarea(element).offsetHeight).to.be.at.most(121);
      await change(element, {value: ''});
      expect(textarea(element).offsetHeight).to.equal(single);
    });

    it('grows by script where the browser cannot', async () => {
      const area = await fixture<HTMLTextAreaElement>(html`<textarea rows="1"></textarea>`);
      growToContent(area);
      const single = area.offsetHeight;
      area.value = 'a\nb\nc\nd';
      growToContent(area);
      expect(area.offsetHeight).to.be.greaterThan(single * 1.8);
      expect(area.scrollHeight).to.equal(area.clientHeight);
      area.value = '';
      growToContent(area);
      expect(area.offsetHeight).to.equal(single);
    });

    it('fits a screen 320 px wide, in both directions', async () => {
      await setViewport({width: 320, height: 568});
      for (const dir of ['ltr', 'rtl']) {
        for (const state of [
          {value: 'It’s '.repeat(20), canSendMedia: true, mediaUrls: [`https://cdn.example.com/${'x'.repeat(90)}.png`]},
          {
            canSendMedia: true,
            uploadMedia: () => new Promise<string>(() => undefined),
            endpoints: [
              {id: 'a', label: 'x'.repeat(90)},
              {id: 'b', label: 'b'},
            ],
          },
          {value: 'Hi', block: noCredits},
          {value: 'Hi', error: new ConversationError('server', {message: 'x'.repeat(200)})},
        ]) {
          const {element} = await make(state);
          element.dir = dir;
          for (const part of element.shadowRoot?.querySelectorAll('[part], button') ?? []) {
            const {left, right} = part.getBoundingClientRect();
            expect(left, `${part.className} ${dir}`).to.be.at.least(0);
            expect(right, `${part.className} ${dir}`).to.be.at.most(320);
          }
        }
      }
    });

    it('does not jump when the counter appears', async () => {
      const {element} = await make({value: 'a'.repeat(150), countsSegments: false});
      expect(has(element, '[part="counter"]')).to.equal(false);
      const withoutCounter = element.offsetHeight;
      await change(element, {countsSegments: true});
      expect(has(element, '[part="counter"]')).to.equal(true);
      expect(element.offsetHeight).to.equal(withoutCounter);
    });
  });

  describe('segments', () => {
    it('says nothing while the text fits well into one segment', async () => {
      const {element} = await make({value: 'a'.repeat(139)});
      expect(has(element, '[part="counter"]')).to.equal(false);
      await change(element, {value: 'a'.repeat(140)});
      expect(words(element, '[part="counter"]')).to.equal('1 segment · 20 characters left · GSM-7');
      await change(element, {value: 'a'.repeat(161)});
      expect(words(element, '[part="counter"]')).to.equal('2 segments · 145 characters left · GSM-7');
      await expect(element).to.be.accessible();
      await change(element, {countsSegments: false});
      expect(has(element, '[part="counter"]')).to.equal(false);
    });

    it('names the character that makes it a Unicode text, and replaces it where that says the same', async () => {
      const {element, drafts} = await make({value: 'It’s on Thursday'});
      expect(words(element, '[part="counter"]')).to.equal('1 segment · 54 characters left · Unicode');
      expect(words(element, '[part="footer"]')).to.include('“’” makes this a Unicode text');
      await expect(element).to.be.accessible();

      element.focus();
      textarea(element).setSelectionRange(4, 4);
      button(element, 'Use plain characters').click();
      await element.updateComplete;
      expect(element.value).to.equal("It's on Thursday");
      expect(drafts.at(-1)?.text).to.equal("It's on Thursday");
      expect(has(element, '[part="counter"]')).to.equal(false);
      expect(words(element, '[role="status"]')).to.equal(english.unicodeReplaced);
      expect(focused(element)).to.equal(textarea(element));
      expect(textarea(element).selectionStart).to.equal(4);
    });

    it('keeps the caret where replacements are longer than what they replace', async () => {
      const {element} = await make({value: 'Well… yes… no'});
      element.focus();
      textarea(element).setSelectionRange(6, 9);
      button(element, 'Use plain characters').click();
      expect(element.value).to.equal('Well... yes... no');
      const {selectionStart, selectionEnd} = textarea(element);
      expect(element.value.slice(selectionStart, selectionEnd)).to.equal('yes');
    });

    it('names what cannot be replaced, and offers no replacement that would not help', async () => {
      const {element} = await make({value: 'It’s a party 🎉'});
      expect(words(element, '[part="footer"]')).to.include('“🎉” makes this a Unicode text');
      expect(hasButton(element, 'Use plain characters')).to.equal(false);
    });

    it('shows the code of a character nobody can see', async () => {
      const {element} = await make({value: 'a\u200bb'});
      expect(words(element, '[part="footer"]')).to.include('“U+200B” makes this a Unicode text');
    });

    it('explains nothing to somebody who writes in another script', async () => {
      const {element} = await make({value: 'مرحبًا، موعدك يوم الخميس'});
      expect(words(element, '[part="counter"]')).to.include('Unicode');
      expect(words(element, '[part="footer"]')).not.to.include('makes this');
    });

    it('counts what the provider will send, and says so', async () => {
      const {element} = await make({value: `It’s ${'a'.repeat(150)}`, normalizesText: true});
      expect(words(element, '[part="counter"]')).to.equal('1 segment · 5 characters left · GSM-7');
      expect(words(element, '[part="footer"]')).to.include(english.normalizedByProvider);
      await change(element, {value: 'It’s on Thursday'});
      expect(has(element, '[part="counter"]')).to.equal(false);
      await change(element, {value: 'It’s a party 🎉'});
      expect(words(element, '[part="footer"]')).to.include('“🎉” makes this');
    });
  });
});
