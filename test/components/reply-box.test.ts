import {expect, fixture, html, oneEvent, waitUntil} from '@open-wc/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';
import '../../src/components/inbox-context/define.js';
import type {ParlorInboxContext} from '../../src/components/inbox-context/inbox-context.js';
import type {UploadMedia} from '../../src/components/reply-box/attachments.js';
import '../../src/components/reply-box/define.js';
import type {ReplyDraft} from '../../src/components/reply-box/reply-box.events.js';
import type {ParlorReplyBox} from '../../src/components/reply-box/reply-box.js';
import {growToContent} from '../../src/components/reply-box/text-entry.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {SendBlock} from '../../src/model/send-block.js';
import {english} from '../../src/i18n/english.js';
import {aConversation} from '../model/builders.js';
import {ScriptedAdapter} from '../store/scripted-adapter.js';

const optedOut: SendBlock = {
  reason: 'opted-out',
  since: Date.UTC(2026, 4, 4, 12),
  source: 'native',
  canRecheck: false,
};
const noCredits: SendBlock = {reason: 'no-credits', source: 'derived', canRecheck: true};

interface Box {
  readonly element: ParlorReplyBox;
  readonly sent: (ReplyDraft & {readonly ownEndpointId?: string})[];
  readonly drafts: ReplyDraft[];
}

async function make(properties: Partial<ParlorReplyBox> = {}): Promise<Box> {
  const element = await fixture<ParlorReplyBox>(html`<parlor-reply-box lang="en-GB"></parlor-reply-box>`);
  const sent: Box['sent'] = [];
  const drafts: ReplyDraft[] = [];
  element.addEventListener('parlor-send-request', ({detail: {text, mediaUrls, ownEndpointId}}) =>
    sent.push({text, mediaUrls, ...(ownEndpointId !== undefined && {ownEndpointId})}),
  );
  element.addEventListener('parlor-draft-request', ({detail: {text, mediaUrls}}) => drafts.push({text, mediaUrls}));
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

describe('<parlor-reply-box> used for the first time', () => {
  it('takes a dropped file, sends nothing without it, and shows it with the text’s size at once', async () => {
    const {element, sent} = await make({
      canSendMedia: true,
      uploadMedia: () => new Promise<string>(() => undefined),
    });
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'roof.png', {type: 'image/png'}));
    const drop = new DragEvent('drop', {dataTransfer, bubbles: true, composed: true, cancelable: true});
    textarea(element).dispatchEvent(drop);
    expect(drop.defaultPrevented).to.equal(true);
    await change(element, {value: 'a'.repeat(161)});
    expect(button(element, 'Send').disabled).to.equal(true);
    textarea(element).dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', cancelable: true}));
    expect(sent).to.have.length(0);
    expect(words(element, '[part="attachment"]')).to.include('Uploading roof.png');
    expect(words(element, '[part="counter"]')).to.include('2 segments');
  });
});

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

  describe('files', () => {
    const picture = (name = 'roof.png') => new File(['x'], name, {type: 'image/png'});

    /** Uploads that the test answers. */
    function uploads() {
      const started: {file: File; signal: AbortSignal; answer: (url: string) => void; fail: () => void}[] = [];
      const uploadMedia: UploadMedia = (file, {signal}) =>
        new Promise((resolve, reject) => {
          started.push({file, signal, answer: resolve, fail: () => reject(new Error('full'))});
        });
      const nth = (place: number) => {
        const upload = started[place];
        if (!upload) throw new Error(`There is no upload ${place} of ${started.length}.`);
        return upload;
      };
      return {started, uploadMedia, nth};
    }

    async function choose(element: ParlorReplyBox, ...files: readonly File[]): Promise<void> {
      button(element, 'Attach media').click();
      await element.updateComplete;
      const transfer = new DataTransfer();
      for (const file of files) transfer.items.add(file);
      const input = find<HTMLInputElement>(element, '#file');
      input.files = transfer.files;
      input.dispatchEvent(new Event('change'));
      await element.updateComplete;
    }

    it('are offered only where the page can upload them', async () => {
      const {element} = await make({canSendMedia: true});
      await element.updateComplete;
      button(element, 'Attach media').click();
      await element.updateComplete;
      expect(hasButton(element, 'Choose a file')).to.equal(false);
      const transfer = new DataTransfer();
      transfer.items.add(picture());
      const paste = new ClipboardEvent('paste', {clipboardData: transfer, bubbles: true, cancelable: true});
      textarea(element).dispatchEvent(paste);
      expect(paste.defaultPrevented).to.equal(false);
      await change(element, {uploadMedia: uploads().uploadMedia});
      expect(hasButton(element, 'Choose a file')).to.equal(true);
      await expect(element).to.be.accessible();
    });

    it('are uploaded when chosen, and sending waits for them and says so', async () => {
      const {uploadMedia, nth} = uploads();
      const {element, sent, drafts} = await make({value: 'Look', canSendMedia: true, uploadMedia});
      await choose(element, picture());
      expect(words(element, '[part="attachment"]')).to.include('Uploading roof.png');
      expect(words(element, '[part="footer"]')).to.include(english.waitsForUpload);
      expect(button(element, 'Send').disabled).to.equal(true);
      expect(focused(element)).to.equal(textarea(element));
      await sendKeys({press: 'Enter'});
      await element.updateComplete;
      expect(words(element, '.base > [role="status"]')).to.equal(english.waitsForUpload);
      expect(sent).to.deep.equal([]);
      await expect(element).to.be.accessible();

      nth(0).answer('https://cdn.example.com/roof.png');
      await waitUntil(() => drafts.length > 0);
      await element.updateComplete;
      await sendKeys({press: 'Enter'});
      expect(sent).to.deep.equal([{text: 'Look', mediaUrls: ['https://cdn.example.com/roof.png']}]);
    });

    it('that failed can be uploaded again or removed, and are never left out silently', async () => {
      const {started, uploadMedia, nth} = uploads();
      const {element, sent} = await make({value: 'Look', canSendMedia: true, uploadMedia});
      await choose(element, picture());
      nth(0).fail();
      await waitUntil(() => has(element, '.chip.failed'));
      expect(words(element, '[part="attachment"]')).to.include('roof.png could not be uploaded');
      await sendKeys({press: 'Enter'});
      expect(sent).to.deep.equal([]);
      expect(words(element, '[part="footer"]')).to.include(english.waitsForFailedUpload);
      await expect(element).to.be.accessible();
      button(element, 'Upload roof.png again').click();
      await element.updateComplete;
      expect(started).to.have.length(2);
      nth(1).answer('no address');
      await waitUntil(() => has(element, '.chip.failed'));
      button(element, 'Remove roof.png').click();
      await element.updateComplete;
      expect(has(element, '[part="attachment"]')).to.equal(false);
      expect(focused(element)).to.equal(textarea(element));
      await sendKeys({press: 'Enter'});
      expect(sent).to.deep.equal([{text: 'Look', mediaUrls: []}]);
    });

    it('are called off when removed, and when another conversation opens', async () => {
      const {uploadMedia, nth} = uploads();
      const {element, drafts} = await make({canSendMedia: true, uploadMedia, conversationId: 'a'});
      await choose(element, picture(), picture('map.png'));
      button(element, 'Remove roof.png').click();
      expect(nth(0).signal.aborted).to.equal(true);
      await change(element, {conversationName: 'Amelia Hart (works)'});
      expect(nth(1).signal.aborted, 'only a name').to.equal(false);
      await change(element, {conversationId: 'b'});
      expect(nth(1).signal.aborted).to.equal(true);
      nth(1).answer('https://cdn.example.com/map.png');
      await element.updateComplete;
      expect(drafts).to.deep.equal([]);
      expect(has(element, '[part="attachment"]')).to.equal(false);

      await choose(element, picture());
      element.remove();
      expect(nth(2).signal.aborted).to.equal(true);
    });

    it('are taken from the clipboard and from a drop, a text with a picture of itself as text', async () => {
      const {started, uploadMedia} = uploads();
      const {element} = await make({canSendMedia: true, maximumAttachments: 2, uploadMedia});
      const transfer = (file: File, text?: string): DataTransfer => {
        const data = new DataTransfer();
        data.items.add(file);
        if (text !== undefined) data.setData('text/plain', text);
        return data;
      };
      const paste = (clipboardData: DataTransfer): boolean =>
        !textarea(element).dispatchEvent(
          new ClipboardEvent('paste', {clipboardData, bubbles: true, composed: true, cancelable: true}),
        );
      const drag = (type: string, dataTransfer: DataTransfer): boolean =>
        !textarea(element).dispatchEvent(
          new DragEvent(type, {dataTransfer, bubbles: true, composed: true, cancelable: true}),
        );
      expect(paste(transfer(picture(), 'a table'))).to.equal(false);
      expect(paste(transfer(picture()))).to.equal(true);
      expect(drag('dragover', transfer(picture()))).to.equal(true);
      await element.updateComplete;
      expect(has(element, '.field.drop')).to.equal(true);
      const two = transfer(picture('a.png'));
      two.items.add(picture('b.png'));
      expect(drag('drop', two)).to.equal(true);
      await element.updateComplete;
      expect(has(element, '.field.drop')).to.equal(false);
      expect(started.map(({file}) => file.name)).to.deep.equal(['roof.png', 'a.png']);
      expect(words(element, '.base > [role="status"]')).to.equal('At most 2 files a message');
      expect(button(element, 'Attach media').disabled).to.equal(true);
      await change(element, {disabled: true});
      expect(drag('dragover', transfer(picture()))).to.equal(false);
    });
  });

  describe('the number to send from', () => {
    const endpoints = [
      {id: 'n1', address: '+15125550100', label: 'Front desk'},
      {id: 'n2', address: '+15125550101'},
    ];
    const select = (element: ParlorReplyBox) => find<HTMLSelectElement>(element, 'select');
    async function pick(element: ParlorReplyBox, value: string): Promise<void> {
      select(element).value = value;
      select(element).dispatchEvent(new Event('change'));
      await element.updateComplete;
    }

    it('can be chosen between two or more, and goes with what is sent', async () => {
      const {element, sent} = await make({value: 'Hi', endpoints: endpoints.slice(0, 1), ownEndpointId: 'n1'});
      expect(has(element, 'select')).to.equal(false);
      await change(element, {endpoints});
      expect(select(element).labels[0]?.innerText).to.equal('From');
      expect([...select(element).options].map(({text}) => text)).to.deep.equal([
        'Front desk · (512) 555-0100',
        '(512) 555-0101',
      ]);
      await expect(element).to.be.accessible();
      await pick(element, 'n2');
      element.focus();
      await sendKeys({press: 'Enter'});
      expect(sent).to.deep.equal([{text: 'Hi', mediaUrls: [], ownEndpointId: 'n2'}]);
    });

    it('is the provider’s default until one is chosen, and again', async () => {
      const {element, sent} = await make({value: 'Hi', endpoints});
      expect(select(element).selectedOptions[0]?.text).to.equal(english.defaultNumber);
      button(element, 'Send').click();
      await pick(element, 'n1');
      button(element, 'Send').click();
      await pick(element, '');
      button(element, 'Send').click();
      expect(sent).to.deep.equal([
        {text: 'Hi', mediaUrls: []},
        {text: 'Hi', mediaUrls: [], ownEndpointId: 'n1'},
        {text: 'Hi', mediaUrls: []},
      ]);
    });

    it('comes from the provider in an inbox, where each conversation keeps its own', async () => {
      class ManyNumbers extends ScriptedAdapter {
        listOwnEndpoints = async () => endpoints;
      }
      const adapter = new ManyNumbers({chooseOwnEndpoint: 'native'});
      const context = await fixture<ParlorInboxContext>(html`
        <parlor-inbox-context .adapter=${adapter}><parlor-reply-box></parlor-reply-box></parlor-inbox-context>
      `);
      const element = context.querySelector('parlor-reply-box');
      const {store} = context;
      if (!element || !store) throw new Error('The inbox has not drawn.');
      await waitUntil(() => adapter.lists.length > 0);
      adapter.lists[0]?.answer({
        items: [aConversation({ownEndpoint: {address: '(512) 555-0101'}}), aConversation({id: 'other'})],
      });
      store.select('conversation-1');
      await waitUntil(() => has(element, 'select') && element.ownEndpointId === 'n2');
      await pick(element, 'n1');
      store.select('other');
      await element.updateComplete;
      expect(element.ownEndpointId).to.equal(undefined);
      store.select('conversation-1');
      await element.updateComplete;
      expect(element.ownEndpointId).to.equal('n1');
    });

    it('is not offered where asking for the numbers fails', async () => {
      class Failing extends ScriptedAdapter {
        listOwnEndpoints = () => Promise.reject(new ConversationError('server'));
      }
      const adapter = new Failing({chooseOwnEndpoint: 'native'});
      const context = await fixture<ParlorInboxContext>(html`
        <parlor-inbox-context .adapter=${adapter}><parlor-reply-box></parlor-reply-box></parlor-inbox-context>
      `);
      const element = context.querySelector('parlor-reply-box');
      if (!element || !context.store) throw new Error('The inbox has not drawn.');
      context.store.select('conversation-1');
      await waitUntil(() => !element.disabled);
      await element.updateComplete;
      expect(has(element, 'select')).to.equal(false);
      expect(has(element, '[part="error"]')).to.equal(false);
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
      expect(((await asked) as CustomEvent<unknown>).detail).to.deep.equal({conversationId: '', reason: 'no-credits'});
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
