import {expect, waitUntil} from '@open-wc/testing';
import {sendKeys, sendMouse} from '../support/commands.js';
import '../../src/components/row-actions/define.js';
import type {ParlorConversationList} from '../../src/components/conversation-list/conversation-list.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {all, button, find, focused, has, makeWorld, openScene, receive, words, type Scene} from './inbox-scene.js';

const listOf = ({inbox}: Scene) => find<ParlorConversationList>(inbox, 'parlor-conversation-list');
const actionsOf = ({inbox}: Scene) => find(inbox, 'parlor-row-actions');
const rows = (scene: Scene) => all(scene.inbox, '[role=option]');
const idOf = (row: HTMLElement | undefined): string => row?.dataset['id'] ?? '';

/** The items of the menu that is open. */
const menu = (scene: Scene): readonly string[] =>
  all(actionsOf(scene), '[role=menu]')
    .filter((each) => each.matches(':popover-open'))
    .flatMap((each) => all(each, '[role=menuitem]'))
    .map(words);

/** An inbox whose list has been used, so that its actions are there. */
async function used(): Promise<Scene> {
  const world = makeWorld('busy-inbox');
  const scene = await openScene({world: {...world, adapter: createMemoryAdapter({backend: world.backend})}});
  listOf(scene).focus();
  await waitUntil(() => has(scene.inbox, 'parlor-row-actions'));
  return scene;
}

const pointer = (type: string, row: HTMLElement | undefined, init: PointerEventInit = {}): PointerEvent => {
  const {left = 0, top = 0} = row?.getBoundingClientRect() ?? {};
  const place = {clientX: left + 40, clientY: top + 20};
  const event = new PointerEvent(type, {bubbles: true, composed: true, cancelable: true, ...place, ...init});
  row?.dispatchEvent(event);
  return event;
};

describe('<parlor-row-actions>', () => {
  it('stands beside the row under the pointer, for that conversation, and asks as its own buttons do', async () => {
    const scene = await used();
    const row = rows(scene)[2];
    pointer('pointerover', row, {pointerType: 'mouse'});
    await waitUntil(() => has(actionsOf(scene), '[aria-label="Archive"]'));
    const asked: string[] = [];
    scene.inbox.addEventListener('parlor-archive-request', ({detail}) => asked.push(detail.conversationId));
    const id = idOf(row);
    button(actionsOf(scene), 'Archive').click();
    expect(asked).to.deep.equal([id]);
    expect(scene.inbox.store?.state.selectedId, 'the row is not opened').to.equal(undefined);
    await waitUntil(() => words(actionsOf(scene)).includes('was archived'), 'no other buttons tell of it');
    button(actionsOf(scene), 'Undo').click();
    await waitUntil(() => scene.inbox.store?.conversation(id)?.status === 'active');
  });

  for (const key of ['Shift+F10', 'ContextMenu']) {
    it(`opens a menu with everything by ${key}; Escape closes it, with the focus back in the list`, async () => {
      const scene = await used();
      listOf(scene).focus();
      await sendKeys({press: 'ArrowDown'});
      await listOf(scene).updateComplete;
      await sendKeys({press: key});
      await waitUntil(() => menu(scene).length > 0);
      expect(menu(scene)).to.deep.equal(['Archive', 'Mark as read', 'Star', 'Delete']);
      await waitUntil(() => focused()?.role === 'menuitem');
      await expect(listOf(scene)).to.be.accessible();
      await sendKeys({press: 'Escape'});
      await waitUntil(() => menu(scene).length === 0);
      expect(focused()?.role).to.equal('listbox');
    });
  }

  it('keeps the focus in its menu while news comes, until it is closed', async () => {
    const scene = await used();
    listOf(scene).focus();
    await sendKeys({press: 'Shift+F10'});
    await waitUntil(() => focused()?.role === 'menuitem');
    receive(scene, 'Okonjo', 'One more thing');
    await waitUntil(() => words(listOf(scene)).includes('One more thing'));
    await listOf(scene).updateComplete;
    expect(focused()?.role).to.equal('menuitem');
    await sendKeys({press: 'Escape'});
    await waitUntil(() => menu(scene).length === 0);
    expect(focused()?.role).to.equal('listbox');
  });

  it('is pressed beside the row that the keyboard is on by a mouse that came from elsewhere', async () => {
    const scene = await used();
    await sendMouse({type: 'move', position: [1, 1]});
    listOf(scene).focus();
    await sendKeys({press: 'ArrowDown'});
    await waitUntil(() => has(actionsOf(scene), '[aria-label="More actions"]'));
    const {x, y, width, height} = button(actionsOf(scene), 'More actions').getBoundingClientRect();
    await sendMouse({type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)]});
    await waitUntil(() => menu(scene).length > 0, 'its menu is open');
    await waitUntil(() => focused()?.role === 'menuitem');
    await sendMouse({type: 'move', position: [1, 1]});
  });

  it('opens it by a right click, once the button is up, and marks unread on this device, which it says', async () => {
    const scene = await used();
    const row = rows(scene)[2];
    expect(pointer('contextmenu', row, {button: 2, buttons: 2}).defaultPrevented).to.equal(true);
    expect(menu(scene)).to.deep.equal([]);
    pointer('pointerup', row, {button: 2});
    await waitUntil(() => menu(scene).length > 0);
    expect(menu(scene)).to.include('Mark as unread On this device only');
    all(actionsOf(scene), '[role=menuitem].mark-unread')[0]?.click();
    await waitUntil(() => scene.inbox.store?.conversation(idOf(row))?.unread.has);
  });

  it('opens it by a finger that rests, not by one that scrolls, and the row is not opened when it is lifted', async () => {
    const scene = await used();
    const row = rows(scene)[1];
    const touch = {pointerType: 'touch'};
    expect(pointer('pointerdown', row, touch).defaultPrevented, 'scrolling is left alone').to.equal(false);
    pointer('pointermove', row, {...touch, clientY: 0, clientX: 0});
    await new Promise((resolve) => setTimeout(resolve, 600));
    pointer('pointerup', row, touch);
    await new Promise((resolve) => setTimeout(resolve));
    expect(menu(scene)).to.deep.equal([]);

    pointer('pointerdown', row, touch);
    await new Promise((resolve) => setTimeout(resolve, 600));
    pointer('pointerup', row, touch);
    row?.dispatchEvent(new MouseEvent('click', {bubbles: true, composed: true, cancelable: true}));
    await waitUntil(() => menu(scene).length > 0);
    expect(scene.inbox.store?.state.selectedId).to.equal(undefined);
  });

  it('asks before deleting, and deletes that conversation', async () => {
    const scene = await used();
    const row = rows(scene)[3];
    const id = idOf(row);
    pointer('contextmenu', row);
    await waitUntil(() => menu(scene).length > 0);
    all(actionsOf(scene), '[role=menuitem].delete')[0]?.click();
    await waitUntil(() => all(actionsOf(scene), 'dialog').some((dialog) => dialog.matches(':modal')));
    pointer('pointerover', rows(scene)[0], {pointerType: 'mouse'});
    await listOf(scene).updateComplete;
    find(actionsOf(scene), '[part=delete-button]').click();
    await waitUntil(() => !scene.inbox.store?.conversationList.state.conversations.some((each) => each.id === id));
  });

  it('tells of nothing twice where the open conversation has buttons of its own', async () => {
    const scene = await used();
    scene.inbox.store?.select(idOf(rows(scene)[0]));
    await waitUntil(() => has(scene.inbox, 'parlor-message-bubble'));
    pointer('pointerover', rows(scene)[2], {pointerType: 'mouse'});
    await waitUntil(() => has(actionsOf(scene), '[aria-label="Archive"]'));
    button(actionsOf(scene), 'Archive').click();
    const notices = () =>
      all(scene.inbox, '[part=notice].popup').filter((each) => each.matches(':popover-open')).length;
    await waitUntil(() => notices() > 0);
    expect(notices()).to.equal(1);
  });

  it('begins choosing several by a press with Ctrl or Shift', async () => {
    const scene = await used();
    const click = (row: number, held: MouseEventInit) =>
      rows(scene)[row]?.dispatchEvent(
        new MouseEvent('click', {bubbles: true, composed: true, cancelable: true, ...held}),
      );
    click(1, {ctrlKey: true});
    await listOf(scene).updateComplete;
    expect(listOf(scene).selecting).to.equal(true);
    expect([...listOf(scene).checkedIds]).to.deep.equal([idOf(rows(scene)[1])]);
    await waitUntil(() => find(scene.inbox, 'parlor-bulk-actions').shadowRoot);
    click(3, {shiftKey: true});
    await listOf(scene).updateComplete;
    expect(listOf(scene).checkedIds.size).to.equal(3);
    expect(scene.inbox.store?.state.selectedId).to.equal(undefined);
  });
});
