import {expect} from '@open-wc/testing';
import {sendKeys, sendMouse} from '../support/commands.js';
import '../../src/components/reply-box/define.js';
import type {ParlorReplyBox} from '../../src/components/reply-box/reply-box.js';
import {english} from '../../src/i18n/english.js';
import {ENTER, InputMethod, USED_ENTER} from './input-method.js';
import {button, change, focused, make, optedOut, textarea, type, words} from './reply-box-scene.js';

/** A box whose owner takes what is sent. */
async function taking(properties: Partial<ParlorReplyBox> = {}) {
  const box = await make(properties);
  box.element.addEventListener('parlor-send-request', () => (box.element.value = ''));
  return {...box, method: new InputMethod(textarea(box.element))};
}

const texts = (sent: readonly {readonly text: string}[]) => sent.map(({text}) => text);

/** As on a device whose main pointer is a finger. */
function onTouchScreen(): () => void {
  const real = window.matchMedia.bind(window);
  window.matchMedia = (media) => ({...real(media), matches: media === '(pointer: coarse)'});
  return () => (window.matchMedia = real);
}

describe('<parlor-reply-box> and its keys', () => {
  describe('input methods', () => {
    it('sends a Korean text with the Enter that ends its last syllable', async () => {
      const {element, sent, method} = await taking();
      method.compose('안녕');
      method.key(USED_ENTER, {isReleased: false});
      method.commit();
      method.key(ENTER);
      await element.updateComplete;
      expect(texts(sent)).to.deep.equal(['안녕']);
      expect(textarea(element).value).to.equal('');
    });

    for (const [language, spelled, chosen] of [
      ['Japanese', 'にほん', '日本'],
      ['Chinese', "ni'hao", '你好'],
    ] as const) {
      it(`leaves the Enter that confirms a ${language} word to the input method`, async () => {
        const {element, sent, method} = await taking();
        method.compose(spelled);
        method.key(USED_ENTER, {isReleased: false});
        method.commit(chosen);
        method.release(ENTER);
        await element.updateComplete;
        expect(texts(sent)).to.deep.equal([]);
        expect(textarea(element).value).to.equal(chosen);
        method.key(ENTER);
        expect(texts(sent)).to.deep.equal([chosen]);
      });

      it(`does so in Safari, where that Enter of a ${language} word comes last`, async () => {
        const {element, sent, method} = await taking();
        method.compose(spelled);
        method.commit(chosen);
        method.key({key: 'Enter', keyCode: 229});
        await element.updateComplete;
        expect(texts(sent)).to.deep.equal([]);
        expect(textarea(element).value).to.equal(chosen);
        method.key(ENTER);
        expect(texts(sent)).to.deep.equal([chosen]);
      });
    }

    it('keeps what is being spelled when a draft comes from elsewhere', async () => {
      const {element, drafts, method} = await taking();
      method.compose('か');
      await change(element, {value: 'From another tab'});
      expect(textarea(element).value).to.equal('か');
      method.commit('香');
      await element.updateComplete;
      expect(textarea(element).value).to.equal('香');
      expect(drafts.at(-1)?.text).to.equal('香');
      await change(element, {value: 'From another tab'});
      expect(textarea(element).value, 'nothing is being spelled').to.equal('From another tab');
    });

    it('takes nothing that is being spelled into another conversation', async () => {
      const {element, method} = await taking({conversationId: 'c1'});
      method.compose('か');
      await change(element, {conversationId: 'c2', value: 'Begun'});
      expect(textarea(element).value).to.equal('Begun');
    });

    it('sends a word that the keyboard was still predicting', async () => {
      const {element, sent, method} = await taking();
      method.compose('Hello');
      method.commit();
      method.key(ENTER);
      await element.updateComplete;
      expect(texts(sent)).to.deep.equal(['Hello']);
      expect(textarea(element).value).to.equal('');
    });

    it('sends where a keyboard on a screen presses no Enter and only breaks the line', async () => {
      for (const breakLine of [
        (method: InputMethod) => method.lineBreak(),
        (method: InputMethod) => method.lineBreak('insertText', '\n'),
      ]) {
        const {element, sent, method} = await taking({sendKey: 'enter', value: 'Hi'});
        method.key({key: 'Unidentified', keyCode: 229});
        breakLine(method);
        await element.updateComplete;
        expect(texts(sent)).to.deep.equal(['Hi']);
        expect(textarea(element).value).to.equal('');
      }
    });

    it('breaks the line for Shift+Enter, also right after a word', async () => {
      const {element, sent, method} = await taking();
      method.compose('안녕');
      method.commit();
      method.key({...ENTER, shiftKey: true});
      await element.updateComplete;
      expect(texts(sent)).to.deep.equal([]);
      expect(element.value).to.equal('안녕\n');
    });
  });

  describe('the key that sends', () => {
    let restore: (() => void) | undefined;
    afterEach(() => restore?.());

    it('can be Enter together with Control or Command, and the field says so', async () => {
      const {element, sent} = await make({sendKey: 'modifier-enter'});
      await type(element, 'a');
      await sendKeys({press: 'Enter'});
      await sendKeys({type: 'b'});
      expect(element.value).to.equal('a\nb');
      expect(texts(sent)).to.deep.equal([]);
      expect(words(element, '#hint')).to.match(/^(Ctrl|⌘)\+Enter sends, Enter starts a new line$/);
      await sendKeys({press: 'Control+Enter'});
      await sendKeys({press: 'Meta+Enter'});
      expect(texts(sent)).to.deep.equal(['a\nb', 'a\nb']);
    });

    it('is not Enter alone on a touch screen, unless the page wants it so', async () => {
      restore = onTouchScreen();
      const {element, sent} = await make();
      expect(textarea(element).enterKeyHint).to.equal('enter');
      await type(element, 'a');
      await sendKeys({press: 'Enter'});
      expect(element.value).to.equal('a\n');
      await change(element, {sendKey: 'enter', value: 'a'});
      expect(textarea(element).enterKeyHint).to.equal('send');
      await sendKeys({press: 'Enter'});
      expect(texts(sent)).to.deep.equal(['a']);
    });

    it('is Enter elsewhere, and can be chosen in the markup', async () => {
      const {element} = await make();
      expect(textarea(element).enterKeyHint).to.equal('send');
      element.focus();
      expect(words(element, '#hint')).to.equal(english.sendHint);
      element.setAttribute('send-key', 'modifier-enter');
      await element.updateComplete;
      expect(textarea(element).enterKeyHint).to.equal('enter');
    });
  });

  describe('what nobody can see', () => {
    for (const text of ['   ', '\u200b', '\u2800', '\u3164', '\u00ad', '\u2060\ufe0f', '\u0007']) {
      it(`sends nothing that is only ${JSON.stringify(text)}`, async () => {
        const {element, sent} = await make({value: text});
        expect(button(element, 'Send').disabled).to.equal(true);
        element.focus();
        await sendKeys({press: 'Enter'});
        expect(texts(sent)).to.deep.equal([]);
      });
    }
  });

  describe('focus', () => {
    it('stays in the box for a double click on Send, and for a press beside the text', async () => {
      const {element, sent} = await taking({value: 'Hi'});
      const {left, top, width, height} = button(element, 'Send').getBoundingClientRect();
      const position: [number, number] = [Math.round(left + width / 2), Math.round(top + height / 2)];
      await sendMouse({type: 'click', position});
      await element.updateComplete;
      await sendMouse({type: 'click', position});
      await element.updateComplete;
      expect(texts(sent)).to.deep.equal(['Hi']);
      expect(document.activeElement).to.equal(element);
      expect(focused(element)).to.equal(textarea(element));
    });
  });

  describe('undoing', () => {
    it('brings back what plain characters replaced, and then what was typed', async () => {
      const {element, drafts} = await make({value: ''});
      await type(element, 'It’s');
      button(element, 'Use plain characters').click();
      await element.updateComplete;
      expect(element.value).to.equal("It's");
      expect(drafts.at(-1)?.text).to.equal("It's");
      expect(drafts.filter(({text}) => text === "It's")).to.have.length(1);
      await sendKeys({press: 'Control+z'});
      expect(element.value).to.equal('It’s');
      expect(drafts.at(-1)?.text).to.equal('It’s');
      await sendKeys({press: 'Control+z'});
      expect(element.value).not.to.equal('It’s');
    });

    it('brings back what a text from the page replaced while somebody was writing', async () => {
      const {element, drafts} = await make();
      await type(element, 'Hello');
      drafts.length = 0;
      await change(element, {value: 'We are open from nine to five.'});
      expect(textarea(element).value).to.equal('We are open from nine to five.');
      expect(drafts, 'what the page put there is no news to it').to.deep.equal([]);
      await sendKeys({press: 'Control+z'});
      expect(element.value).to.equal('Hello');
    });

    it('never brings back what was sent by doing again what was undone too often', async () => {
      const {element} = await make({conversationId: 'a'});
      await type(element, 'For Amelia');
      await change(element, {value: ''});
      await type(element, 'More');
      for (let times = 0; times < 6; times++) await sendKeys({press: 'Control+z'});
      expect(element.value).to.equal('');
      for (let times = 0; times < 6; times++) {
        await sendKeys({press: 'Control+Shift+z'});
        expect(element.value).not.to.include('Amelia');
      }
      expect(element.value).to.equal('More');
    });

    it('brings back what somebody took out of the field', async () => {
      const {element} = await make({conversationId: 'a'});
      await type(element, 'For Amelia');
      await sendKeys({press: 'Control+a'});
      await sendKeys({press: 'Delete'});
      expect(element.value).to.equal('');
      await sendKeys({press: 'Control+z'});
      expect(element.value).to.equal('For Amelia');
    });

    it('never brings back what was sent, or the text of another conversation', async () => {
      const {element} = await make({conversationId: 'a'});
      await type(element, 'For Amelia');
      await change(element, {value: ''});
      await sendKeys({press: 'Control+z'});
      expect(element.value).to.equal('');
      await type(element, 'For Amelia');
      await change(element, {conversationId: 'b', value: 'For Ben'});
      await sendKeys({press: 'Control+z'});
      expect(element.value).to.equal('For Ben');
    });
  });

  describe('sending by hand', () => {
    it('says what came of it, and asks as the button does', async () => {
      const {element, sent} = await make();
      expect(element.send()).to.equal('empty');
      await change(element, {value: 'On my way'});
      expect(element.send()).to.equal('requested');
      expect(texts(sent)).to.deep.equal(['On my way']);
      element.addEventListener('parlor-send-request', (event) => event.preventDefault());
      expect(element.send()).to.equal('vetoed');
    });

    it('gets round no block, and nothing that has to be waited for', async () => {
      const {element, sent} = await make({value: 'On my way', block: optedOut});
      expect(element.send()).to.equal('locked');
      await change(element, {block: undefined, readonly: true});
      expect(element.send()).to.equal('locked');
      await change(element, {
        readonly: false,
        mediaUrls: ['https://example.com/a.png'],
        sendRules: {maximumAttachments: 0},
      });
      expect(element.send()).to.equal('waiting');
      expect(sent).to.deep.equal([]);
    });
  });
});
