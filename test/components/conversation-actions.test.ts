import {expect, waitUntil} from '@open-wc/testing';
import {sendKeys, sendMouse} from '../support/commands.js';
import {Countdown} from '../../src/components/conversation-actions/notice.js';
import '../../src/components/conversation-actions/define.js';
import '../../src/components/inbox-context/define.js';
import {actionsFor} from '../../src/model/conversation-action.js';
import {NO_CAPABILITIES} from '../../src/model/capabilities.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {english} from '../../src/i18n/english.js';
import {aConversation} from '../model/builders.js';
import {button, buttonNames, find, focused, words} from './element-helpers.js';
import {
  everything,
  archiveOnly,
  change,
  make,
  press,
  openMenu,
  items,
  status,
  notice,
} from './conversation-actions-scene.js';

describe('the actions of a conversation', () => {
  it('are those that make sense for it, and that the provider itself does', () => {
    expect(actionsFor(aConversation(), everything)).to.deep.equal(['star', 'archive', 'close', 'delete']);
    expect(actionsFor(aConversation({starred: true, status: 'archived'}), everything)).to.deep.equal([
      'unstar',
      'unarchive',
      'close',
      'delete',
    ]);
    expect(actionsFor(aConversation({status: 'closed'}), everything)).to.include('reopen');
    expect(actionsFor(aConversation({status: 'deleted'}), everything)).to.deep.equal([]);
    expect(
      actionsFor(aConversation(), {...everything, starred: 'local', archiveConversation: 'derived'}),
    ).to.deep.equal(['close', 'delete']);
  });

  it('count down only while nothing holds them', async () => {
    let ended = 0;
    const countdown = new Countdown(() => ended++);
    countdown.start(5);
    countdown.hold('pointer', true);
    countdown.hold('focus', true);
    countdown.hold('pointer', false);
    const other = new Promise<void>((resolve) => new Countdown(resolve).start(20));
    await other;
    expect(ended).to.equal(0);
    countdown.hold('focus', false);
    await waitUntil(() => ended === 1);
    countdown.hold('focus', true);
    countdown.hold('focus', false);
    countdown.start(1);
    countdown.stop();
    await new Promise<void>((resolve) => new Countdown(resolve).start(10));
    expect(ended).to.equal(1);
  });
});

describe('<parlor-conversation-actions>', () => {
  it('stands in a row while there are two at most', async () => {
    const {element, asked} = await make({capabilities: NO_CAPABILITIES, offersDetails: true});
    expect(buttonNames(element)).to.deep.equal([english.details, english.searchMessages]);
    await expect(element).to.be.accessible();
    await press(element, english.details);
    expect(asked).to.deep.equal([['parlor-details-toggle-request', {conversationId: 'conversation-1', open: true}]]);
    expect(button(element, english.details).ariaExpanded).to.equal('false');
    await change(element, {detailsOpen: true});
    expect(button(element, english.details).ariaExpanded).to.equal('true');
  });

  it('puts what does not fit into a menu', async () => {
    const {element} = await make();
    expect(buttonNames(element)).to.deep.equal(['Star', english.moreActions]);
    expect(items(element)).to.deep.equal(['Archive', 'Close conversation', 'Delete']);
    await change(element, {offersDetails: true});
    expect(buttonNames(element)).to.deep.equal([english.details, english.moreActions]);
    expect(items(element)).to.deep.equal([english.searchMessages, 'Star', 'Archive', 'Close conversation', 'Delete']);
  });

  it('asks for the search in the thread, also while something is being done', async () => {
    const {element, asked} = await make({capabilities: archiveOnly, offersSearch: true, pending: 'archive'});
    expect(buttonNames(element)).to.deep.equal([english.searchMessages, 'Archive']);
    await press(element, english.searchMessages);
    await change(element, {offersDetails: true});
    await openMenu(element);
    await sendKeys({press: 'Enter'});
    const request = ['parlor-thread-search-request', {conversationId: 'conversation-1'}];
    expect(asked).to.deep.equal([request, request]);
    expect(focused(element)).to.equal(button(element, english.moreActions));
  });

  it('draws nothing to press where nothing can be done', async () => {
    const {element} = await make({capabilities: NO_CAPABILITIES});
    expect(buttonNames(element)).to.deep.equal([]);
    await change(element, {capabilities: everything, offersDetails: true, conversation: undefined});
    expect(buttonNames(element)).to.deep.equal([]);
  });

  describe('the menu', () => {
    it('opens, moves, and closes with the keyboard alone', async () => {
      const {element} = await make();
      const outside: string[] = [];
      element.addEventListener('keydown', ({key}) => outside.push(key));
      await openMenu(element);
      const opener = button(element, english.moreActions);
      expect(opener.ariaExpanded).to.equal('true');
      expect(opener.ariaHasPopup).to.equal('menu');
      expect(focused(element)).to.equal(button(element, 'Archive'));
      await expect(element).to.be.accessible();
      await sendKeys({press: 'ArrowDown'});
      await sendKeys({press: 'ArrowDown'});
      expect(focused(element)).to.equal(button(element, 'Delete'));
      await sendKeys({press: 'ArrowDown'});
      await sendKeys({press: 'c'});
      expect(focused(element)).to.equal(button(element, 'Close conversation'));
      outside.length = 0;
      await sendKeys({press: 'Escape'});
      await waitUntil(() => opener.ariaExpanded === 'false');
      expect(focused(element)).to.equal(opener);
      expect(outside, 'Escape goes no further').to.deep.equal([]);

      await sendKeys({press: 'ArrowUp'});
      expect(focused(element)).to.equal(button(element, 'Delete'));
      await sendKeys({press: 'Tab'});
      await waitUntil(() => opener.ariaExpanded === 'false');
    });

    it('closes when something else is pressed, and when its button is pressed again', async () => {
      const {element} = await make();
      const opener = button(element, english.moreActions);
      const isOpen = () => find(element, '#menu').matches(':popover-open');
      const {left, top} = opener.getBoundingClientRect();
      const position: [number, number] = [Math.round(left + 10), Math.round(top + 10)];
      await sendMouse({type: 'click', position});
      await waitUntil(isOpen);
      await sendMouse({type: 'click', position});
      await waitUntil(() => !isOpen());
      await sendMouse({type: 'click', position});
      await waitUntil(isOpen);
      await sendMouse({type: 'click', position: [400, 500]});
      await waitUntil(() => !isOpen());
    });

    it('asks for what was chosen, with the focus back on its button', async () => {
      const {element, asked} = await make();
      await openMenu(element);
      await sendKeys({press: 'End'});
      await sendKeys({press: 'ArrowUp'});
      await sendKeys({press: 'Enter'});
      await element.updateComplete;
      expect(asked).to.deep.equal([
        ['parlor-close-conversation-request', {conversationId: 'conversation-1', closed: true}],
      ]);
      expect(focused(element)).to.equal(button(element, english.moreActions));
    });
  });

  it('asks for each action and its contrary', async () => {
    const {element, asked} = await make();
    await press(element, 'Star');
    await change(element, {conversation: aConversation({starred: true, status: 'archived'})});
    await press(element, english.unstar);
    await openMenu(element);
    await press(element, english.unarchive);
    await change(element, {conversation: aConversation({status: 'closed'})});
    await openMenu(element);
    await press(element, english.reopenConversation);
    const conversationId = 'conversation-1';
    expect(asked).to.deep.equal([
      ['parlor-star-request', {conversationId, starred: true}],
      ['parlor-star-request', {conversationId, starred: false}],
      ['parlor-archive-request', {conversationId, archived: false}],
      ['parlor-close-conversation-request', {conversationId, closed: false}],
    ]);
  });

  it('shows that something is under way, and takes nothing else meanwhile', async () => {
    const {element, asked} = await make({pending: 'star'});
    expect(button(element, 'Star').ariaDisabled).to.equal('true');
    expect(status(element)).to.equal(english.working);
    await press(element, 'Star');
    await openMenu(element);
    await press(element, 'Archive');
    await expect(element).to.be.accessible();
    expect(asked).to.deep.equal([]);
  });

  describe('after archiving', () => {
    it('offers to undo it, in sight, in words, and by keyboard', async () => {
      const {element, asked} = await make({capabilities: archiveOnly});
      await press(element, 'Archive');
      await change(element, {pending: 'archive'});
      expect(notice(element), 'nothing is done before the provider said so').to.equal('');
      await change(element, {pending: undefined, conversation: aConversation({status: 'archived'})});
      expect(notice(element)).to.equal('Ana Silva was archived Undo');
      expect(status(element)).to.equal('Ana Silva was archived');
      await expect(element).to.be.accessible();

      button(element, english.unarchive).focus();
      await sendKeys({press: 'Tab'});
      expect(focused(element)).to.equal(button(element, 'Undo'));
      await sendKeys({press: 'Enter'});
      await element.updateComplete;
      expect(asked.at(-1)).to.deep.equal([
        'parlor-archive-request',
        {conversationId: 'conversation-1', archived: false},
      ]);
      expect(notice(element)).to.equal('');
      expect(focused(element), 'the keyboard stays here').to.equal(button(element, english.unarchive));
    });

    it('goes away by itself, but not while somebody is on it', async () => {
      const {element} = await make({capabilities: archiveOnly, undoDuration: 60});
      await press(element, 'Archive');
      await change(element, {conversation: aConversation({status: 'archived'})});
      button(element, 'Undo').focus();
      await new Promise<void>((resolve) => new Countdown(resolve).start(90));
      expect(notice(element)).to.equal('Ana Silva was archived Undo');
      button(element, english.unarchive).focus();
      await waitUntil(() => notice(element) === '');
    });

    it('can be dismissed with Escape, and stays through another conversation', async () => {
      const {element} = await make({capabilities: archiveOnly, undoDuration: Infinity});
      await press(element, 'Archive');
      await change(element, {conversation: aConversation({status: 'archived'})});
      await change(element, {conversation: aConversation({id: 'other'})});
      expect(notice(element)).to.equal('Ana Silva was archived Undo');
      button(element, 'Undo').focus();
      await sendKeys({press: 'Escape'});
      await element.updateComplete;
      expect(notice(element)).to.equal('');
    });
  });

  it('says what did not work, for whom, and tries it again', async () => {
    const error = new ConversationError('rate-limited', {message: 'limit of 60 a minute'});
    const {element, asked} = await make();
    await change(element, {failure: {action: 'archive', conversationId: 'conversation-2', name: 'Noor', error}});
    expect(notice(element)).to.equal(
      '“Archive” did not work for Noor. Too many requests at the moment. Wait a moment, then try again. limit of 60 a minute Try again',
    );
    expect(words(element, '.base > [role="alert"]')).to.include('“Archive” did not work for Noor.');
    await expect(element).to.be.accessible();
    await press(element, 'Try again');
    expect(asked).to.deep.equal([['parlor-archive-request', {conversationId: 'conversation-2', archived: true}]]);
    expect(notice(element)).to.equal('');

    const never = new ConversationError('forbidden');
    await change(element, {failure: {action: 'star', conversationId: 'conversation-1', name: 'Ana', error: never}});
    expect(buttonNames(element)).not.to.include('Try again');
    await press(element, 'Dismiss');
    expect(notice(element)).to.equal('');
  });
});
