import {expect, waitUntil} from '@open-wc/testing';
import type {ParlorMessageThread} from '../../src/components/message-thread/message-thread.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {MessageList} from '../../src/model/message-list.js';
import {
  announced,
  bubbles,
  buttonNamed,
  change,
  detailsOf,
  firstVisible,
  fromBottom,
  messageAt,
  messagesOf,
  offsetOf,
  painted,
  requestsOf,
  root,
  scrollerOf,
  scrollTo,
  START,
  threadOf,
} from './thread-scene.js';

/** What was told as seen: after two frames in which it could have been, if nothing comes. */
async function seenBy(element: ParlorMessageThread, act: () => void | Promise<void>): Promise<readonly unknown[]> {
  const requests = requestsOf(element, 'parlor-seen-request');
  await act();
  await painted(element);
  await painted(element);
  return detailsOf(requests);
}

/** Makes the page look hidden to whoever asks, and says so. */
function pageIs(state: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', {configurable: true, get: () => state});
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('<parlor-message-thread> says what was seen', () => {
  const seen = (messageId: string) => [{conversationId: 'c1', messageId}];
  const news = (place: number) => messageAt(place, 'n', {direction: 'inbound', text: `News ${place}`});

  afterEach(() => {
    Reflect.deleteProperty(document, 'visibilityState');
  });

  it('once for each message that comes into sight, to everybody around', async () => {
    const requests = requestsOf(document, 'parlor-seen-request');
    const element = await threadOf({messages: messagesOf(0, 60)});
    await waitUntil(() => requests.length > 0, 'the newest message is seen');
    expect(detailsOf(requests)).to.deep.equal(seen('m-59'));
    expect([requests[0]?.bubbles, requests[0]?.composed, requests[0]?.cancelable]).to.deep.equal([true, true, true]);
    expect(await seenBy(element, () => element.requestUpdate())).to.deep.equal([]);
    await change(element, {messages: messagesOf(0, 61)});
    await waitUntil(() => requests.length > 1, 'the next one is seen');
    expect(detailsOf(requests)).to.deep.equal([...seen('m-59'), ...seen('m-60')]);
  });

  it('not while the reader is further up, and then when they come down', async () => {
    const element = await threadOf({messages: messagesOf(0, 60)});
    await scrollTo(element, 300);
    expect(await seenBy(element, () => change(element, {messages: [...messagesOf(0, 60), news(60)]}))).to.deep.equal(
      [],
    );
    expect(await seenBy(element, () => scrollTo(element, 100_000))).to.deep.equal(seen('n-60'));
  });

  it('not in a page that is hidden, and then when it is shown', async () => {
    const element = await threadOf({messages: messagesOf(0, 60)});
    pageIs('hidden');
    const messages = [...messagesOf(0, 60), news(60), news(61)];
    expect(await seenBy(element, () => change(element, {messages, unreadFromId: 'n-60'}))).to.deep.equal([]);
    expect(root(element).querySelectorAll('[part="unread-divider"]').length).to.equal(1);
    await scrollTo(element, 100_000);
    expect(await seenBy(element, () => pageIs('visible'))).to.deep.equal(seen('n-61'));
    expect(await seenBy(element, () => pageIs('visible'))).to.deep.equal([]);
  });

  it('not in a container that is not shown, and then when it is', async () => {
    const element = await threadOf({messages: messagesOf(0, 60)});
    const container = element.parentElement;
    if (!container) throw new Error('the thread stands nowhere');
    container.style.display = 'none';
    await painted(element);
    const messages = [...messagesOf(0, 60), news(60)];
    expect(await seenBy(element, () => change(element, {messages}))).to.deep.equal([]);
    const requests = requestsOf(element, 'parlor-seen-request');
    container.style.display = '';
    await waitUntil(() => requests.length > 0, 'the newest message is seen');
    expect(detailsOf(requests)).to.deep.equal(seen('n-60'));
  });

  for (const [what, hide, show] of [
    ['the page has scrolled it away', {marginBlockStart: '3000px'}, {marginBlockStart: ''}],
    ['it is cut off above its newest message', {overflow: 'hidden', height: '120px'}, {overflow: '', height: '500px'}],
  ] as const) {
    it(`not where ${what}, and then when it is back`, async () => {
      const element = await threadOf({messages: []});
      const container = element.parentElement;
      if (!container) throw new Error('the thread stands nowhere');
      element.style.blockSize = '500px';
      Object.assign(container.style, hide);
      const messages = messagesOf(0, 60);
      expect(await seenBy(element, () => change(element, {messages}))).to.deep.equal([]);
      const requests = requestsOf(element, 'parlor-seen-request');
      Object.assign(container.style, show);
      await waitUntil(() => requests.length > 0, 'the newest message is seen');
      expect(detailsOf(requests)).to.deep.equal(seen('m-59'));
    });
  }

  it('not of a window that ends before the newest message', async () => {
    const element = await threadOf({messages: messagesOf(0, 60), hasNewer: true});
    expect(await seenBy(element, () => scrollTo(element, 100_000))).to.deep.equal([]);
    expect(await seenBy(element, () => change(element, {hasNewer: false}))).to.deep.equal(seen('m-59'));
  });

  it('by the id of the provider, below which something of ours may be waiting', async () => {
    const waiting = messageAt(60, 'w', {id: 'local-1', localId: 'local-1', direction: 'outbound', status: 'pending'});
    const requests = requestsOf(document, 'parlor-seen-request');
    const element = await threadOf({messages: [...messagesOf(0, 60), waiting]});
    await waitUntil(() => requests.length > 0, 'the newest message is seen');
    expect(detailsOf(requests)).to.deep.equal(seen('m-59'));
    const sent = {...waiting, id: 'p-60', status: 'sent' as const};
    expect(await seenBy(element, () => change(element, {messages: [...messagesOf(0, 60), sent]}))).to.deep.equal(
      seen('p-60'),
    );
  });
});

describe('<parlor-message-thread> loads around what is looked for', () => {
  /** A thread at its newest messages, of two thousand. */
  const farThread = () =>
    threadOf({messages: messagesOf(1940, 2000), hasOlder: true, canLoadAround: true, timeZone: 'UTC'});
  const windowAt = (element: ParlorMessageThread, place: number) =>
    change(element, {messages: messagesOf(place - 30, place + 30), hasOlder: true, hasNewer: true});
  const shows = (element: ParlorMessageThread, id: string): boolean =>
    bubbles(element).some(({message}) => message?.id === id) &&
    Math.abs(offsetOf(element, id) - scrollerOf(element).clientHeight / 3) < 130;

  it('a message, asked for once, and stands there', async () => {
    const element = await farThread();
    const around = requestsOf(document, 'parlor-load-around-request');
    const older = requestsOf(element, 'parlor-older-messages-request');
    expect(element.scrollToMessage('m-700')).to.equal(false);
    await painted(element);
    await change(element, {messages: messagesOf(1940, 2001)});
    expect(detailsOf(around)).to.deep.equal([{conversationId: 'c1', messageId: 'm-700'}]);
    await windowAt(element, 700);
    expect(shows(element, 'm-700')).to.equal(true);
    expect(announced(element)).to.equal('New message from Jane: ' + messageAt(2000).text);
    expect([around.length, older.length]).to.deep.equal([1, 0]);
    expect(element.scrollToMessage('m-710')).to.equal(true);
    expect(around.length).to.equal(1);
  });

  it('a day, and stands at its first message or the nearest one', async () => {
    const element = await farThread();
    const around = requestsOf(element, 'parlor-load-around-request');
    expect(element.scrollToDate('2026-05-06')).to.equal(false);
    expect(detailsOf(around)).to.deep.equal([{conversationId: 'c1', at: Date.UTC(2026, 4, 6)}]);
    const first = (Date.UTC(2026, 4, 6) - START) / 600_000;
    await windowAt(element, first);
    expect(shows(element, `m-${first}`)).to.equal(true);
    expect(element.scrollToDate('2020-01-01')).to.equal(false);
    expect(around.length).to.equal(2);
    await change(element, {messages: messagesOf(0, 60), hasOlder: false});
    expect(firstVisible(element)).to.equal('m-0');
  });

  it('and gives up when it fails, or when the reader goes elsewhere', async () => {
    const element = await farThread();
    element.scrollToMessage('m-700');
    element.scrollToNewest();
    await windowAt(element, 700);
    expect(shows(element, 'm-700')).to.equal(false);
    element.scrollToMessage('m-200');
    await change(element, {status: 'error', error: new ConversationError('network')});
    await change(element, {messages: messagesOf(170, 230), status: 'ready', error: undefined});
    expect(shows(element, 'm-200')).to.equal(false);
  });

  it('and comes back to the newest', async () => {
    const element = await farThread();
    element.scrollToMessage('m-700');
    await windowAt(element, 700);
    const newest = requestsOf(document, 'parlor-newest-messages-request');
    const newer = requestsOf(element, 'parlor-newer-messages-request');
    buttonNamed(element, 'Jump to the newest message')?.click();
    expect(detailsOf(newest)).to.deep.equal([{conversationId: 'c1'}]);
    await change(element, {messages: messagesOf(1940, 2000), hasNewer: false});
    expect(fromBottom(element)).to.be.at.most(1);
    expect(bubbles(element).at(-1)?.message?.id).to.equal('m-1999');
    expect(newer.length).to.equal(0);
  });

  it('once the thread is there, when that was asked for before', async () => {
    const element = await threadOf({status: 'loading', canLoadAround: true});
    const around = requestsOf(element, 'parlor-load-around-request');
    expect(element.scrollToMessage('m-700')).to.equal(false);
    expect(around.length).to.equal(0);
    await change(element, {messages: messagesOf(1940, 2000), status: 'ready', hasOlder: true});
    expect(detailsOf(around)).to.deep.equal([{conversationId: 'c1', messageId: 'm-700'}]);
    await windowAt(element, 700);
    expect(shows(element, 'm-700')).to.equal(true);
  });
});

describe('<parlor-message-thread> tells what is new', () => {
  it('of a message that was written before ours and came after it', async () => {
    const own = messageAt(61, 'o', {direction: 'outbound', localId: 'l', status: 'sent'});
    const late = messageAt(60, 'late', {direction: 'inbound', text: 'Wait'});
    const element = await threadOf({messages: messagesOf(0, 60)});
    await change(element, {messages: [...messagesOf(0, 60), own]});
    expect(announced(element)).to.equal('');
    await change(element, {messages: [...messagesOf(0, 60), late, own]});
    expect(announced(element)).to.equal('New message from Jane: Wait');
  });

  it('from a list that knows what changed', async () => {
    let list = MessageList.empty.merge(messagesOf(0, 60));
    const element = await threadOf({messageList: list});
    await scrollTo(element, 300);
    list = list.merge([messageAt(60, 'n', {direction: 'inbound', text: 'Hello'})]);
    await change(element, {messageList: list});
    expect(announced(element)).to.equal('New message from Jane: Hello');
    expect(buttonNamed(element, '1 new message')).to.be.instanceOf(HTMLButtonElement);
    expect(scrollerOf(element).scrollTop).to.be.closeTo(300, 1);
  });
});
