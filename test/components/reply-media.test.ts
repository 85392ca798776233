import {expect, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import '../../src/components/inbox-context/define.js';
import type {UploadMedia} from '../../src/components/reply-box/attachments.js';
import '../../src/components/reply-box/define.js';
import type {ParlorReplyBox} from '../../src/components/reply-box/reply-box.js';
import {english} from '../../src/i18n/english.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {make, change, find, has, textarea, focused, words, button, hasButton} from './reply-box-scene.js';

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
      const started: {
        readonly file: File;
        readonly signal: AbortSignal;
        readonly answer: (url: string) => void;
        readonly fail: (why?: Error) => void;
      }[] = [];
      const uploadMedia: UploadMedia = (file, {signal}) =>
        new Promise((resolve, reject) => {
          started.push({file, signal, answer: resolve, fail: (why = new Error('full')) => reject(why)});
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
      await expect(element).to.be.accessible();
    });

    it('are chosen with the first press, in the browser’s own chooser', async () => {
      const {element} = await make({canSendMedia: true, uploadMedia: uploads().uploadMedia});
      let opened = 0;
      find<HTMLInputElement>(element, '#file').addEventListener('click', (event) => {
        event.preventDefault();
        opened++;
      });
      button(element, 'Attach media').focus();
      await sendKeys({press: 'Enter'});
      await element.updateComplete;
      expect(opened).to.equal(1);
      expect(button(element, 'Attach media').ariaExpanded).to.equal(null);
      expect(has(element, '[part="media-entry"]')).to.equal(false);
    });

    it('are shown small, while they are on their way and when they are there', async () => {
      const {uploadMedia, nth} = uploads();
      const {element} = await make({canSendMedia: true, uploadMedia});
      await choose(element, picture());
      expect(find<HTMLImageElement>(element, '.thumbnail').src).to.match(/^blob:/);
      const drawn = 'data:image/png;base64,AA#roof.png';
      nth(0).answer(drawn);
      await waitUntil(() => element.mediaUrls.length > 0);
      await element.updateComplete;
      expect(find<HTMLImageElement>(element, '.thumbnail').src).to.equal(drawn);
      await choose(element, new File(['x'], 'plan.pdf', {type: 'application/pdf'}));
      expect(element.shadowRoot?.querySelectorAll('.thumbnail')).to.have.length(1);
    });

    it('are taken where a file manager puts their names beside them', async () => {
      const {started, uploadMedia} = uploads();
      const {element} = await make({canSendMedia: true, uploadMedia});
      const paste = (text: string, ...files: readonly File[]): boolean => {
        const clipboardData = new DataTransfer();
        files.forEach((file) => clipboardData.items.add(file));
        clipboardData.setData('text/plain', text);
        const init = {clipboardData, bubbles: true, composed: true, cancelable: true};
        return !textarea(element).dispatchEvent(new ClipboardEvent('paste', init));
      };
      expect(paste('roof.png', picture())).to.equal(true);
      expect(paste('a.png\nb.png', picture('a.png'), picture('b.png'))).to.equal(true);
      expect(paste('/Users/ana/plan%201.png', picture('plan%201.png'))).to.equal(true);
      expect(paste('file:///home/ana/caf%C3%A9.png', picture('café.png'))).to.equal(true);
      expect(paste('Name\tPrice', picture('image.png'))).to.equal(false);
      expect(paste('See roof.png', picture())).to.equal(false);
      expect(started.map(({file}) => file.name)).to.deep.equal([
        'roof.png',
        'a.png',
        'b.png',
        'plan%201.png',
        'café.png',
      ]);
    });

    it('keep the page where nothing is open that could take them', async () => {
      const inbox = document.createElement('parlor-inbox-context');
      const elsewhere = document.createElement('div');
      const field = document.createElement('input');
      inbox.append(elsewhere, field);
      document.body.append(inbox);
      const drag = (target: Element, fill: (transfer: DataTransfer) => void) => {
        const dataTransfer = new DataTransfer();
        fill(dataTransfer);
        const over = new DragEvent('dragover', {dataTransfer, bubbles: true, composed: true, cancelable: true});
        target.dispatchEvent(over);
        return over.defaultPrevented;
      };
      elsewhere.dispatchEvent(new DragEvent('dragenter', {bubbles: true, composed: true}));
      const file = (transfer: DataTransfer) => void transfer.items.add(picture());
      const link = (transfer: DataTransfer) => transfer.setData('text/uri-list', 'https://larkspur-cycles.example/');
      const text = (transfer: DataTransfer) => transfer.setData('text/plain', 'Hello');
      await waitUntil(() => drag(elsewhere, file), 'the page is kept');
      expect([drag(elsewhere, file), drag(elsewhere, link), drag(elsewhere, text)]).to.deep.equal([true, true, false]);
      expect([drag(field, file), drag(field, link)]).to.deep.equal([true, false]);
      inbox.remove();
    });

    it('are taken wherever in the inbox they are dropped', async () => {
      const {started, uploadMedia} = uploads();
      const inbox = document.createElement('parlor-inbox-context');
      const elsewhere = document.createElement('div');
      const element = document.createElement('parlor-reply-box');
      Object.assign(element, {canSendMedia: true, uploadMedia});
      inbox.append(elsewhere, element);
      document.body.append(inbox);
      await element.updateComplete;
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(picture());
      const drag = (target: Element, type: string): boolean =>
        !target.dispatchEvent(new DragEvent(type, {dataTransfer, bubbles: true, composed: true, cancelable: true}));
      expect(drag(elsewhere, 'dragover')).to.equal(true);
      await element.updateComplete;
      expect(has(element, '.field.drop')).to.equal(true);
      expect(drag(elsewhere, 'drop')).to.equal(true);
      expect(started).to.have.length(1);
      expect(drag(document.body, 'dragover'), 'outside of it').to.equal(false);
      element.remove();
      expect(drag(elsewhere, 'drop')).to.equal(false);
      inbox.remove();
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

    for (const [code, raw, expected] of [
      ['too-large', {limit: 5_000_000}, 'The file is too large. It can have 5 MB at most.'],
      ['too-large', {limit: 'many'}, 'The file is too large.'],
      [
        'unsupported-type',
        {types: ['image/jpeg', 'audio/mpeg', 7]},
        'This type of file cannot be sent. These can: JPEG, MP3.',
      ],
      ['unsupported-type', {types: []}, 'This type of file cannot be sent.'],
      ['empty', undefined, 'The file is empty.'],
      ['unreadable', undefined, 'The file is damaged, or is not what its name says.'],
      ['another', undefined, `${english.errors.validation} ${english.nextActions['change-message']}`],
    ] as const) {
      it(`that are refused (${code}, ${JSON.stringify(raw)}) say why, and what is taken, where that is known`, async () => {
        const {uploadMedia, nth} = uploads();
        const {element} = await make({canSendMedia: true, uploadMedia});
        await choose(element, picture());
        nth(0).fail(new ConversationError('validation', {code, raw}));
        await waitUntil(() => has(element, '.chip.failed'));
        const attachment = find(element, '[part="attachment"]');
        expect(words(element, '[part="attachment"]')).to.include(`roof.png could not be uploaded. ${expected}`);
        const seen = [...attachment.children].filter((part) => part.textContent?.trim() === expected);
        expect(seen).to.have.length(1);
        await expect(element).to.be.accessible();
      });
    }

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
      // The browser would open it in place of the page.
      drag('dragenter', transfer(picture()));
      await waitUntil(() => drag('dragover', transfer(picture())), 'the page is kept');
      await element.updateComplete;
      expect(has(element, '.field.drop')).to.equal(false);
      const text = new DataTransfer();
      text.setData('text/plain', 'Words');
      expect(drag('dragover', text)).to.equal(false);
      // A link over the text is text; anywhere else the browser would follow it.
      text.setData('text/uri-list', 'https://files.example/');
      expect(drag('dragover', text)).to.equal(false);
      expect(
        find(element, '.base').dispatchEvent(
          new DragEvent('dragover', {dataTransfer: text, bubbles: true, composed: true, cancelable: true}),
        ),
      ).to.equal(false);
    });
  });
});
