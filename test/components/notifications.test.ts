import {aTimeout, expect, fixture, html, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import type {MessagingAdapter, PollMode} from '../../src/adapter/messaging-adapter.js';
import type {ParlorNotifications} from '../../src/components/notifications/notifications.js';
import {replace} from '../store/storage/storage-tools.js';
import {
  all,
  button,
  facts,
  find,
  focused,
  has,
  makeWorld,
  setHidden,
  threadLoaded,
  words,
  type World,
} from './inbox-scene.js';

interface Page extends World {
  readonly inbox: HTMLElementTagNameMap['parlor-inbox'];
  readonly notifications: ParlorNotifications;
  readonly place: HTMLElement;
}

/** A page with an inbox and what tells of it. */
async function openPage(settings: Partial<ParlorNotifications>, world = makeWorld('busy-inbox')): Promise<Page> {
  const id = `inbox-${document.querySelectorAll('parlor-inbox').length}`;
  const place = await fixture<HTMLElement>(
    html`<div>
      <parlor-inbox id=${id} locale="en-GB" .adapter=${world.adapter}></parlor-inbox>
      <parlor-notifications for=${id} .toastDuration=${Infinity}></parlor-notifications>
    </div>`,
  );
  const inbox = find<HTMLElementTagNameMap['parlor-inbox']>(place, 'parlor-inbox');
  const notifications = find<ParlorNotifications>(place, 'parlor-notifications');
  Object.assign(notifications, settings);
  await waitUntil(() => inbox.store?.conversationList.state.status === 'ready', 'the conversations are loaded');
  return {...world, inbox, notifications, place};
}

const people = ({inbox}: Page) =>
  (inbox.store?.conversationList.state.conversations ?? [])
    .filter(({kind, unread}) => kind === 'direct' && !unread.has)
    .map(({id, participants}) => ({id, phone: participants[0]?.address ?? '', name: participants[0]?.name ?? ''}));

const toasts = ({notifications}: Page): readonly string[] => all(notifications, '[part=toast]').map(words);

const SOUND = 'data:audio/wav;base64,UklGRg==';

/** Stands for the desktop's notes. */
class NoteStub {
  static permission: NotificationPermission = 'granted';
  static readonly shown: {title: string; options: NotificationOptions; note: NoteStub}[] = [];
  static asked = 0;
  onclick: (() => void) | undefined;

  constructor(title: string, options: NotificationOptions) {
    NoteStub.shown.push({title, options, note: this});
  }

  static requestPermission(): Promise<NotificationPermission> {
    NoteStub.asked++;
    NoteStub.permission = 'granted';
    return Promise.resolve(NoteStub.permission);
  }

  close(): void {}
}

describe('<parlor-notifications>: in the page', () => {
  it('tells of nothing it was not asked for', async () => {
    const page = await openPage({});
    const asked = facts(page.notifications, 'parlor-notify-request');
    const title = document.title;
    const [first, second] = people(page);
    page.backend.receive({phone: first?.phone ?? '', text: 'Hello?'});
    await waitUntil(() => page.inbox.store?.conversation(first?.id ?? '')?.unread.has === true);
    page.backend.receive({phone: second?.phone ?? '', text: 'Anybody?'});
    await waitUntil(() => page.inbox.store?.conversation(second?.id ?? '')?.unread.has === true);
    page.notifications.toasts = true;
    page.backend.receive({phone: people(page)[0]?.phone ?? '', text: 'Asked for from here on'});
    await waitUntil(() => toasts(page).some((toast) => toast.includes('Asked for from here on')));
    expect(asked.every(({detail}) => detail.ways.join() === 'toast')).to.equal(true);
    expect(document.title).to.equal(title);
  });

  it('shows who wrote what, opens it, and takes the note away', async () => {
    const page = await openPage({toasts: true});
    const [person] = people(page);
    page.backend.receive({phone: person?.phone ?? '', text: 'Is it <b>ready</b>?'});
    await waitUntil(() => toasts(page).length === 1, 'there is a note');
    expect(toasts(page)[0]).to.include(person?.name).and.to.include('Is it <b>ready</b>?');
    expect(has(find(page.notifications, '[part=toast]'), 'b')).to.equal(false);
    // Colours are what they are once it has appeared.
    await Promise.all(
      find(page.notifications, '[part=toast]')
        .getAnimations()
        .map(({finished}) => finished),
    );
    await expect(page.notifications).to.be.accessible();
    find(page.notifications, '.open').click();
    await waitUntil(() => page.inbox.store?.state.selectedId === person?.id, 'it is open');
    await waitUntil(() => toasts(page).length === 0);
  });

  it('tells nothing of what is on screen, but of another conversation beside it', async () => {
    const page = await openPage({toasts: true});
    const [open, other] = people(page);
    page.inbox.store?.select(open?.id);
    await threadLoaded(page.inbox);
    page.backend.receive({phone: open?.phone ?? '', text: 'On screen'});
    page.backend.receive({phone: other?.phone ?? '', text: 'Elsewhere'});
    await waitUntil(() => toasts(page).length > 0);
    await waitUntil(() => page.inbox.store?.conversation(open?.id ?? '')?.unread.has === false);
    expect(toasts(page).join()).to.include('Elsewhere').and.not.to.include('On screen');
  });

  it('leaves the text out where that is private, and one note stands for a conversation', async () => {
    const page = await openPage({toasts: true, private: true});
    const [person, other] = people(page);
    page.backend.receive({phone: person?.phone ?? '', text: 'My diagnosis'});
    await waitUntil(() => toasts(page).length === 1);
    page.clock.advance(1000);
    page.backend.receive({phone: person?.phone ?? '', text: 'My second diagnosis'});
    page.backend.receive({phone: other?.phone ?? '', text: 'The last one'});
    await waitUntil(() => toasts(page).some((toast) => toast.includes(other?.name ?? '?')));
    expect(toasts(page)).to.have.length(2);
    expect(toasts(page).join()).to.include('New message').and.not.to.include('diagnosis');
  });

  it('is vetoed by the page, and put away by Escape', async () => {
    const page = await openPage({toasts: true});
    const [first, second] = people(page);
    const veto = (event: Event) => event.preventDefault();
    const asked = facts(page.notifications, 'parlor-notify-request');
    page.notifications.addEventListener('parlor-notify-request', veto);
    page.backend.receive({phone: first?.phone ?? '', text: 'Vetoed'});
    await waitUntil(() => asked.length === 1);
    expect(asked[0]?.detail).to.deep.include({conversationId: first?.id, text: 'Vetoed', ways: ['toast']});
    page.notifications.removeEventListener('parlor-notify-request', veto);
    page.backend.receive({phone: second?.phone ?? '', text: 'Shown'});
    await waitUntil(() => toasts(page).length === 1);
    expect(toasts(page)[0]).to.include('Shown');
    find(page.notifications, '.open').focus();
    await sendKeys({press: 'Escape'});
    await waitUntil(() => toasts(page).length === 0);
  });

  it('hands the focus of a note that is dismissed to the next one, and then back to where it came from', async () => {
    const page = await openPage({toasts: true});
    const [first, second] = people(page);
    page.backend.receive({phone: first?.phone ?? '', text: 'One'});
    page.backend.receive({phone: second?.phone ?? '', text: 'Two'});
    await waitUntil(() => toasts(page).length === 2);
    const before = document.createElement('button');
    page.place.append(before);
    before.focus();
    all(page.notifications, '[aria-label="Dismiss"]')[0]?.focus();
    await sendKeys({press: 'Enter'});
    await waitUntil(() => toasts(page).length === 1);
    await waitUntil(() => focused()?.closest('[part=toast]'), 'the other note has it');
    await sendKeys({press: 'Escape'});
    await waitUntil(() => toasts(page).length === 0);
    await waitUntil(() => focused() === before, 'it is where it came from');
  });

  it('leaves the notes to whoever is in one of them, also when another one comes', async () => {
    const page = await openPage({toasts: true});
    const [first, second] = people(page);
    page.backend.receive({phone: first?.phone ?? '', text: 'One'});
    await waitUntil(() => toasts(page).length === 1);
    find(page.notifications, '.open').focus();
    page.notifications.toastDuration = 40;
    page.backend.receive({phone: second?.phone ?? '', text: 'Two'});
    await waitUntil(() => toasts(page).length === 2);
    await aTimeout(120);
    expect(toasts(page)).to.have.length(2);
    find(page.notifications, '.open').blur();
    await waitUntil(() => toasts(page).length === 0, 'time goes on');
  });

  it('shows a note above what was opened over the page since the last, and none that nobody can press', async () => {
    const page = await openPage({toasts: true});
    const [first, second, third] = people(page);
    const isPressable = () => {
      const {left = 0, top = 0} = all(page.notifications, '.open')[0]?.getBoundingClientRect() ?? {};
      return find<Element>(page.notifications, '[part=toasts]').contains(
        page.notifications.shadowRoot?.elementFromPoint(left + 5, top + 5) ?? null,
      );
    };
    page.backend.receive({phone: first?.phone ?? '', text: 'One'});
    await waitUntil(() => toasts(page).length === 1 && isPressable());
    const panel = document.createElement('dialog');
    panel.popover = 'manual';
    Object.assign(panel.style, {position: 'fixed', inset: '0', width: '100%', height: '100%'});
    page.place.append(panel);
    panel.showPopover();
    expect(isPressable()).to.equal(false);
    page.backend.receive({phone: second?.phone ?? '', text: 'Two'});
    await waitUntil(() => toasts(page).length === 2 && isPressable(), 'it is above the panel');
    panel.hidePopover();
    panel.removeAttribute('popover');
    panel.showModal();
    page.backend.receive({phone: third?.phone ?? '', text: 'Three'});
    await waitUntil(() => all(page.notifications, '[part=toast]').length === 3);
    await waitUntil(() => !find(page.notifications, '[part=toasts]').checkVisibility(), 'the page waits');
    panel.close();
    // As a launcher tells that closes.
    page.inbox.dispatchEvent(new CustomEvent('parlor-launcher-toggled', {detail: {open: false}}));
    await waitUntil(isPressable, 'all of them are there');
  });

  it('tells of what an adapter that only looks finds in its list', async () => {
    const world = makeWorld('busy-inbox');
    // A provider whose threads say nothing of themselves: only the list is looked at.
    const adapter = {
      ...world.adapter,
      subscribe: () => ({watch: () => undefined, setPollMode: () => undefined, close: () => undefined}),
    };
    const page = await openPage({toasts: true}, {...world, adapter});
    const [person, other] = people(page);
    page.backend.receive({phone: person?.phone ?? '', text: 'Found by looking'});
    await page.inbox.store?.refresh();
    await waitUntil(() => toasts(page).length === 1);
    expect(toasts(page)[0]).to.include('Found by looking');
    await page.inbox.store?.refresh();
    button(page.notifications, 'Dismiss').click();
    page.backend.receive({phone: other?.phone ?? '', text: 'Found later'});
    await page.inbox.store?.refresh();
    await waitUntil(() => toasts(page).length > 0);
    expect(toasts(page).join()).to.include('Found later').and.not.to.include('Found by looking');
  });
});

describe('<parlor-notifications>: the page’s title', () => {
  const title = document.title;
  afterEach(() => (document.title = title));

  it('has the number before it, follows the page’s own changes, and is given back', async () => {
    document.title = 'Orders';
    const page = await openPage({pageTitle: true});
    const count = () => page.inbox.unreadCount?.count ?? 0;
    const number = () => `(${count()}${page.inbox.unreadCount?.isComplete ? '' : '+'}) `;
    await waitUntil(() => document.title === `${number()}Orders`, 'the number is there');
    document.title = 'Order 17';
    await waitUntil(() => document.title === `${number()}Order 17`, 'the page’s own change is kept');
    document.title += ' · changed';
    await waitUntil(() => document.title === `${number()}Order 17 · changed`, 'what it made of what it read as well');
    const before = count();
    void page.inbox.store?.setUnread(people(page)[0]?.id ?? '', true);
    await waitUntil(() => count() === before + 1 && document.title === `${number()}Order 17 · changed`);
    page.notifications.remove();
    await waitUntil(() => document.title === 'Order 17 · changed', 'the page has its title back');
  });

  it('has one number for each of two inboxes, and neither writes for ever', async () => {
    document.title = 'Two';
    const [first, second] = [await openPage({pageTitle: true}), await openPage({pageTitle: true})];
    await waitUntil(() => /^\(\d+\+?, \d+\+?\) Two$/.test(document.title));
    second.notifications.pageTitle = false;
    await waitUntil(() => /^\(\d+\+?\) Two$/.test(document.title));
    first.notifications.pageTitle = false;
    await waitUntil(() => document.title === 'Two');
  });
});

describe('<parlor-notifications>: the desktop', () => {
  let restore: () => void = () => undefined;
  beforeEach(() => {
    NoteStub.permission = 'granted';
    NoteStub.shown.length = NoteStub.asked = 0;
    restore = replace(globalThis, 'Notification', NoteStub);
  });
  afterEach(() => {
    restore();
    setHidden(false);
  });

  it('asks for the permission by a press alone, and offers that only while it is open', async () => {
    NoteStub.permission = 'default';
    const page = await openPage({desktop: true});
    expect(NoteStub.asked).to.equal(0);
    await page.notifications.updateComplete;
    button(page.notifications, 'Turn on desktop notifications').click();
    await waitUntil(() => !has(page.notifications, '[part=permission-button]'));
    expect(NoteStub.asked).to.equal(1);
  });

  it('shows a note of the conversation while nobody looks, goes on looking for news, and opens by a click', async () => {
    const page = await openPage({desktop: true, icon: '/icon.png'});
    const [person] = people(page);
    setHidden(true);
    page.backend.receive({phone: person?.phone ?? '', text: 'While you were away'});
    await waitUntil(() => NoteStub.shown.length === 1, 'there is a note');
    const [shown] = NoteStub.shown;
    expect(shown?.title).to.equal(person?.name);
    expect(shown?.options).to.include({body: 'While you were away', icon: '/icon.png'});
    expect(shown?.options.tag).to.include(person?.id);
    shown?.note.onclick?.();
    await waitUntil(() => page.inbox.store?.state.selectedId === person?.id);
  });

  it('looks for news in one hidden tab of several, as seldom as in one left alone', async () => {
    const world = makeWorld('busy-inbox');
    const modes: PollMode[] = [];
    const looking = (index: number): MessagingAdapter => ({
      ...world.adapter,
      subscribe: () => ({watch: () => undefined, setPollMode: (mode) => (modes[index] = mode), close: () => undefined}),
    });
    const first = await openPage({desktop: true}, {...world, adapter: looking(0)});
    const second = await openPage({desktop: true}, {...world, adapter: looking(1)});
    setHidden(true);
    await waitUntil(() => modes.join() === 'idle,hidden', 'the first one looks');
    first.notifications.remove();
    await waitUntil(() => modes.join() === 'hidden,idle', 'the other one takes its turn');
    second.notifications.remove();
    await waitUntil(() => modes.join() === 'hidden,hidden');
  });

  it('is told in one tab of several', async () => {
    const world = makeWorld('busy-inbox');
    const [one] = [await openPage({desktop: true, private: true}, world), await openPage({desktop: true}, world)];
    setHidden(true);
    world.backend.receive({phone: people(one)[0]?.phone ?? '', text: 'Once'});
    await waitUntil(() => NoteStub.shown.length > 0, 'there is a note');
    world.backend.receive({phone: people(one)[1]?.phone ?? '', text: 'And another'});
    const tags = () => NoteStub.shown.map(({options}) => options.tag);
    await waitUntil(() => new Set(tags()).size === 2, 'there is another note');
    expect(tags()).to.have.length(2);
  });
});

describe('<parlor-notifications>: a sound', () => {
  it('is made once for several messages, by the page’s own file, once the page was used', async () => {
    const played: string[] = [];
    const restore = replace(HTMLMediaElement.prototype, 'play', function (this: HTMLMediaElement) {
      played.push(this.getAttribute('src') ?? this.src);
      return Promise.resolve();
    });
    try {
      const page = await openPage({sound: SOUND, toasts: true});
      await sendKeys({press: 'Shift'});
      page.inbox.focus();
      await sendKeys({press: 'a'});
      const [first, second] = people(page);
      page.backend.receive({phone: first?.phone ?? '', text: 'One'});
      page.backend.receive({phone: second?.phone ?? '', text: 'Two'});
      await waitUntil(() => toasts(page).length === 2);
      expect(played).to.deep.equal([SOUND]);
    } finally {
      restore();
    }
  });
});
