import {expect, waitUntil} from '@open-wc/testing';
import {joinAdapters} from '../../src/adapter/index.js';
import type {ParlorConversationActions} from '../../src/components/conversation-actions/conversation-actions.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {all, find, has, makeWorld, openScene, threadLoaded, words} from './inbox-scene.js';

async function twoAccounts(width?: number) {
  const [shop, service] = [makeWorld('busy-inbox'), makeWorld('send-fails')];
  let isDown = false;
  const other = createMemoryAdapter({
    backend: service.backend,
    capabilities: {archiveConversation: 'none', replyToMessage: 'none'},
  });
  const adapter = joinAdapters([
    {id: 'shop', label: 'Shop', adapter: createMemoryAdapter({backend: shop.backend})},
    {
      ...{id: 'service', label: 'Service <b>desk</b>'},
      adapter: {
        ...other,
        listConversations: async (query, options) => {
          if (isDown) throw new ConversationError('server');
          return other.listConversations(query, options);
        },
      },
    },
  ]);
  const scene = await openScene({world: {...shop, adapter}, ...(width !== undefined && {width})});
  const {inbox} = scene;
  const open = async (accountId: string): Promise<void> => {
    const found = inbox.store?.conversationList.state.conversations.find(({account}) => account?.id === accountId);
    inbox.store?.select(found?.id);
    await threadLoaded(inbox);
    await inbox.updateComplete;
  };
  return {...scene, open, setDown: (down: boolean) => (isDown = down)};
}

describe('an inbox of several accounts', () => {
  it('says in each row whose it is, to those who see it and to those who hear it', async () => {
    const {inbox} = await twoAccounts();
    const labels = new Set(all(inbox, '[part=account]').map(words));
    expect([...labels].sort()).to.deep.equal(['Service <b>desk</b>', 'Shop']);
    const heard = all(inbox, 'parlor-conversation-item').map((item) => find(item, '[part=base]').ariaLabel ?? '');
    expect(heard.every((label) => /, (Shop|Service <b>desk<\/b>), /.test(label))).to.equal(true);
    await expect(find(inbox, 'parlor-conversation-list')).to.be.accessible();
  });

  it('offers in a conversation what its own account can', async () => {
    const {inbox, open} = await twoAccounts();
    const archives = () =>
      find<ParlorConversationActions>(inbox, 'parlor-conversation-actions').capabilities.archiveConversation !== 'none';
    await open('shop');
    await waitUntil(archives, 'the shop can');
    await open('service');
    await waitUntil(() => !archives(), 'the service cannot');
  });

  it('offers only the own numbers of its account', async () => {
    const {inbox, open} = await twoAccounts();
    for (const account of ['shop', 'service']) {
      await open(account);
      const box = find(inbox, 'parlor-reply-box');
      await waitUntil(() => {
        const ids = 'endpoints' in box && Array.isArray(box.endpoints) ? box.endpoints.map(({id}) => String(id)) : [];
        return ids.length > 0 && ids.every((id) => id.startsWith(`${account}:`));
      });
    }
  });

  it('says which account cannot be read, keeps its rows, and says no more once it can', async () => {
    for (const width of [undefined, 320]) {
      const {inbox, setDown} = await twoAccounts(width);
      const rows = () =>
        inbox.store?.conversationList.state.conversations.filter(({account}) => account?.id === 'service').length;
      const before = rows();
      expect(has(inbox, '[part=missing]')).to.equal(false);
      setDown(true);
      await inbox.store?.refresh();
      await waitUntil(() => has(inbox, '[part=missing]'));
      expect(words(find(inbox, '[part=missing]'))).to.equal(
        'Not all is here. Cannot be read at the moment: Service <b>desk</b>',
      );
      expect(rows()).to.equal(before);
      const list = find(inbox, 'parlor-conversation-list').getBoundingClientRect();
      for (const part of all(inbox, '[part=missing], [part=account]')) {
        const {left, right} = part.getBoundingClientRect();
        expect([left >= list.left, right <= list.right], words(part)).to.deep.equal([true, true]);
      }
      await expect(find(inbox, 'parlor-conversation-list')).to.be.accessible();
      setDown(false);
      await inbox.store?.refresh();
      await waitUntil(() => !has(inbox, '[part=missing]'));
    }
  });
});
