import {expect, waitUntil} from '@open-wc/testing';
import {emulateMedia, sendKeys} from '../support/commands.js';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import '../../src/components/bulk-actions/define.js';
import type {ParlorBulkActions} from '../../src/components/bulk-actions/bulk-actions.js';
import type {ParlorConversationList} from '../../src/components/conversation-list/conversation-list.js';
import type {Capabilities} from '../../src/model/capabilities.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {overflowing} from './element-helpers.js';
import {all, button, find, focused, has, makeWorld, openScene, words, type Scene} from './inbox-scene.js';

const listOf = ({inbox}: Scene) => find<ParlorConversationList>(inbox, 'parlor-conversation-list');
const barOf = (scene: Scene) => find<ParlorBulkActions>(scene.inbox, 'parlor-bulk-actions');
const rows = (scene: Scene) => all(scene.inbox, '[role=option]');
const checked = (scene: Scene) =>
  rows(scene)
    .filter((row) => row.ariaSelected === 'true')
    .map(words);
const said = (scene: Scene) => words(find(barOf(scene), '[role=status]'));

interface Given {
  readonly change?: Partial<MessagingAdapter>;
  readonly capabilities?: Partial<Capabilities>;
  readonly width?: number;
}

/** An inbox in which several can be chosen. */
async function selecting({change = {}, capabilities = {}, width}: Given = {}): Promise<Scene> {
  const world = makeWorld('busy-inbox');
  const memory = createMemoryAdapter({backend: world.backend, capabilities});
  const adapter = Object.assign(Object.create(memory) as MessagingAdapter, change);
  const scene = await openScene({world: {...world, adapter}, ...(width !== undefined && {width})});
  button(scene.inbox, 'Select').click();
  await waitUntil(() => has(scene.inbox, 'parlor-bulk-actions'));
  await barOf(scene).updateComplete;
  return scene;
}

async function settled(scene: Scene): Promise<void> {
  await scene.inbox.updateComplete;
  await listOf(scene).updateComplete;
  await barOf(scene).updateComplete;
}

async function press(scene: Scene, row: number, held: MouseEventInit = {}): Promise<void> {
  rows(scene)[row]?.dispatchEvent(new MouseEvent('click', {bubbles: true, composed: true, cancelable: true, ...held}));
  await settled(scene);
}

async function keys(scene: Scene, ...pressed: readonly string[]): Promise<void> {
  for (const key of pressed) {
    await sendKeys({press: key});
    await settled(scene);
  }
}

describe('<parlor-bulk-actions>', () => {
  describe('choosing', () => {
    it('is said to assistive technology: several can be chosen, which are, and which is open', async () => {
      const scene = await selecting();
      const listbox = find(scene.inbox, '[role=listbox]');
      expect(listbox.ariaMultiSelectable).to.equal('true');
      const openId = scene.inbox.store?.conversationList.state.conversations[2]?.id;
      scene.inbox.store?.select(openId);
      await settled(scene);
      await press(scene, 1);
      expect(
        rows(scene)
          .map((row) => row.ariaSelected)
          .slice(0, 4),
      ).to.deep.equal(['false', 'true', 'false', 'false']);
      expect(rows(scene)[2]?.ariaCurrent).to.equal('true');
      expect(said(scene)).to.equal('1 selected');
      await expect(listOf(scene)).to.be.accessible();
    });

    it('takes presses, and all between two with Shift; nothing is opened by them', async () => {
      const scene = await selecting();
      await press(scene, 1);
      await press(scene, 4, {shiftKey: true});
      expect(checked(scene)).to.have.length(4);
      await press(scene, 2, {shiftKey: true});
      expect(checked(scene), 'the range is another one').to.have.length(2);
      await press(scene, 5, {ctrlKey: true});
      await press(scene, 1);
      expect(checked(scene)).to.have.length(2);
      expect(scene.inbox.store?.state.selectedId).to.equal(undefined);
    });

    it('takes Space, Shift with the arrows, and Ctrl+A; Escape ends it, with the focus in the list', async () => {
      const scene = await selecting();
      listOf(scene).focus();
      await keys(scene, 'ArrowDown', 'Space', 'Shift+ArrowDown', 'Shift+ArrowDown');
      expect(checked(scene)).to.have.length(3);
      await keys(scene, 'Shift+ArrowUp');
      expect(checked(scene)).to.have.length(2);
      await keys(scene, 'ArrowDown', 'ArrowDown', 'Space');
      expect(checked(scene)).to.have.length(3);
      await keys(scene, 'Control+a');
      const {conversations = []} = scene.inbox.store?.conversationList.state ?? {};
      expect(listOf(scene).checkedIds.size).to.equal(conversations.length);
      await keys(scene, 'Control+a');
      expect(listOf(scene).checkedIds.size).to.equal(0);
      await sendKeys({press: 'Escape'});
      await waitUntil(() => !has(scene.inbox, 'parlor-bulk-actions'));
      expect(focused()?.role).to.equal('listbox');
      expect(focused()?.ariaMultiSelectable).to.equal(null);
    });

    it('offers only what can be done to what is chosen, and marks what this device alone knows', async () => {
      const scene = await selecting({capabilities: {archiveConversation: 'none', markRead: 'local'}});
      expect(all(barOf(scene), '[part=button]')).to.have.length(0);
      await keys(scene);
      await press(scene, 0);
      await press(scene, 2);
      const names = all(barOf(scene), '[part=button]').map(words);
      expect(names).to.deep.equal(['Mark as read', 'Mark as unread', 'Star', 'Remove star']);
      expect(words(find(barOf(scene), '#local'))).to.equal('Mark as read and Mark as unread: on this device only');
    });

    it('is not offered where the inbox is only for reading', async () => {
      const scene = await openScene({world: makeWorld('busy-inbox'), settings: {readonly: true}});
      expect(has(scene.inbox, '[part="select-button"]')).to.equal(false);
    });
  });

  describe('doing', () => {
    it('archives what is chosen, says how many, and takes it back', async () => {
      const scene = await selecting();
      const before = scene.inbox.store?.conversationList.state.conversations.slice(0, 3).map(({id}) => id) ?? [];
      const now = () => scene.inbox.store?.conversationList.state.conversations.map(({id}) => id) ?? [];
      await press(scene, 0);
      await press(scene, 2, {shiftKey: true});
      button(barOf(scene), 'Archive').click();
      await waitUntil(() => said(scene) === '3 archived');
      for (const id of before) expect(now()).to.not.include(id);
      expect(words(barOf(scene)), 'nothing else tells of it as well').to.include('3 archived');
      expect(scene.inbox.store?.pending.state.done).to.equal(undefined);
      await settled(scene);
      button(barOf(scene), 'Undo').click();
      await waitUntil(() => said(scene) === '3 moved to the inbox');
      for (const id of before) expect(now()).to.include(id);
    });

    it('claims nothing before the provider answers, and is stopped by Escape with what came of it on screen', async () => {
      const answers: (() => void)[] = [];
      const scene = await selecting({
        change: {
          setStarred: (id, starred) =>
            new Promise((resolve) => answers.push(() => resolve({...aRow(scene, id), starred}))),
        },
      });
      listOf(scene).focus();
      await keys(scene, 'Control+a');
      button(barOf(scene), 'Star').click();
      await waitUntil(() => answers.length === 3, 'a few at once');
      await settled(scene);
      expect(words(barOf(scene))).to.match(/0 of \d+/);
      await keys(scene, 'Escape');
      expect(listOf(scene).selecting, 'what is under way is answered').to.equal(true);
      answers.forEach((answer) => answer());
      await waitUntil(() => /^3 starred. \d+ were not tried.$/.test(said(scene)));
      expect(answers).to.have.length(3);
      button(barOf(scene), 'Go on').click();
      await waitUntil(() => answers.length === 6);
    });

    it('names each that did not work, with why, keeps them chosen, and tries them again', async () => {
      let isDown = true;
      const world = makeWorld('busy-inbox');
      const memory = createMemoryAdapter({backend: world.backend});
      const fail: string[] = [];
      const adapter = Object.assign(Object.create(memory) as MessagingAdapter, {
        setArchived: (id: string, archived: boolean) =>
          isDown && fail.includes(id)
            ? Promise.reject(new ConversationError('server'))
            : memory.setArchived?.(id, archived),
      });
      const scene = await openScene({world: {...world, adapter}});
      fail.push(...(scene.inbox.store?.conversationList.state.conversations.slice(1, 3).map(({id}) => id) ?? []));
      button(scene.inbox, 'Select').click();
      await waitUntil(() => has(scene.inbox, 'parlor-bulk-actions'));
      await press(scene, 0);
      await press(scene, 3, {shiftKey: true});
      button(barOf(scene), 'Archive').click();
      await waitUntil(() => said(scene).startsWith('2 archived. “Archive” did not work for 2.'));
      await settled(scene);
      const lines = all(barOf(scene), 'li').map(words);
      expect(lines[0]).to.match(/^Desmond Achterberg : The provider has a problem\./);
      expect(checked(scene), 'what is still to be done').to.have.length(2);
      await expect(barOf(scene)).to.be.accessible();
      isDown = false;
      button(barOf(scene), 'Try again: Desmond Achterberg').click();
      await waitUntil(() => said(scene).startsWith('3 archived. “Archive” did not work for 1.'));
      await settled(scene);
      button(barOf(scene), 'Try again').click();
      await waitUntil(() => said(scene) === '4 archived');
    });

    it('is kept by a page from what it keeps one from, and says so', async () => {
      const scene = await selecting();
      const kept = scene.inbox.store?.conversationList.state.conversations[0]?.id;
      scene.place.addEventListener('parlor-archive-request', (event) => {
        if (event.detail.conversationId === kept) event.preventDefault();
      });
      await press(scene, 0);
      await press(scene, 1);
      button(barOf(scene), 'Archive').click();
      await waitUntil(() => said(scene).startsWith('1 archived. “Archive” did not work for 1.'));
      await settled(scene);
      expect(words(barOf(scene))).to.include('This page does not allow it.');
      expect(scene.inbox.store?.conversation(kept ?? '')?.status).to.equal('active');
    });

    it('does not wait for ever for a page that takes requests on and says nothing, and claims nothing of them', async () => {
      const scene = await selecting();
      const list = listOf(scene);
      const answered: string[] = [];
      list.addEventListener('parlor-archive-request', (event) => {
        event.stopPropagation();
        const {conversationId, onOutcome} = event.detail;
        // One of them is answered, after a while.
        if (answered.length > 0) return;
        answered.push(conversationId);
        void Promise.resolve().then(() => onOutcome?.(undefined));
      });
      await press(scene, 0);
      await press(scene, 1);
      button(barOf(scene), 'Archive').click();
      await waitUntil(() => answered.length > 0);
      await settled(scene);
      button(barOf(scene), 'Stop').click();
      await waitUntil(() => said(scene) === '1 archived. 1 was asked for; whether it was done is unknown.');
      await settled(scene);
      expect(words(find(barOf(scene), '[part=report]'))).to.include('whether it was done is unknown');
      await expect(barOf(scene)).to.be.accessible();
    });

    it('marks read what was never opened, by the provider, and unread on this device', async () => {
      const scene = await selecting();
      const [first] = scene.inbox.store?.conversationList.state.conversations ?? [];
      expect(first?.unread.has).to.equal(true);
      await press(scene, 0);
      button(barOf(scene), 'Mark as read').click();
      await waitUntil(() => said(scene) === '1 marked as read');
      const unread = () => scene.inbox.store?.conversation(first?.id ?? '')?.unread;
      expect(unread()).to.include({has: false, source: 'native'});
      await press(scene, 0);
      button(barOf(scene), 'Mark as unread').click();
      await waitUntil(() => unread()?.has);
      expect(unread()?.source).to.equal('local');
      await settled(scene);
      expect(words(barOf(scene))).to.include('1 marked as unread, on this device only');
    });
  });

  it('has room at 320 px, in both directions and colour schemes, and in forced colours', async () => {
    for (const forcedColors of ['none', 'active'] as const) {
      await emulateMedia({forcedColors});
      for (const dir of ['ltr', 'rtl']) {
        const scene = await selecting({width: 320});
        scene.place.dir = dir;
        await press(scene, 0);
        await press(scene, 4, {shiftKey: true});
        expect(overflowing(barOf(scene))).to.deep.equal([]);
        await expect(listOf(scene)).to.be.accessible();
      }
    }
    await emulateMedia({forcedColors: 'none'});
  });
});

function aRow({inbox}: Scene, id: string) {
  const row = inbox.store?.conversation(id);
  if (!row) throw new Error('It is not there.');
  return row;
}
