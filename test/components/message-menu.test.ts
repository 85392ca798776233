import {expect, waitUntil} from '@open-wc/testing';
import {sendKeys, sendMouse} from '../support/commands.js';
import type {ParlorMessageMenu} from '../../src/components/message-menu/message-menu.js';
import type {ParlorMessageThread} from '../../src/components/message-thread/message-thread.js';
import {english} from '../../src/i18n/english.js';
import {linksOf} from '../../src/components/message-menu/default-actions.js';
import {aMessage} from '../model/builders.js';
import {shownName} from '../../src/model/shown-name.js';
import {all, button as sceneButton, find, focused, openConversation, openScene, words} from './inbox-scene.js';
import {
  bubbleNamed,
  bubbles,
  change,
  messageAt,
  messagesOf,
  painted,
  root,
  scrollerOf,
  threadOf,
} from './thread-scene.js';

const menuOf = (element: ParlorMessageThread): ParlorMessageMenu => {
  const menu = root(element).querySelector('parlor-message-menu');
  if (!menu) throw new Error('no menu');
  return menu;
};
const popupOf = (element: ParlorMessageThread) => menuOf(element).shadowRoot?.querySelector('[role=menu]');
const isOpen = (element: ParlorMessageThread): boolean => popupOf(element)?.matches(':popover-open') ?? false;
const itemNames = (element: ParlorMessageThread): readonly string[] =>
  [...(menuOf(element).shadowRoot?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])].map((item) =>
    item.innerText.trim(),
  );
const focusedItem = (element: ParlorMessageThread) => menuOf(element).shadowRoot?.activeElement;

async function openMenu(element: ParlorMessageThread, id: string, key = 'Enter'): Promise<void> {
  bubbleNamed(element, id).menuButton?.focus();
  await sendKeys({press: key});
  await waitUntil(() => isOpen(element) && focusedItem(element)?.role === 'menuitem', 'the menu is open');
}

/** Every text that is copied from now on. */
function clipboard(fails = false): string[] {
  const copied: string[] = [];
  Object.defineProperty(navigator.clipboard, 'writeText', {
    configurable: true,
    value: async (text: string) => {
      if (fails) throw new Error('not allowed');
      copied.push(text);
    },
  });
  return copied;
}

describe('the menu of a message', () => {
  afterEach(() => void Reflect.deleteProperty(navigator.clipboard, 'writeText'));

  it('opens by key, copies the text, says so, and gives the focus back', async () => {
    const copied = clipboard();
    const element = await threadOf({messages: [messageAt(0, 'm', {text: 'Half past ten'})]});
    await openMenu(element, 'm-0');
    expect(itemNames(element)).to.deep.equal([english.copyText]);
    expect(bubbleNamed(element, 'm-0').menuButton?.ariaExpanded).to.equal('true');
    await expect(menuOf(element)).to.be.accessible();
    await sendKeys({press: 'Enter'});
    await waitUntil(() => copied.length > 0);
    expect(copied).to.deep.equal(['Half past ten']);
    expect(isOpen(element)).to.equal(false);
    expect(bubbleNamed(element, 'm-0').shadowRoot?.activeElement?.ariaLabel).to.equal(english.messageActions);
    const status = menuOf(element).shadowRoot?.querySelector('[role=status]');
    await waitUntil(() => status?.textContent === english.textCopied);
  });

  it('says that copying did not work', async () => {
    clipboard(true);
    const element = await threadOf({messages: [messageAt(0)]});
    await openMenu(element, 'm-0');
    await sendKeys({press: 'Enter'});
    const status = menuOf(element).shadowRoot?.querySelector('[role=status]');
    await waitUntil(() => status?.textContent === english.textNotCopied);
  });

  it('opens by the keys of a context menu, and closes by Escape without anybody around hearing of it', async () => {
    const element = await threadOf({messages: messagesOf(0, 4)});
    const heard: string[] = [];
    element.addEventListener('keydown', ({key}) => heard.push(key));
    await openMenu(element, 'm-3', 'Shift+F10');
    heard.length = 0;
    await sendKeys({press: 'Escape'});
    await waitUntil(() => !isOpen(element));
    expect(heard).to.deep.equal([]);
    expect(bubbleNamed(element, 'm-3').shadowRoot?.activeElement).to.equal(bubbleNamed(element, 'm-3').menuButton);
  });

  it('is one stop of the Tab key, with arrows from message to message', async () => {
    const element = await threadOf({messages: messagesOf(0, 4)});
    const stops = bubbles(element).map(({menuButton}) => menuButton?.tabIndex);
    expect(stops).to.deep.equal([-1, -1, -1, 0]);
    bubbleNamed(element, 'm-3').menuButton?.focus();
    await sendKeys({press: 'ArrowUp'});
    await sendKeys({press: 'ArrowUp'});
    await sendKeys({press: 'ArrowDown'});
    expect(root(element).activeElement).to.equal(bubbleNamed(element, 'm-2'));
    await sendKeys({press: 'Tab'});
    expect(root(element).activeElement).to.equal(bubbleNamed(element, 'm-3'));
  });

  it('closes by a press of its button, and when the thread is scrolled', async () => {
    const element = await threadOf({messages: messagesOf(0, 30)});
    await openMenu(element, 'm-29');
    const box = bubbleNamed(element, 'm-29').menuButton?.getBoundingClientRect();
    if (!box) throw new Error('no button');
    await sendMouse({type: 'click', position: [Math.round(box.x + 18), Math.round(box.y + 18)]});
    await waitUntil(() => !isOpen(element));
    await openMenu(element, 'm-29');
    scrollerOf(element).scrollTop = 0;
    await waitUntil(() => !isOpen(element));
  });

  it('stays open beside its message as news moves that', async () => {
    const messages = messagesOf(0, 30);
    const element = await threadOf({messages});
    await openMenu(element, 'm-29');
    const button = bubbleNamed(element, 'm-29').menuButton;
    const gap = () =>
      Math.abs((popupOf(element)?.getBoundingClientRect().top ?? 0) - (button?.getBoundingClientRect().top ?? 0));
    const before = {top: button?.getBoundingClientRect().top, gap: gap()};
    await change(element, {messages: [...messages, messageAt(30, 'm', {direction: 'inbound', text: 'News'})]});
    await waitUntil(() => button?.getBoundingClientRect().top !== before.top, 'the message has moved');
    await painted(element);
    expect(isOpen(element)).to.equal(true);
    expect(focusedItem(element)?.role).to.equal('menuitem');
    expect(gap(), 'still beside its message').to.be.lessThan(120);
  });

  it('keeps the focus while the thread is drawn anew around it', async () => {
    const messages = messagesOf(0, 2);
    const element = await threadOf({messages});
    await openMenu(element, 'm-1');
    await change(element, {messages: [...messages, messageAt(2)]});
    expect(isOpen(element)).to.equal(true);
    expect(focusedItem(element)?.role).to.equal('menuitem');
  });

  it('copies all links of a message, and none that is not safe', async () => {
    const copied = clipboard();
    const message = messageAt(0, 'm', {
      text: 'See https://a.example/x and https://b.example or call +12025550123',
      attachments: [
        {kind: 'file', url: 'https://c.example/f.pdf'},
        {kind: 'file', url: 'javascript:alert(1)'},
      ],
    });
    const links = ['https://a.example/x', 'https://b.example/', 'https://c.example/f.pdf'];
    expect(linksOf(message)).to.deep.equal(links);
    const element = await threadOf({messages: [message]});
    await openMenu(element, 'm-0');
    expect(itemNames(element)).to.deep.equal([english.copyText, english.copyLinks]);
    await sendKeys({press: 'ArrowDown'});
    await sendKeys({press: 'Enter'});
    await waitUntil(() => copied.length > 0);
    expect(copied[0]).to.equal(links.join('\n'));
    expect(linksOf(aMessage({text: null}))).to.deep.equal([]);
  });

  it('is changed by a host, vetoed by a host, and says where there is nothing', async () => {
    const element = await threadOf({messages: [messageAt(0)]});
    const done: unknown[] = [];
    element.messageActions = (defaults) => [
      ...defaults.filter(({id}) => id !== 'copy-text'),
      {id: 'flag', label: 'Flag', run: ({message}) => done.push(message.id)},
    ];
    await element.updateComplete;
    await openMenu(element, 'm-0');
    expect(itemNames(element)).to.deep.equal(['Flag']);
    await sendKeys({press: 'Enter'});
    expect(done).to.deep.equal(['m-0']);
    element.messageActions = () => [];
    await element.updateComplete;
    await openMenu(element, 'm-0');
    expect(itemNames(element)).to.deep.equal([english.nothingToDo]);
    await sendKeys({press: 'Escape'});
    const asked: unknown[] = [];
    element.addEventListener('parlor-message-menu-request', (event) => {
      asked.push(event.detail);
      event.preventDefault();
    });
    await sendKeys({press: 'Enter'});
    await waitUntil(() => asked.length > 0);
    await element.updateComplete;
    expect(asked).to.deep.equal([{conversationId: messageAt(0).conversationId, messageId: 'm-0'}]);
    expect(isOpen(element)).to.equal(false);
  });

  it('has the reply box answer its message, until that is sent or taken back', async () => {
    const {inbox, backend} = await openScene({scenario: 'busy-inbox'});
    const open = inbox.store?.conversationList.state.conversations.find(({id}) => !inbox.store?.blockOf(id));
    await openConversation(inbox, shownName(open));
    const thread = find<ParlorMessageThread>(inbox, 'parlor-message-thread');
    const answered = bubbles(thread).find(({message}) => message?.text);
    const reply = async () => {
      answered?.menuButton?.focus();
      await sendKeys({press: 'Enter'});
      await waitUntil(() => isOpen(thread));
      expect(itemNames(thread)[0]).to.equal(english.replyToMessage);
      await sendKeys({press: 'Enter'});
      await waitUntil(() => focused()?.localName === 'textarea', 'the reply is written');
    };
    await reply();
    expect(words(find(inbox, '[part~=reply-to]'))).to.include(answered?.message?.text);
    sceneButton(inbox, english.replyToNone).click();
    await waitUntil(() => all(inbox, '[part~=reply-to]').length === 0);
    await reply();
    await sendKeys({type: 'Yes, that one'});
    await sendKeys({press: 'Enter'});
    await waitUntil(() => backend.messagesOf(open?.id ?? '').some(({text}) => text === 'Yes, that one'));
    const sent = backend.messagesOf(open?.id ?? '').find(({text}) => text === 'Yes, that one');
    expect(sent?.replyToId).to.equal(answered?.message?.id);
    await waitUntil(() => all(inbox, '[part~=reply-to]').length === 0);
  });

  it('shows the details of its message in the panel of the inbox', async () => {
    const {inbox} = await openScene({scenario: 'every-kind', width: 1100});
    const [name = ''] = inbox.store?.conversationList.state.conversations.map(shownName) ?? [];
    await openConversation(inbox, name);
    const thread = find<ParlorMessageThread>(inbox, 'parlor-message-thread');
    const [first] = bubbles(thread);
    first?.menuButton?.focus();
    await sendKeys({press: 'Enter'});
    await waitUntil(() => isOpen(thread));
    // The last one deletes.
    await sendKeys({press: 'End'});
    await sendKeys({press: 'ArrowUp'});
    await sendKeys({press: 'Enter'});
    const panel = (): Element => find(inbox, 'parlor-contact-panel');
    await waitUntil(() => all(panel(), '[part=message]').length > 0);
    await waitUntil(() => words(find(panel(), '[part=message]')).includes(first?.message?.id ?? '?'));
  });
});
