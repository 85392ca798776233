import {expect, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import type {ParlorMediaViewer} from '../../src/components/media-viewer/media-viewer.js';
import type {ParlorMessageThread} from '../../src/components/message-thread/message-thread.js';
import {english} from '../../src/i18n/english.js';
import type {Attachment} from '../../src/model/attachment.js';
import {buttonNames, button} from './element-helpers.js';
import {bubbleNamed, messageAt, root, threadOf} from './thread-scene.js';

/** Large enough to be zoomed. */
const picture = (name: string, more: Partial<Attachment> = {}): Attachment => ({
  kind: 'image',
  name,
  url: `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><title>${name}</title></svg>`)}`,
  ...more,
});
const REMOTE = 'https://pictures.example/roof.png';

const viewerOf = (element: ParlorMessageThread): ParlorMediaViewer => {
  const viewer = root(element).querySelector('parlor-media-viewer');
  if (!viewer) throw new Error('no viewer');
  return viewer;
};
const dialogOf = (element: ParlorMessageThread) => viewerOf(element).shadowRoot?.querySelector('dialog');
const shownOf = (element: ParlorMessageThread) =>
  viewerOf(element).shadowRoot?.querySelector<HTMLImageElement>('.stage img');
const opener = (element: ParlorMessageThread, id: string, place = 0) =>
  bubbleNamed(element, id).shadowRoot?.querySelectorAll<HTMLElement>('[part~=attachment]')[place];
const statusOf = (element: ParlorMessageThread) =>
  viewerOf(element).shadowRoot?.querySelector('[role=status]')?.textContent?.trim() ?? '';

async function open(element: ParlorMessageThread, id: string, place = 0): Promise<void> {
  opener(element, id, place)?.focus();
  await sendKeys({press: 'Enter'});
  await waitUntil(() => dialogOf(element)?.open, 'the viewer is open');
}

const withPictures = (): Promise<ParlorMessageThread> =>
  threadOf({
    messages: [
      messageAt(0, 'm', {attachments: [picture('one.svg'), picture('two.svg')]}),
      messageAt(1, 'm', {attachments: [{kind: 'file', url: 'https://a.example/f.pdf', name: 'f.pdf'}]}),
      messageAt(3, 'm', {attachments: [picture('three.svg')]}),
    ],
  });

describe('pictures in place', () => {
  it('open over the page, say who sent them when, and give the focus back', async () => {
    const element = await withPictures();
    await open(element, 'm-0', 1);
    await waitUntil(() => shownOf(element)?.alt === 'two.svg');
    expect(statusOf(element)).to.match(/^2 of 3, Jane, .*2026/);
    await expect(viewerOf(element)).to.be.accessible();
    await sendKeys({press: 'Escape'});
    await waitUntil(() => !dialogOf(element)?.open);
    await waitUntil(
      () => bubbleNamed(element, 'm-0').shadowRoot?.activeElement === opener(element, 'm-0', 1),
      'the picture has the focus',
    );
  });

  it('are left and right of each other, mirrored where writing is', async () => {
    const element = await withPictures();
    await open(element, 'm-0');
    await sendKeys({press: 'ArrowLeft'});
    expect(shownOf(element)?.alt).to.equal('one.svg');
    await sendKeys({press: 'ArrowRight'});
    await sendKeys({press: 'ArrowRight'});
    await waitUntil(() => shownOf(element)?.alt === 'three.svg');
    expect(statusOf(element)).to.match(/^3 of 3, You, /);
    element.dir = 'rtl';
    await sendKeys({press: 'ArrowRight'});
    await waitUntil(() => shownOf(element)?.alt === 'two.svg');
  });

  it('are enlarged by keys and by the wheel, moved by arrows, and never pushed away', async () => {
    const element = await withPictures();
    await open(element, 'm-0');
    await waitUntil(() => shownOf(element)?.checkVisibility({visibilityProperty: true}) === true);
    const width = () => Math.round(shownOf(element)?.getBoundingClientRect().width ?? 0);
    expect(width()).to.equal(200);
    await sendKeys({press: '+'});
    await waitUntil(() => width() === 300);
    await sendKeys({press: '-'});
    await waitUntil(() => width() === 200);
    for (let press = 0; press < 9; press++) await sendKeys({press: '+'});
    await waitUntil(() => width() === 1600);
    for (let press = 0; press < 40; press++) await sendKeys({press: 'ArrowRight'});
    expect(shownOf(element)?.alt).to.equal('one.svg');
    const {right = 0} = shownOf(element)?.getBoundingClientRect() ?? {};
    expect(Math.round(right)).to.equal(document.documentElement.clientWidth);
    await sendKeys({press: '0'});
    await waitUntil(() => width() === 200);
    const stage = viewerOf(element).shadowRoot?.querySelector('.stage');
    const wheel = new WheelEvent('wheel', {deltaY: -1, cancelable: true, bubbles: true});
    stage?.dispatchEvent(wheel);
    expect(wheel.defaultPrevented).to.equal(true);
    await waitUntil(() => width() > 200);
  });

  it('open in a new tab, or wherever the page wants, when that is asked for', async () => {
    const url = `${location.origin}/stories/images/inbox-phone.png`;
    const element = await threadOf({messages: [messageAt(0, 'm', {attachments: [{kind: 'image', url}]})]});
    const link = opener(element, 'm-0');
    expect((link as HTMLAnchorElement).href).to.equal(url);
    const asked: unknown[] = [];
    const isFollowed: boolean[] = [];
    element.addEventListener('parlor-media-request', (event) => {
      asked.push(event.detail);
      event.preventDefault();
    });
    element.addEventListener('click', (event) => {
      isFollowed.push(!event.defaultPrevented);
      event.preventDefault();
    });
    for (const ctrlKey of [true, false])
      link?.dispatchEvent(new MouseEvent('click', {bubbles: true, composed: true, cancelable: true, ctrlKey}));
    expect(isFollowed).to.deep.equal([true, false]);
    expect(asked).to.deep.equal([{conversationId: messageAt(0).conversationId, messageId: 'm-0', place: 0}]);
    await customElements.whenDefined('parlor-media-viewer');
    await element.updateComplete;
    expect(dialogOf(element)?.open).to.equal(false);
  });

  it('of others load one by one where that has to be asked for', async () => {
    const element = await threadOf({
      media: 'ask',
      messages: [
        messageAt(0, 'm', {attachments: [{...picture('secret.png'), url: REMOTE}]}),
        messageAt(3, 'm', {attachments: [picture('ours.svg')]}),
      ],
    });
    await open(element, 'm-3');
    await sendKeys({press: 'ArrowLeft'});
    await waitUntil(() => buttonNames(viewerOf(element)).includes('Show secret.png'));
    expect(viewerOf(element).shadowRoot?.querySelectorAll('img').length).to.equal(0);
    button(viewerOf(element), 'Show secret.png').click();
    await waitUntil(() => shownOf(element)?.src === REMOTE || buttonNames(viewerOf(element)).length > 0);
    await viewerOf(element).updateComplete;
    const links = [...(viewerOf(element).shadowRoot?.querySelectorAll('a') ?? [])];
    expect(links.map(({href, target}) => [href, target])).to.deep.equal([
      [REMOTE, '_blank'],
      [REMOTE, '_blank'],
    ]);
    expect(links[0]?.download).to.equal('secret.png');
  });

  it('go when another conversation is opened', async () => {
    const element = await withPictures();
    await open(element, 'm-0');
    element.conversationId = 'c2';
    element.messages = [messageAt(0, 'n', {conversationId: 'c2'})];
    await waitUntil(() => !dialogOf(element)?.open);
  });
});

describe('sound and film', () => {
  it('play in place, load only when they are played, and are links where they cannot be', async () => {
    const sound: Attachment = {kind: 'audio', url: 'https://a.example/v.mp3', name: 'v.mp3'};
    const film: Attachment = {kind: 'video', url: 'https://a.example/w.mp4', name: 'w.mp4'};
    const element = await threadOf({messages: [messageAt(0, 'm', {attachments: [sound, film]})]});
    const players = () => [
      ...(bubbleNamed(element, 'm-0').shadowRoot?.querySelectorAll<HTMLMediaElement>('audio, video') ?? []),
    ];
    expect(players().map(({localName, controls, preload}) => [localName, controls, preload])).to.deep.equal([
      ['audio', true, 'none'],
      ['video', true, 'none'],
    ]);
    await expect(bubbleNamed(element, 'm-0')).to.be.accessible();
    players()[0]?.dispatchEvent(new Event('error'));
    await bubbleNamed(element, 'm-0').updateComplete;
    expect(players().map(({localName}) => localName)).to.deep.equal(['video']);
    const link = bubbleNamed(element, 'm-0').shadowRoot?.querySelector('a');
    expect(link?.ariaLabel).to.equal(`Open v.mp3. ${english.mediaUnavailable}`);
    element.media = 'never';
    await element.updateComplete;
    await bubbleNamed(element, 'm-0').updateComplete;
    expect(players()).to.deep.equal([]);
  });
});

describe('a contact card', () => {
  const card = (text: string): Attachment => ({
    kind: 'contact',
    name: 'ana.vcf',
    url: `${location.origin}/card-${encodeURIComponent(text)}.vcf`,
  });
  const fetched: (readonly [string, RequestInit | undefined])[] = [];
  const realFetch = window.fetch.bind(window);
  let answer: () => Response | Promise<Response>;

  beforeEach(() => {
    fetched.length = 0;
    window.fetch = async (asked, options) => {
      const {url} = new Request(asked, options);
      if (!url.endsWith('.vcf')) return realFetch(asked, options);
      fetched.push([url, options]);
      return answer();
    };
  });
  afterEach(() => {
    window.fetch = realFetch;
  });

  const wordsOf = (element: ParlorMessageThread) =>
    viewerOf(element).shadowRoot?.querySelector<HTMLElement>('.cards')?.innerText.replace(/\s+/g, ' ') ?? '';

  it('is read when asked for, and shown as nothing but text', async () => {
    answer = () =>
      new Response(
        'BEGIN:VCARD\r\nFN:<b>Ana</b> Silva\r\nTEL;TYPE=cell:+1 202 555 0123\r\nEMAIL:ana@example.com\r\nEND:VCARD',
      );
    const element = await threadOf({messages: [messageAt(0, 'm', {attachments: [card('a')]})]});
    expect(fetched).to.deep.equal([]);
    await open(element, 'm-0');
    await waitUntil(() => wordsOf(element).includes('Ana'));
    expect(wordsOf(element)).to.equal('<b>Ana</b> Silva Phone +1 202 555 0123 E-mail ana@example.com');
    await expect(viewerOf(element)).to.be.accessible();
    expect(fetched.map(([, options]) => [options?.credentials, options?.referrerPolicy])).to.deep.equal([
      ['omit', 'no-referrer'],
    ]);
  });

  it('says that it cannot be read, or is no card, and leaves the link', async () => {
    const element = await threadOf({messages: [messageAt(0, 'm', {attachments: [card('b')]})]});
    answer = () => Promise.reject(new TypeError('blocked by CORS'));
    await open(element, 'm-0');
    await waitUntil(() => wordsOf(element) === english.contactFailed);
    expect(viewerOf(element).shadowRoot?.querySelectorAll('a').length).to.equal(2);
    await sendKeys({press: 'Escape'});
    await waitUntil(() => !dialogOf(element)?.open);
    answer = () => new Response('x'.repeat(1_000_001));
    await open(element, 'm-0');
    await waitUntil(() => wordsOf(element) === english.contactFailed);
    await sendKeys({press: 'Escape'});
    await waitUntil(() => !dialogOf(element)?.open);
    answer = () => new Response('<script>alert(1)</script>');
    await open(element, 'm-0');
    await waitUntil(() => wordsOf(element) === english.contactEmpty);
  });
});
