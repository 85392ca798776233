import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';
import {growToContent} from '../../src/components/reply-box/auto-grow.js';
import '../../src/components/reply-box/define.js';
import type {ReplyDraft} from '../../src/components/reply-box/reply-box.events.js';
import type {ParlorReplyBox} from '../../src/components/reply-box/reply-box.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {SendBlock} from '../../src/model/send-block.js';
import {english} from '../../src/strings/english.js';

const optedOut: SendBlock = {
  reason: 'opted-out',
  since: Date.UTC(2026, 4, 4, 12),
  source: 'native',
  canRecheck: false,
};
const noCredits: SendBlock = {reason: 'no-credits', source: 'derived', canRecheck: true};

interface Box {
  readonly element: ParlorReplyBox;
  readonly sent: ReplyDraft[];
  readonly drafts: ReplyDraft[];
}

async function make(properties: Partial<ParlorReplyBox> = {}): Promise<Box> {
  const element = await fixture<ParlorReplyBox>(html`<parlor-reply-box lang="en-GB"></parlor-reply-box>`);
  const sent: ReplyDraft[] = [];
  const drafts: ReplyDraft[] = [];
  element.addEventListener('parlor-send-request', ({detail}) => sent.push(detail));
  element.addEventListener('parlor-draft-change', ({detail}) => drafts.push(detail));
  await change(element, {conversationName: 'Amelia Hart', ...properties});
  return {element, sent, drafts};
}

async function change(element: ParlorReplyBox, properties: Partial<ParlorReplyBox>): Promise<void> {
  Object.assign(element, properties);
  await element.updateComplete;
}

function find<Found extends HTMLElement = HTMLElement>(element: Element, selector: string): Found {
  const found = element.shadowRoot?.querySelector<Found>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
}

const has = (element: Element, selector: string): boolean => !!element.shadowRoot?.querySelector(selector);
const textarea = (element: Element) => find<HTMLTextAreaElement>(element, 'textarea');
const focused = (element: Element) => element.shadowRoot?.activeElement;
const words = (element: Element, selector: string): string =>
  find(element, selector).innerText.replace(/\s+/g, ' ').trim();

/** A button by its name. */
function button(element: Element, name: string): HTMLButtonElement {
  const buttons = [...(element.shadowRoot?.querySelectorAll('button') ?? [])];
  const found = buttons.find((candidate) => (candidate.ariaLabel ?? candidate.innerText).trim() === name);
  if (!found) throw new Error(`no button is named ${name}`);
  return found;
}
const hasButton = (element: Element, name: string): boolean => {
  try {
    return !!button(element, name);
  } catch {
    return false;
  }
};

async function type(element: ParlorReplyBox, text: string): Promise<void> {
  element.focus();
  await sendKeys({type: text});
  await element.updateComplete;
}

describe('<parlor-reply-box>', () => {
  describe('writing and sending', () => {
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
      press();
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

  describe('media', () => {
    const url = 'https://cdn.example.com/clinic/map.png';

    async function open(element: ParlorReplyBox): Promise<HTMLInputElement> {
      button(element, 'Attach media').focus();
      await sendKeys({press: 'Enter'});
      await element.updateComplete;
      return find<HTMLInputElement>(element, 'input');
    }

    it('is offered only where it can be sent', async () => {
      const {element} = await make();
      expect(hasButton(element, 'Attach media')).to.equal(false);
      await change(element, {canSendMedia: true});
      expect(button(element, 'Attach media').ariaExpanded).to.equal('false');
    });

    it('attaches an address typed in, with the keyboard alone, and sends it without any text', async () => {
      const {element, sent, drafts} = await make({canSendMedia: true});
      const input = await open(element);
      expect(focused(element)).to.equal(input);
      expect(button(element, 'Attach media').ariaExpanded).to.equal('true');
      expect(input.labels?.[0]?.innerText).to.equal(english.mediaUrlLabel);
      await expect(element).to.be.accessible();

      await sendKeys({type: url});
      await sendKeys({press: 'Enter'});
      await element.updateComplete;
      expect(drafts.at(-1)).to.deep.equal({text: '', mediaUrls: [url]});
      expect(words(element, '[part="attachment"]')).to.equal('map.png');
      expect(focused(element)).to.equal(textarea(element));
      await expect(element).to.be.accessible();

      await sendKeys({press: 'Enter'});
      expect(sent).to.deep.equal([{text: '', mediaUrls: [url]}]);
    });

    it('explains an address that no provider could fetch, and keeps it', async () => {
      const {element, drafts} = await make({canSendMedia: true});
      for (const wrong of [
        'map.png',
        'http://example.com/a.png',
        'https://localhost/a',
        'https://me:pw@example.com/a',
      ]) {
        const input = await open(element);
        await sendKeys({type: wrong});
        button(element, 'Attach').click();
        await element.updateComplete;
        expect(words(element, '#media-url-error')).to.equal(english.mediaUrlInvalid);
        expect(input.ariaInvalid).to.equal('true');
        expect(input.value).to.equal(wrong);
        expect(focused(element)).to.equal(input);
        await sendKeys({press: 'Escape'});
        await element.updateComplete;
      }
      expect(drafts).to.have.length(0);
    });

    it('closes with Escape, which goes no further, and returns to its button', async () => {
      const {element} = await make({canSendMedia: true});
      const heard: string[] = [];
      element.addEventListener('keydown', ({key}) => heard.push(key));
      await open(element);
      heard.length = 0;
      await sendKeys({press: 'Escape'});
      await element.updateComplete;
      expect(has(element, 'input')).to.equal(false);
      expect(focused(element)).to.equal(button(element, 'Attach media'));
      expect(heard).to.deep.equal([]);
    });

    it('removes what was attached', async () => {
      const {element, drafts} = await make({canSendMedia: true, mediaUrls: [url]});
      button(element, 'Remove map.png').focus();
      await sendKeys({press: 'Enter'});
      await element.updateComplete;
      expect(drafts).to.deep.equal([{text: '', mediaUrls: []}]);
      expect(has(element, '[part="attachment"]')).to.equal(false);
      expect(focused(element)).to.equal(textarea(element));
    });

    it('attaches no more than the provider takes, and nothing twice', async () => {
      const {element} = await make({canSendMedia: true, maximumAttachments: 2, mediaUrls: [url]});
      await open(element);
      await sendKeys({type: url});
      await sendKeys({press: 'Enter'});
      await element.updateComplete;
      expect(element.mediaUrls).to.deep.equal([url]);
      await change(element, {mediaUrls: [url, `${url}?2`]});
      expect(button(element, 'Attach media').disabled).to.equal(true);
      expect(button(element, 'Attach media').title).to.equal('At most 2 files a message');
    });

    it('does not carry a half-typed address over to another conversation', async () => {
      const {element} = await make({canSendMedia: true});
      await open(element);
      await sendKeys({type: 'https://'});
      await change(element, {conversationName: 'Noor'});
      expect(has(element, 'input')).to.equal(false);
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
      expect(((await asked) as CustomEvent<unknown>).detail).to.deep.equal({reason: 'no-credits'});
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
