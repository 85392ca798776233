import {expect, test} from '@playwright/test';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {answering, PROVIDERS} from './accounts.js';
import {errorOf, startServer, type Answer, type AwkwardServer} from './server.js';

const NOW = Date.UTC(2026, 2, 12, 15, 30);

let server: AwkwardServer;

test.beforeEach(async () => {
  server = await startServer();
});
test.afterEach(() => server.close());

/** Those that delete messages by their documents. */
const DELETING = ['bird', 'digivault'] as const;

for (const name of DELETING) {
  const provider = PROVIDERS[name];
  if (!provider) continue;
  const {conversationId} = provider;
  const rows = ['m1', 'm2', 'm3'].map((id, place) => provider.message(id, NOW - place * 60_000));

  /** @param left the ids that the history holds from the deletion on */
  const serve = (answer: Answer, left: readonly string[] = ['m1', 'm2', 'm3']): MessagingAdapter => {
    const account = (messages: readonly unknown[]) =>
      answering(provider, {threads: [provider.thread(conversationId, NOW)], messages});
    let isAsked = false;
    server.answer((asked) => {
      if (provider.whatIs(asked) === 'delete') {
        isAsked = true;
        return answer;
      }
      return account(isAsked ? rows.filter(({id}) => left.includes(String(id))) : rows)(asked);
    });
    return provider.connect(server.url);
  };
  const deletions = () => server.asked.filter(({method}) => method === 'DELETE');
  const opened = async (adapter: MessagingAdapter) => {
    const store = new InboxStore(adapter);
    await store.conversationList.load();
    await store.timeline(conversationId).load();
    const ids = () => store.threadMessages(conversationId).map(({id}) => id);
    expect(ids()).toEqual(['m3', 'm2', 'm1']);
    return {store, ids};
  };

  test.describe(name, () => {
    const done: Readonly<Record<string, Answer>> = {
      'nothing (204)': {status: 204},
      'an empty body': {body: ''},
      '{id, deleted: true}': {body: {id: 'm1', deleted: true}},
      '{success: true}': {body: {success: true}},
      'the message': {body: rows[0]},
      null: {body: null},
    };
    for (const [what, answer] of Object.entries(done)) {
      test(`a message is deleted when that is answered with ${what}, asked for once`, async () => {
        const {store, ids} = await opened(serve(answer, ['m2', 'm3']));
        await store.deleteMessage(conversationId, 'm1');
        expect(ids()).toEqual(['m3', 'm2']);
        expect(deletions().map(({path, body}) => [path.split('/').at(-1), body])).toEqual([['m1', '']]);
        await store.dispose();
      });
    }

    const refused: Readonly<Record<string, readonly [Answer, string]>> = {
      '409': [{status: 409, body: {code: 'Conflict', message: 'No'}}, 'conflict'],
      '403': [{status: 403, body: {}}, 'forbidden'],
      '429': [{status: 429, headers: {'retry-after': '30'}, body: {}}, 'rate-limited'],
      '{success: false}': [{body: {success: false}}, 'conflict'],
      'a web page under 404, of a proxy that knows no such request': [
        {status: 404, headers: {'content-type': 'text/html'}, body: '<h1>Not Found</h1>'},
        'not-found',
      ],
    };
    for (const [what, [answer, kind]] of Object.entries(refused)) {
      test(`a message stays when its deletion is refused with ${what}`, async () => {
        const {store, ids} = await opened(serve(answer));
        const error = await errorOf(store.deleteMessage(conversationId, 'm1'));
        expect([error.kind, error.outcomeUnknown]).toEqual([kind, false]);
        expect(ids()).toEqual(['m3', 'm2', 'm1']);
        expect(deletions()).toHaveLength(1);
        await store.dispose();
      });
    }

    const doubtful: Readonly<Record<string, Answer>> = {
      'a web page': {headers: {'content-type': 'text/html'}, body: '<!doctype html>'},
      '500': {status: 500, body: 'oops'},
      '504': {status: 504, body: ''},
      'half an answer': {body: {id: 'm1', deleted: true}, cutAfter: 4},
    };
    for (const [what, answer] of Object.entries(doubtful)) {
      test(`${what}: the history decides, and where it holds the message nobody knows`, async () => {
        const gone = await opened(serve(answer, ['m2', 'm3']));
        await gone.store.deleteMessage(conversationId, 'm1');
        expect(gone.ids()).toEqual(['m3', 'm2']);
        const there = await opened(serve(answer));
        const error = await errorOf(there.store.deleteMessage(conversationId, 'm1'));
        expect(error.outcomeUnknown).toBe(true);
        expect(there.ids()).toEqual(['m3', 'm2', 'm1']);
        expect(deletions()).toHaveLength(2);
        await Promise.all([gone.store.dispose(), there.store.dispose()]);
      });
    }

    test('a message that somebody else deleted is gone', async () => {
      const {store, ids} = await opened(serve({status: 404, body: {}}, ['m1', 'm3']));
      await store.deleteMessage(conversationId, 'm2');
      expect(ids()).toEqual(['m3', 'm1']);
      await store.dispose();
    });

    for (const id of ['', '.', '..']) {
      test(`${JSON.stringify(id)} is no message's, and nothing is asked`, async () => {
        const adapter = serve({status: 204});
        expect((await errorOf(adapter.deleteMessage?.(conversationId, id))).kind).toBe('not-found');
        expect(server.asked).toHaveLength(0);
      });
    }
  });
}

for (const [name, provider] of Object.entries(PROVIDERS)) {
  if (name === 'bird' || name === 'digivault') continue;
  test(`${name} deletes no message: its documents know none that can be`, () => {
    const adapter = provider.connect(server.url);
    expect([adapter.capabilities.deleteMessage, 'deleteMessage' in adapter]).toEqual(['none', false]);
  });
}
