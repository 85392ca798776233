import {expect, waitUntil} from '@open-wc/testing';
import {emulateMedia, sendKeys} from '../support/commands.js';
import {attachmentFromUrl, type Attachment} from '../../src/model/attachment.js';
import {isLocalAddress} from '../../src/model/local-address.js';
import {bubbleOf, buttonNamed, find, words} from './bubble-scene.js';
import {all, makeWorld, openConversation, openScene} from './inbox-scene.js';
import {bubbleNamed, messageAt, threadOf} from './thread-scene.js';

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const GIF = 'R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==';
const bytes = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
/** A picture at an address that says nothing about it. */
const blobUrl = (base64 = DOT, type = 'image/png') => URL.createObjectURL(new Blob([bytes(base64)], {type}));

const picture = (url: string, more: Partial<Attachment> = {}): Attachment => ({
  kind: 'image',
  url,
  name: 'roof.png',
  ...more,
});
const images = (element: Element) => [...(element.shadowRoot?.querySelectorAll('img') ?? [])];
const sources = (element: Element) => images(element).map(({src}) => src);
const isShown = (element: Element) => find(element, '.image:not(.loading) img') !== null;
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const REMOTE = 'https://pictures.example/roof.png';

describe('the pictures of a message', () => {
  describe('that others sent', () => {
    it('load by themselves, only when asked for, or never, as the page wants it', async () => {
      const always = await bubbleOf({attachments: [picture(REMOTE)]});
      expect(sources(always)).to.deep.equal([REMOTE]);
      const never = await bubbleOf({attachments: [picture(REMOTE)]}, {media: 'never'});
      expect(sources(never)).to.deep.equal([]);
      expect(find<HTMLAnchorElement>(never, 'a')?.href).to.equal(REMOTE);
      const ask = await bubbleOf({attachments: [picture(blobUrl())]}, {media: 'ask'});
      expect(sources(ask)).to.deep.equal([]);
      await expect(ask).to.be.accessible();
      buttonNamed(ask, 'Show roof.png')?.focus();
      await sendKeys({press: 'Enter'});
      await waitUntil(() => isShown(ask), 'the picture is shown');
    });

    it('load by themselves where we sent them ourselves', async () => {
      const element = await bubbleOf({direction: 'outbound', attachments: [picture(REMOTE)]}, {media: 'ask'});
      expect(sources(element)).to.deep.equal([REMOTE]);
    });

    it('are never asked for by themselves in a local network', async () => {
      for (const url of [
        'http://localhost:1/a.png',
        'http://192.168.0.1/a.png',
        'http://[::1]/a.png',
        'http://router/a.png',
      ]) {
        for (const kind of ['image', 'unknown'] as const) {
          const element = await bubbleOf({attachments: [picture(url, {kind})]});
          expect(sources(element), url).to.deep.equal([]);
        }
      }
    });

    it('follow what is set on the thread', async () => {
      const messages = [messageAt(0, 'm', {attachments: [picture(REMOTE)]})];
      const element = await threadOf({messages, media: 'ask'});
      expect(sources(bubbleNamed(element, 'm-0'))).to.deep.equal([]);
      expect(buttonNamed(bubbleNamed(element, 'm-0'), 'Show roof.png')).to.be.instanceOf(HTMLButtonElement);
    });
  });

  describe('whose loading fails', () => {
    it('are tried again when the connection is back', async () => {
      const url = blobUrl();
      URL.revokeObjectURL(url);
      const element = await bubbleOf({attachments: [picture(url)]});
      await waitUntil(() => words(element.shadowRoot?.querySelector('article')).includes('could not be shown'));
      expect(sources(element)).to.deep.equal([]);
      window.dispatchEvent(new Event('online'));
      await element.updateComplete;
      expect(sources(element)).to.deep.equal([url]);
    });
  });

  describe('whose address changes', () => {
    it('stay on screen until the next one is there', async () => {
      const [first, second] = [blobUrl(), blobUrl()];
      const element = await bubbleOf({attachments: [picture(first)]});
      await waitUntil(() => isShown(element));
      const [image] = images(element);
      if (!element.message) throw new Error('no message');
      element.message = {...element.message, attachments: [picture(second)]};
      await element.updateComplete;
      expect(images(element)[0], 'the same picture, not drawn anew').to.equal(image);
      expect(sources(element)[0]).to.equal(first);
      expect(find(element, '.image.loading')).to.equal(null);
      await waitUntil(() => sources(element).length === 1 && sources(element)[0] === second, 'the next one is there');
    });

    it('stay on screen when the next one cannot be had', async () => {
      const [first, gone] = [blobUrl(), blobUrl()];
      URL.revokeObjectURL(gone);
      const element = await bubbleOf({attachments: [picture(first)]});
      await waitUntil(() => isShown(element));
      if (!element.message) throw new Error('no message');
      element.message = {...element.message, attachments: [picture(gone)]};
      await element.updateComplete;
      await waitUntil(() => sources(element).length === 1);
      expect(sources(element)).to.deep.equal([first]);
    });
  });

  describe('at an address that does not say so', () => {
    it('are shown when they are pictures, and stay links when not', async () => {
      const element = await bubbleOf({attachments: [picture(blobUrl(), {kind: 'unknown', name: 'ME123'})]});
      await waitUntil(() => isShown(element), 'the picture is shown');
      const url = blobUrl(btoa('no picture'), 'application/pdf');
      const file = await bubbleOf({attachments: [picture(url, {kind: 'unknown', name: 'ME124'})]});
      await waitUntil(() => images(file).length === 0, 'it was no picture');
      expect(words(find(file, '[part="attachment"]'))).to.equal('ME124');
    });

    it('are known by a name behind the address', () => {
      expect(attachmentFromUrl('https://x.example/get?file=a.jpg&t=1')).to.include({kind: 'image', name: 'a.jpg'});
      expect(attachmentFromUrl('https://x.example/get.php?f=%2Fdir%2Fb%20c.MP4#x')).to.include({
        kind: 'video',
        name: 'b c.MP4',
      });
      expect(attachmentFromUrl('https://x.example/a.png?file=b.pdf')).to.include({kind: 'image', name: 'a.png'});
      expect(attachmentFromUrl('https://x.example/media/ME123')).to.include({kind: 'unknown', name: 'ME123'});
    });
  });

  describe('that move', () => {
    afterEach(() => emulateMedia({reducedMotion: 'no-preference'}));

    it('stand still for those who asked for less motion, until they are to move', async () => {
      await emulateMedia({reducedMotion: 'reduce'});
      const element = await bubbleOf({attachments: [picture(`data:image/gif;base64,${GIF}`, {name: 'wave.gif'})]});
      await waitUntil(() => isShown(element));
      const isVisible = () => images(element)[0]?.checkVisibility({visibilityProperty: true});
      expect(isVisible()).to.equal(false);
      expect(find<HTMLCanvasElement>(element, 'canvas')?.width).to.equal(1);
      await expect(element).to.be.accessible();
      buttonNamed(element, 'Play animation')?.click();
      await element.updateComplete;
      expect(isVisible()).to.equal(true);
      buttonNamed(element, 'Stop animation')?.click();
      await element.updateComplete;
      expect(isVisible()).to.equal(false);
    });

    it('can be played also where only who decodes them could tell that they move', async () => {
      await emulateMedia({reducedMotion: 'reduce'});
      for (const name of ['sticker.webp', 'sticker.png', 'ME123']) {
        const element = await bubbleOf({attachments: [picture(`data:image/png;base64,${PNG}`, {name})]});
        await waitUntil(() => isShown(element));
        expect(buttonNamed(element, 'Play, if it moves'), name).not.to.equal(undefined);
      }
    });

    it('are no faces for those who asked for less motion', async () => {
      await emulateMedia({reducedMotion: 'reduce'});
      const avatar = document.createElement('parlor-avatar');
      Object.assign(avatar, {name: 'Ana', src: 'https://files.example/ana.gif?v=2'});
      document.body.append(avatar);
      await avatar.updateComplete;
      expect(find(avatar, 'img')).to.equal(null);
      avatar.src = 'https://files.example/ana.jpg';
      await avatar.updateComplete;
      expect(find(avatar, 'img')).not.to.equal(null);
      avatar.remove();
    });

    it('move where nobody minds, and photographs are shown as they are', async () => {
      const element = await bubbleOf({attachments: [picture(`data:image/gif;base64,${GIF}`, {name: 'wave.gif'})]});
      expect(buttonNamed(element, 'Play animation')).to.equal(undefined);
      await emulateMedia({reducedMotion: 'reduce'});
      const photo = await bubbleOf({attachments: [picture(REMOTE, {name: 'roof.jpg'})]});
      expect(find(photo, 'canvas')).to.equal(null);
    });
  });
});

describe('an inbox that asks before pictures load', () => {
  it('says so to all that is in it, faces too', async () => {
    const {inbox} = await openScene({world: makeWorld('media'), settings: {media: 'ask'}});
    await openConversation(inbox, 'Pictures Allshapes');
    expect(all(inbox, 'button.ask').length).to.be.greaterThan(0);
    expect(all(inbox, 'article:not(.outbound) img')).to.deep.equal([]);
    const avatar = document.createElement('parlor-avatar');
    Object.assign(avatar, {name: 'Ana', src: REMOTE});
    inbox.append(avatar);
    await avatar.updateComplete;
    expect(find(avatar, 'img')).to.equal(null);
    inbox.media = 'always';
    await inbox.updateComplete;
    await avatar.updateComplete;
    expect(find<HTMLImageElement>(avatar, 'img')?.src).to.equal(REMOTE);
  });
});

describe('isLocalAddress', () => {
  for (const host of [
    ...[
      'localhost',
      'a.localhost',
      'localhost.',
      'printer.local',
      'intranet',
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f.1',
    ],
    ...['0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '[::1]'],
    ...[
      '[::]',
      '[fe80::1]',
      '[fd00::1]',
      '[::ffff:192.168.0.1]',
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
      'nas.home.arpa',
      'x.internal',
      'x.localdomain',
      '[2002:7f00:1::]',
      '[2001::1]',
      '[2001:db8::1]',
    ],
  ])
    it(`is so for ${host}`, () => expect(isLocalAddress(`http://${host}/a.png`)).to.equal(true));
  for (const host of [
    'example.com',
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '193.168.1.1',
    '[2606:4700::1111]',
    '[2001:4860:4860::8888]',
    'local.example.com',
  ])
    it(`is not so for ${host}`, () => expect(isLocalAddress(`https://${host}/a.png`)).to.equal(false));
  it('is not so for what asks no network', () => {
    for (const url of ['data:image/png;base64,AA', 'blob:http://localhost/1', 'no address'])
      expect(isLocalAddress(url)).to.equal(false);
  });
});
