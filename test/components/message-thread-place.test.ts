import {expect, nextFrame, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import {
  messagesOf,
  messageAt,
  threadOf,
  painted,
  change,
  root,
  scrollerOf,
  words,
  bubbles,
  bubbleNamed,
  offsetOf,
  fromBottom,
  firstVisible,
  scrollTo,
  drawnAbove,
  buttonNamed,
  announced,
  detailsOf,
  requestsOf,
} from './thread-scene.js';

describe('<parlor-message-thread> and the reader’s place', () => {
  describe('opens', () => {
    it('at the newest message, and tells so', async () => {
      const positions = requestsOf(document, 'parlor-thread-position-change');
      const element = await threadOf({messages: messagesOf(0, 60)});
      expect(fromBottom(element)).to.be.at.most(1);
      expect(positions.map((event) => (event as CustomEvent<unknown>).detail)).to.deep.equal([
        {conversationId: 'c1', atNewest: true},
      ]);
    });

    it('with a short conversation at the bottom', async () => {
      const element = await threadOf({messages: messagesOf(0, 1)});
      const bottom = scrollerOf(element).getBoundingClientRect().bottom;
      expect(bottom - bubbleNamed(element, 'm-0').getBoundingClientRect().bottom).to.be.lessThan(40);
    });

    it('at the unread divider when the unread messages do not fit', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), unreadFromId: 'm-30'});
      const divider = root(element).querySelector('[part="unread-divider"]');
      expect(words(divider)).to.equal('New');
      const top = scrollerOf(element).getBoundingClientRect().top;
      expect((divider?.getBoundingClientRect().top ?? 0) - top).to.be.within(0, 80);
      expect(offsetOf(element, 'm-30')).to.be.within(20, 120);
      await expect(element).to.be.accessible();
    });

    it('at the newest message when the unread ones fit', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), unreadFromId: 'm-58'});
      expect(fromBottom(element)).to.be.at.most(1);
    });

    it('goes to the unread divider that is known a moment later, unless the reader has moved', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await change(element, {unreadFromId: 'm-30'});
      expect(offsetOf(element, 'm-30')).to.be.within(20, 120);
      const moved = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(moved, 500);
      const [id, before] = [firstVisible(moved), offsetOf(moved, firstVisible(moved))];
      await change(moved, {unreadFromId: 'm-50'});
      expect(offsetOf(moved, id)).to.be.closeTo(before, 1);
    });

    it('when it is shown at last, having been filled while hidden', async () => {
      const element = await threadOf({});
      element.hidden = true;
      await change(element, {messages: messagesOf(0, 60)});
      element.hidden = false;
      await waitUntil(() => scrollerOf(element).scrollTop > 0 && fromBottom(element) <= 1, 'it is at the bottom');
    });
  });

  describe('keeps the reader’s place', () => {
    it('when older messages come', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), hasOlder: true});
      await scrollTo(element, 700);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      await change(element, {messages: messagesOf(-40, 60)});
      expect(firstVisible(element)).to.equal(id);
      expect(offsetOf(element, id)).to.be.closeTo(before, 1);
    });

    it('in the frame in which they come: nothing jumps before', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), hasOlder: true});
      await scrollTo(element, 300);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      element.messages = messagesOf(-40, 60);
      await nextFrame();
      expect(offsetOf(element, id)).to.be.closeTo(before, 1);
    });

    it('at the very top, with the day separator above it moving away', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), hasOlder: true, loadingOlder: true});
      await scrollTo(element, 0);
      const before = offsetOf(element, 'm-0');
      await change(element, {messages: messagesOf(-20, 60), loadingOlder: false, hasOlder: false});
      expect(offsetOf(element, 'm-0')).to.be.closeTo(before, 1);
      expect(scrollerOf(element).scrollTop).to.be.greaterThan(100);
    });

    it('when page after page comes, without drifting', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), hasOlder: true});
      await scrollTo(element, 333);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      for (let page = 1; page <= 6; page++) await change(element, {messages: messagesOf(-15 * page, 60)});
      expect(offsetOf(element, id)).to.be.closeTo(before, 1);
    });

    it('when new messages come while they read above', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 700);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      await change(element, {messages: messagesOf(0, 64)});
      expect(offsetOf(element, id)).to.be.closeTo(before, 1);
    });

    it('when something above grows by itself, as pictures do', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 900);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      const above = drawnAbove(element);
      above.style.paddingBottom = '180px';
      await painted(element);
      expect(offsetOf(element, id)).to.be.closeTo(before, 1);
      above.style.paddingBottom = '0';
      await painted(element);
      expect(offsetOf(element, id)).to.be.closeTo(before, 1);
    });

    it('when a message grows of which a pixel at most is left in sight', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 900);
      const leaving = bubbleNamed(element, firstVisible(element));
      const next = bubbles(element)[bubbles(element).indexOf(leaving) + 1]?.message?.id ?? '';
      const scroller = scrollerOf(element);
      const left = leaving.getBoundingClientRect().bottom - scroller.getBoundingClientRect().top;
      await scrollTo(element, scroller.scrollTop + Math.ceil(left) - 1);
      const before = offsetOf(element, next);
      for (const room of ['180px', '0']) {
        leaving.style.paddingBottom = room;
        await painted(element);
        expect(offsetOf(element, next)).to.be.closeTo(before, 1);
      }
    });

    it('when it grows in the moment they scroll', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 900);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      scrollerOf(element).scrollTop -= 50;
      drawnAbove(element).style.paddingBottom = '180px';
      await painted(element);
      expect(offsetOf(element, id)).to.be.closeTo(before + 50, 1);
    });

    it('when the pane changes its size', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 900);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      const host = element.parentElement;
      if (host) Object.assign(host.style, {height: '260px', width: '340px'});
      await painted(element);
      expect(firstVisible(element)).to.equal(id);
      expect(offsetOf(element, id)).to.be.closeTo(before, 1);
    });

    it('when the pane is hidden and shown again', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 900);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      element.hidden = true;
      await painted(element);
      element.hidden = false;
      await waitUntil(() => Math.abs(offsetOf(element, id) - before) <= 1, 'the place is back');
    });

    it('when it is moved in the page', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 900);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      element.parentElement?.append(element);
      await waitUntil(() => Math.abs(offsetOf(element, id) - before) <= 1, 'the place is back');
    });

    it('when the message at the top of the view goes away', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 900);
      const ids = bubbles(element).map(({message}) => message?.id ?? '');
      const gone = firstVisible(element);
      const next = ids[ids.indexOf(gone) + 1] ?? '';
      const before = offsetOf(element, next);
      await change(element, {messages: messagesOf(0, 60).filter(({id}) => id !== gone)});
      expect(offsetOf(element, next)).to.be.closeTo(before, 1);
    });

    it('scrolls to a message on demand', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      expect(element.scrollToMessage('m-20')).to.equal(true);
      await painted(element);
      expect(offsetOf(element, 'm-20')).to.be.within(0, 400);
      expect(element.scrollToMessage('nowhere')).to.equal(false);
      element.scrollToNewest();
      await painted(element);
      expect(fromBottom(element)).to.be.at.most(1);
    });
  });

  describe('follows the conversation', () => {
    it('at the bottom, when messages come', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await change(element, {messages: messagesOf(0, 63)});
      expect(fromBottom(element)).to.be.at.most(1);
    });

    it('a few pixels above the bottom, too', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, scrollerOf(element).scrollTop - 25);
      await change(element, {messages: messagesOf(0, 61)});
      expect(fromBottom(element)).to.be.at.most(1);
    });

    it('at the bottom, when rows grow or the pane shrinks', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      bubbleNamed(element, 'm-59').style.paddingBottom = '120px';
      await painted(element);
      expect(fromBottom(element)).to.be.at.most(1);
      if (element.parentElement) element.parentElement.style.height = '250px';
      await painted(element);
      expect(fromBottom(element)).to.be.at.most(1);
    });

    it('when the user sends something, wherever they are', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 300);
      const sent = messageAt(60, 'm', {direction: 'outbound', status: 'pending', localId: 'local-1'});
      await change(element, {messages: [...messagesOf(0, 60), sent]});
      expect(fromBottom(element)).to.be.at.most(1);
      expect(announced(element)).to.equal('');
    });

    it('but not when somebody sends from elsewhere', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 300);
      const sent = messageAt(60, 'm', {direction: 'outbound'});
      await change(element, {messages: [...messagesOf(0, 60), sent]});
      expect(scrollerOf(element).scrollTop).to.be.closeTo(300, 1);
    });

    it('offers a reader above the way to what came', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      const positions = requestsOf(element, 'parlor-thread-position-change');
      await scrollTo(element, 300);
      expect(buttonNamed(element, 'Jump to the newest message')).to.be.instanceOf(HTMLButtonElement);
      await change(element, {messages: messagesOf(0, 61)});
      expect(buttonNamed(element, '1 new message')).to.be.instanceOf(HTMLButtonElement);
      await change(element, {messages: messagesOf(0, 63)});
      const pill = buttonNamed(element, '3 new messages');
      await expect(element).to.be.accessible();
      pill?.focus();
      await sendKeys({press: 'Enter'});
      await painted(element);
      expect(fromBottom(element)).to.be.at.most(1);
      expect(root(element).querySelector('[part="jump-button"]')).to.equal(null);
      expect(root(element).activeElement).to.equal(scrollerOf(element));
      expect(detailsOf(positions)).to.deep.equal([
        {conversationId: 'c1', atNewest: false},
        {conversationId: 'c1', atNewest: true},
      ]);
    });

    it('forgets the number when the reader scrolls there by themselves', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 300);
      await change(element, {messages: messagesOf(0, 61)});
      await scrollTo(element, 100_000);
      expect(root(element).querySelector('[part="jump-button"]')).to.equal(null);
    });
  });
});
