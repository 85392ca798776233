import {expect, waitUntil} from '@open-wc/testing';
import {deleteStorage, openStorage} from '../../../src/store/storage/indexed-db.js';
import {Outbox} from '../../../src/store/outbox/outbox.js';
import {at, ScriptedAdapter} from '../scripted-adapter.js';
import {taken} from './set-up.js';

describe('Outbox in a database of the browser', () => {
  const name = `outbox-test-${crypto.randomUUID()}`;
  after(() => deleteStorage(name));

  it('sends once, and in order, after a reload, what was written offline', async () => {
    const open = async (isOnline: boolean) => {
      const adapter = new ScriptedAdapter();
      const storage = await openStorage(name);
      const outbox = new Outbox({
        ...{adapter, storage, isOnline: () => isOnline},
        guard: () => undefined,
        baseline: () => ({notIds: []}),
        readConsent: () => Promise.resolve(),
        onEvent: () => undefined,
      });
      const close = async () => {
        await outbox.close();
        await storage.close();
      };
      return {adapter, outbox, close};
    };
    const offline = await open(false);
    for (const text of ['one', 'two']) offline.outbox.send({conversationId: 'c1', text});
    await offline.close();
    expect(offline.adapter.sends).to.have.length(0);

    const online = await open(true);
    await waitUntil(() => online.adapter.sends.length === 1);
    at(online.adapter.sends, 0).answer(taken('m1', 'one'));
    await waitUntil(() => online.adapter.sends.length === 2);
    at(online.adapter.sends, 1).answer(taken('m2', 'two'));
    await waitUntil(() => online.outbox.state.unsent.count === 0);
    expect(online.adapter.sends.map(({query}) => query.text)).to.deep.equal(['one', 'two']);
    await online.close();

    const again = await open(true);
    await again.close();
    expect(again.adapter.sends).to.have.length(0);
  });
});
