import {expect, fixture, html, oneEvent, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import '../../src/components/message-bubble/define.js';
import type {ParlorMessageBubble} from '../../src/components/message-bubble/message-bubble.js';
import type {Attachment} from '../../src/model/attachment.js';
import type {DeliveryStatus} from '../../src/model/delivery-status.js';
import type {Message} from '../../src/model/message.js';
import {aMessage} from '../model/builders.js';

const AT = new Date(2026, 4, 4, 14, 5).getTime();

const bubbleOf = (fields: Partial<Message>, properties: Partial<ParlorMessageBubble> = {}) =>
  fixture<ParlorMessageBubble>(html`
    <parlor-message-bubble
      lang="en-GB"
      contact-name=${properties.contactName ?? 'Jane'}
      .message=${aMessage({at: AT, ...fields})}
      .startsGroup=${properties.startsGroup ?? true}
      .endsGroup=${properties.endsGroup ?? true}
      .showSender=${properties.showSender ?? false}
      .held=${properties.held ?? false}
      .media=${properties.media ?? 'always'}
    ></parlor-message-bubble>
  `);

const find = <Found extends Element>(element: Element, selector: string): Found | null =>
  element.shadowRoot?.querySelector<Found>(selector) ?? null;
const words = (element: Element | null | undefined): string => element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const textOf = (element: Element): string => find(element, '[part="text"]')?.textContent ?? '';
const buttonNamed = (element: Element, name: string): HTMLButtonElement | undefined =>
  [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find((button) => words(button) === name);
const statusWords = (element: Element): string =>
  words(find(element, 'parlor-delivery-status')?.shadowRoot?.querySelector('[part="base"]'));

describe('<parlor-message-bubble>', () => {
  // First of all: what is loaded stays loaded.
  it('shows the words and a box for the picture until links and pictures can be drawn', async () => {
    const element = await bubbleOf({
      text: 'See example.com',
      attachments: [{kind: 'image', url: 'https://files.example.com/roof.png', name: 'roof.png'}],
    });
    expect(textOf(element)).to.equal('See example.com');
    expect(find(element, '.image')?.getBoundingClientRect().height).to.be.greaterThan(40);
    const isRich = () => find(element, 'a[part="attachment"]') && find(element, '[part="text"] a');
    await waitUntil(isRich, 'links and pictures are drawn');
    expect(textOf(element)).to.equal('See example.com');
  });

  describe('says who wrote what and when', () => {
    it('names a received message after the contact, with the time', async () => {
      const element = await bubbleOf({text: 'Hello there'});
      expect(find(element, 'article')?.getAttribute('aria-label')).to.equal('Jane, 14:05');
      expect(textOf(element)).to.equal('Hello there');
      expect(words(find(element, 'time'))).to.equal('14:05');
      expect(find(element, '.body')?.getAttribute('title')).to.match(/4 May 2026/);
      await expect(element).to.be.accessible();
    });

    it('names nobody where the provider does not say which way a message went', async () => {
      const element = await bubbleOf({text: 'Hello there', direction: 'unknown', status: 'unknown'});
      expect(find(element, 'article')?.getAttribute('aria-label')).to.equal('Unknown sender, 14:05');
    });

    it('names a sent message as ours, with its status in words', async () => {
      const element = await bubbleOf({direction: 'outbound', status: 'delivered'});
      expect(find(element, 'article')?.getAttribute('aria-label')).to.equal('You, 14:05');
      expect(statusWords(element)).to.equal('Delivered');
      await expect(element).to.be.accessible();
    });

    it('shows the sender at the start of a group only, and prefers the name on the message', async () => {
      const sender = {role: 'contact', name: 'Jonas'} as const;
      const first = await bubbleOf({sender}, {showSender: true});
      expect(words(find(first, '[part="sender"]'))).to.equal('Jonas');
      const second = await bubbleOf({sender}, {showSender: true, startsGroup: false});
      expect(find(second, '[part="sender"]')).to.equal(null);
      expect(find(second, 'article')?.getAttribute('aria-label')).to.equal('Jonas, 14:05');
    });

    it('survives a time nobody knows and one no calendar holds', async () => {
      for (const at of [undefined, Number.NaN, 1e300]) {
        const element = await bubbleOf({at});
        expect(textOf(element)).to.equal('Hello');
        expect(find(element, 'time')).to.equal(null);
      }
    });
  });

  describe('keeps quiet in the middle of a group', () => {
    const footShown: Readonly<Record<DeliveryStatus, boolean>> = {
      draft: true,
      scheduled: true,
      pending: true,
      unconfirmed: true,
      failed: true,
      undelivered: true,
      accepted: false,
      processing: false,
      sent: false,
      delivered: false,
      read: false,
      received: false,
      unknown: false,
    };
    for (const [status, isShown] of Object.entries(footShown)) {
      it(`${isShown ? 'shows' : 'hides'} the status ${status}`, async () => {
        const element = await bubbleOf({direction: 'outbound', status: status as DeliveryStatus}, {endsGroup: false});
        expect(find(element, '[part="foot"]') !== null).to.equal(isShown);
      });
    }

    it('says that a message waits behind a stuck one', async () => {
      const element = await bubbleOf(
        {direction: 'outbound', status: 'pending', localId: 'l1'},
        {endsGroup: false, held: true},
      );
      expect(words(find(element, '[part="foot"]'))).to.include('Waits for the message before it');
    });

    it('marks a message that needs a response, and names the sentiment', async () => {
      const element = await bubbleOf({insight: {sentiment: 'negative', requiresResponse: true}}, {endsGroup: false});
      const foot = words(find(element, '[part="foot"]'));
      expect(foot).to.include('Needs reply').and.to.include('Negative');
      await expect(element).to.be.accessible();
    });

    it('says of a broadcast that it went to many', async () => {
      const element = await bubbleOf({direction: 'outbound', status: 'delivered', broadcastId: 'blast-1'});
      expect(words(find(element, '[part="foot"]'))).to.include('Sent to many');
    });

    it('says nothing about a message that was not analysed, or in unknown words', async () => {
      for (const sentiment of [null, 'constructor', 'ecstatic']) {
        const element = await bubbleOf({insight: {sentiment, requiresResponse: null}});
        expect(words(find(element, '[part="foot"]'))).to.equal('14:05');
      }
    });
  });

  describe('offers what can be done', () => {
    it('sends anew what the carrier lost, also when it was written here', async () => {
      for (const status of ['failed', 'undelivered'] as const) {
        const element = await bubbleOf({id: 'p1', direction: 'outbound', status, localId: 'l1'});
        expect(buttonNamed(element, 'Try again')).to.equal(undefined);
        expect(buttonNamed(element, 'Discard')).to.equal(undefined);
        const resend = oneEvent(element, 'parlor-resend-request');
        buttonNamed(element, 'Send again')?.click();
        expect(((await resend) as CustomEvent<unknown>).detail).to.deep.equal({
          conversationId: element.message?.conversationId,
          messageId: element.message?.localId,
        });
      }
    });

    it('tries a failed message again, or discards it, by keyboard', async () => {
      const element = await bubbleOf({
        direction: 'outbound',
        status: 'failed',
        id: 'l1',
        localId: 'l1',
        failure: {text: 'No credits left'},
      });
      expect(statusWords(element)).to.equal('Failed No credits left');
      buttonNamed(element, 'Try again')?.focus();
      const retry = oneEvent(element, 'parlor-retry-request');
      await sendKeys({press: 'Enter'});
      const request = (await retry) as HTMLElementEventMap['parlor-retry-request'];
      expect(request.detail).to.deep.equal({
        conversationId: element.message?.conversationId,
        messageId: 'l1',
      });
      expect([request.bubbles, request.composed, request.cancelable]).to.deep.equal([true, true, true]);
      await sendKeys({press: 'Tab'});
      const discard = oneEvent(element, 'parlor-discard-request');
      await sendKeys({press: 'Space'});
      expect(((await discard) as HTMLElementEventMap['parlor-discard-request']).detail).to.deep.equal({
        conversationId: element.message?.conversationId,
        messageId: 'l1',
      });
      await expect(element).to.be.accessible();
    });

    it('warns before an unconfirmed message is sent again', async () => {
      const element = await bubbleOf({direction: 'outbound', status: 'unconfirmed', id: 'l1', localId: 'l1'});
      expect(statusWords(element)).to.equal('Unconfirmed');
      expect(words(find(element, 'article'))).to.include('may send it twice');
      expect(buttonNamed(element, 'Try again')).to.equal(undefined);
      const retry = oneEvent(element, 'parlor-retry-request');
      buttonNamed(element, 'Send again')?.click();
      expect(((await retry) as HTMLElementEventMap['parlor-retry-request']).detail.messageId).to.equal('l1');
      expect(buttonNamed(element, 'Discard')).to.be.instanceOf(HTMLButtonElement);
      await expect(element).to.be.accessible();
    });

    it('sends anew what the carrier did not deliver, as a new message', async () => {
      const element = await bubbleOf({
        direction: 'outbound',
        status: 'undelivered',
        failure: {code: '30003', text: 'Handset unreachable'},
      });
      expect(statusWords(element)).to.equal('Not delivered Handset unreachable');
      expect(buttonNamed(element, 'Discard')).to.equal(undefined);
      const resend = oneEvent(element, 'parlor-resend-request');
      buttonNamed(element, 'Send again')?.click();
      expect(((await resend) as HTMLElementEventMap['parlor-resend-request']).detail).to.deep.equal({
        conversationId: element.message?.conversationId,
        messageId: element.message?.id,
      });
    });

    it('offers nothing on a message that is well', async () => {
      const element = await bubbleOf({direction: 'outbound', status: 'sent', localId: 'l1'});
      expect(element.shadowRoot?.querySelectorAll('button').length).to.equal(0);
    });
  });

  describe('shows texts as they are', () => {
    it('makes markup inert', async () => {
      const text = '<img src=x onerror="window.hacked=1"><b>bold</b><script>window.hacked=1</script>';
      const element = await bubbleOf({text});
      expect(textOf(element)).to.equal(text);
      expect(find(element, 'img, b, script')).to.equal(null);
      expect('hacked' in window).to.equal(false);
    });

    it('links addresses, and nothing that is not one', async () => {
      const element = await bubbleOf({text: 'See https://example.com/a?b=1&c=2. Not javascript:alert(1)'});
      const links = [...(element.shadowRoot?.querySelectorAll('a') ?? [])];
      expect(links.map((link) => link.href)).to.deep.equal(['https://example.com/a?b=1&c=2']);
      expect(links[0]?.target).to.equal('_blank');
      expect(links[0]?.rel.split(' ')).to.have.members(['noopener', 'noreferrer', 'nofollow', 'ugc']);
      expect(textOf(element)).to.equal('See https://example.com/a?b=1&c=2. Not javascript:alert(1)');
      await expect(element).to.be.accessible();
    });

    it('keeps line breaks and spaces, and adds none', async () => {
      const element = await bubbleOf({text: 'one\n\n  two'});
      expect(textOf(element)).to.equal('one\n\n  two');
      const line = (await bubbleOf({text: 'one'})).getBoundingClientRect().height;
      expect(element.getBoundingClientRect().height).to.be.greaterThan(line + 30);
    });

    it('keeps 10,000 characters without a space in its own width', async () => {
      const host = await fixture<HTMLElement>(html`<div></div>`);
      host.style.width = '320px';
      const element = document.createElement('parlor-message-bubble');
      element.message = aMessage({text: 'W'.repeat(10_000)});
      host.append(element);
      await element.updateComplete;
      expect(element.scrollWidth).to.be.at.most(320);
      expect(find(element, '[part="bubble"]')?.getBoundingClientRect().width).to.be.at.most(320);
    });

    it('lays Arabic from right to left within a page from left to right, and does not let overrides leak', async () => {
      const arabic = await bubbleOf({text: 'مرحبا بالعالم'});
      const text = find<HTMLElement>(arabic, '[part="text"]');
      expect(text?.dir).to.equal('auto');
      expect(text?.matches(':dir(rtl)')).to.equal(true);
      const tricky = await bubbleOf({text: '\u202egnp.exe'});
      expect(textOf(tricky)).to.equal('gnp.exe');
      expect(find(tricky, '[part="foot"]')?.matches(':dir(ltr)')).to.equal(true);
    });

    it('draws emoji alone larger', async () => {
      const size = (element: Element) =>
        parseFloat(getComputedStyle(find(element, '[part="text"]') ?? element).fontSize);
      expect(size(await bubbleOf({text: '🎉'}))).to.be.greaterThan(2 * size(await bubbleOf({text: 'Hi 🎉'})));
    });

    it('has words for what cannot be shown', async () => {
      const unsupported = await bubbleOf({text: null, unsupportedBody: 'carousel'});
      expect(words(find(unsupported, '[part="bubble"]'))).to.equal(
        'This kind of message (carousel) cannot be shown here.',
      );
      const empty = await bubbleOf({text: null});
      expect(words(find(empty, '[part="bubble"]'))).to.equal('Message without text');
    });
  });

  describe('attachments', () => {
    const image = (url: string, name = 'roof.png'): Attachment => ({url, kind: 'image', name});
    const pixels = (width: number, height: number): string => {
      const canvas = document.createElement('canvas');
      Object.assign(canvas, {width, height});
      return canvas.toDataURL();
    };

    it('reserves room for a picture, then gives it its own shape', async () => {
      const never = image(new URL('/never.png?pending', location.href).href);
      const waiting = await bubbleOf({text: null, attachments: [never]});
      const box = find(waiting, '[part="attachment"]')?.getBoundingClientRect();
      expect(box?.height).to.be.greaterThan(150);
      const element = await bubbleOf({text: null, attachments: [image(pixels(900, 300))]});
      await waitUntil(() => !find(element, '.image.loading') && find(element, '.image'), 'the picture is shown');
      const shown = find(element, 'img')?.getBoundingClientRect();
      expect(shown?.width).to.be.at.most(320);
      expect((shown?.width ?? 0) / (shown?.height ?? 1)).to.be.closeTo(3, 0.1);
    });

    it('does not tell the picture’s host where it is shown, and loads it late', async () => {
      const element = await bubbleOf({text: null, attachments: [image('https://pictures.invalid/a.png')]});
      const picture = find<HTMLImageElement>(element, 'img');
      expect(picture?.referrerPolicy).to.equal('no-referrer');
      expect(picture?.loading).to.equal('lazy');
      const link = find<HTMLAnchorElement>(element, 'a');
      expect(link?.getAttribute('aria-label')).to.equal('Open image roof.png');
      expect(link?.rel).to.include('noopener');
      await expect(element).to.be.accessible();
    });

    it('becomes a labelled link when the picture cannot be shown', async () => {
      const element = await bubbleOf({text: null, attachments: [image('https://pictures.invalid/b.png')]});
      find(element, 'img')?.dispatchEvent(new Event('error'));
      await waitUntil(() => !find(element, 'img'), 'the picture is gone');
      const link = find<HTMLAnchorElement>(element, 'a.file');
      expect(link?.getAttribute('aria-label')).to.equal('Open roof.png. The image could not be shown.');
      expect(words(link)).to.equal('roof.png The image could not be shown.');
      await expect(element).to.be.accessible();
    });

    it('forgets a failure when another message takes its place', async () => {
      const element = await bubbleOf({text: null, attachments: [image('https://pictures.invalid/c.png')]});
      find(element, 'img')?.dispatchEvent(new Event('error'));
      await waitUntil(() => !find(element, 'img'), 'the picture is gone');
      element.message = aMessage({id: 'other', attachments: [image(pixels(10, 10))]});
      await waitUntil(() => find(element, '.image:not(.loading)'), 'the other picture is shown');
    });

    it('links files of every kind by name', async () => {
      const attachments = (['video', 'audio', 'file', 'contact', 'unknown'] as const).map((kind) => ({
        url: `https://files.example/${kind}`,
        kind,
        name: `my ${kind}`,
      }));
      // Where nothing loads, sound and film are links too.
      const element = await bubbleOf({text: null, attachments}, {media: 'never'});
      const links = [...(element.shadowRoot?.querySelectorAll('a') ?? [])];
      expect(links.map((link) => link.getAttribute('aria-label'))).to.deep.equal([
        'Open my video',
        'Open my audio',
        'Open my file',
        'Open my contact',
        'Open my unknown',
      ]);
      await expect(element).to.be.accessible();
    });

    it('names what is not safe to open, and links nothing', async () => {
      const element = await bubbleOf({
        text: null,
        attachments: [
          {url: 'javascript:alert(1)', kind: 'file', name: 'invoice.pdf'},
          {url: 'javascript:alert(2)', kind: 'image', name: 'cat.png'},
        ],
      });
      expect(find(element, 'a, img')).to.equal(null);
      expect(words(find(element, '.body')))
        .to.include('invoice.pdf')
        .and.to.include('cat.png');
    });
  });
});
