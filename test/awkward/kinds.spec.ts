import {expect, test} from '@playwright/test';
import type {MessagingAdapter, OutgoingMessage} from '../../src/adapter/messaging-adapter.js';
import {checkConversation, checkMessage} from '../../src/conformance/well-formed.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {answering, PROVIDERS, type Account, type What} from './accounts.js';
import {errorOf, startServer, UNREADABLE, type Answer, type AwkwardServer} from './server.js';

const NOW = Date.UTC(2026, 2, 12, 15, 30);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let server: AwkwardServer;

test.beforeEach(async () => {
  server = await startServer();
});
test.afterEach(() => server.close());

/** What came of it: anything but an answer or the library's own error is a fault. */
async function outcomeOf<Value>(work: Promise<Value> | undefined): Promise<Value | ConversationError> {
  try {
    return (await work) as Value;
  } catch (thrown) {
    if (thrown instanceof ConversationError) return thrown;
    throw new Error('something else than a ConversationError was thrown', {cause: thrown});
  }
}

for (const [name, provider] of Object.entries(PROVIDERS)) {
  const {conversationId} = provider;
  const idAt = (at: number, nth = 0): string => provider.idAt?.(at, nth) ?? `m-${at}-${nth}`;
  /** So many messages, newest first, a minute apart. */
  const messages = (count: number, newest = NOW, more: object = {}) =>
    Array.from({length: count}, (_, nth) =>
      provider.message(idAt(newest - nth * MINUTE, nth), newest - nth * MINUTE, more),
    );
  const threads = (count: number) =>
    Array.from({length: count}, (_, nth) =>
      provider.thread(nth === 0 ? conversationId : otherId(nth), NOW - nth * MINUTE),
    );
  const otherId = (nth: number) => (name === 'amplifi' ? `+1202${5_550_000 + nth}` : `other-${nth}`);
  const serve = (account: Partial<Account> = {}): MessagingAdapter => {
    server.answer(answering(provider, {threads: threads(1), messages: messages(1), ...account}));
    return provider.connect(server.url);
  };
  const send = (adapter: MessagingAdapter, more: Partial<OutgoingMessage> = {}) =>
    adapter.sendMessage({conversationId, text: 'Hi', ...more});
  const posted = () => server.asked.filter((asked) => provider.whatIs(asked) === 'send');
  /** Every id of the history, oldest first, and whether it ended. */
  async function readBack(adapter: MessagingAdapter, limit = 50): Promise<readonly string[]> {
    let page = await adapter.listMessages({conversationId, limit});
    const ids = page.messages.map(({id}) => id);
    for (let calls = 0; page.older !== undefined; calls++) {
      if (calls > 60) return ['no end'];
      page = await adapter.listMessages({conversationId, limit, cursor: page.older});
      ids.unshift(...page.messages.map(({id}) => id));
    }
    return ids;
  }
  async function readList(adapter: MessagingAdapter, limit = 50): Promise<readonly string[]> {
    const ids: string[] = [];
    let page = await adapter.listConversations({limit});
    for (let calls = 0; ; calls++) {
      ids.push(...page.items.map(({id}) => id));
      expect(page.next?.length ?? 0).toBeLessThan(20_000);
      if (page.next === undefined) return ids;
      if (calls > 200) return ['no end'];
      page = await adapter.listConversations({limit, cursor: page.next});
    }
  }
  /** What changes something, where the provider has it. */
  const changes: Readonly<Record<string, (adapter: MessagingAdapter) => Promise<unknown> | undefined>> = {
    setArchived: (adapter) => adapter.setArchived?.(conversationId, true),
    setClosed: (adapter) => adapter.setClosed?.(conversationId, true),
    updateMetadata: (adapter) => adapter.updateMetadata?.(conversationId, {base: null, changes: {tier: 'gold'}}),
    deleteConversation: (adapter) => adapter.deleteConversation?.(conversationId),
    deleteMessage: (adapter) => adapter.deleteMessage?.(conversationId, 'm1'),
  };

  test.describe(name, () => {
    test.describe('answers that hold nothing to read', () => {
      for (const [what, answer] of Object.entries(UNREADABLE)) {
        test(`${what}: a typed error, no empty list, nothing sent twice`, async () => {
          const adapter = serve({instead: () => answer});
          expect((await errorOf(adapter.listConversations({}))).kind).toBe('decode');
          expect((await errorOf(adapter.listMessages({conversationId}))).kind).toBe('decode');
          const before = server.asked.length;
          for (const change of Object.values(changes)) await outcomeOf(change(adapter));
          for (const more of [adapter.getConversation?.(conversationId), adapter.getContact?.(conversationId)]) {
            if (more) expect((await errorOf(more)).kind).toBe('decode');
          }
          await outcomeOf(adapter.describeStart?.());
          expect(server.asked.length - before).toBeLessThan(20);
        });

        test(`a send answered with ${what}: nobody knows, and it is asked once`, async () => {
          const adapter = serve({instead: (_, kind) => (kind === 'send' ? answer : undefined)});
          await adapter.listConversations({});
          expect((await errorOf(send(adapter))).outcomeUnknown).toBe(true);
          expect(posted()).toHaveLength(1);
        });
      }

      const setUps: Readonly<Record<string, Answer>> = {
        'not there (404)': {status: 404, headers: {'content-type': 'text/html'}, body: '<h1>Not Found</h1>'},
        'not let in by a proxy (401)': {status: 401, body: 'Sign in'},
        'a page of somebody else': {headers: {'content-type': 'text/html'}, body: '<!doctype html>'},
      };
      for (const [what, answer] of Object.entries(setUps)) {
        test(`an address that is ${what} is named with its status, for whoever set it up`, async () => {
          const error = await errorOf(serve({instead: () => answer}).listConversations({}));
          expect(error.address?.startsWith(`GET ${server.url}/`)).toBe(true);
          expect(error.address).not.toContain('?');
          expect(error.status).toBe(answer.status ?? 200);
        });
      }

      test('a server that is not there is named, too', async () => {
        const adapter = provider.connect('http://127.0.0.1:9/nowhere');
        const error = await errorOf(adapter.listConversations({}));
        expect([error.kind, error.address?.startsWith('GET http://127.0.0.1:9/nowhere/')]).toEqual(['network', true]);
      });

      test('a body that breaks off is a typed error, and a send of which it is the answer is in doubt', async () => {
        const full = answering(provider, {threads: threads(3), messages: messages(3)});
        server.answer((asked) => ({...full(asked), cutAfter: 30}));
        const adapter = provider.connect(server.url);
        expect((await errorOf(adapter.listConversations({}))).kind).toBe('network');
        expect((await errorOf(adapter.listMessages({conversationId}))).kind).toBe('network');
        const sending = serve({
          instead: (asked, kind) => (kind === 'send' ? {...full(asked), cutAfter: 20} : undefined),
        });
        await sending.listConversations({});
        expect((await errorOf(send(sending))).outcomeUnknown).toBe(true);
        expect(posted()).toHaveLength(1);
      });

      test('a send answered {success: true} alone, or with an object that names no message, is in doubt', async () => {
        for (const body of [{success: true}, {ok: true}, {id: null}, {id: {}}, {id: ''}]) {
          const adapter = serve({instead: (_, kind) => (kind === 'send' ? {body} : undefined)});
          await adapter.listConversations({});
          const before = posted().length;
          expect((await errorOf(send(adapter))).outcomeUnknown).toBe(true);
          expect(posted()).toHaveLength(before + 1);
        }
      });
    });

    test.describe('rows', () => {
      test('a page in which nothing can be read is an error that says so; one odd row hides no other', async () => {
        const odd = [null, 'x', 7, [], {}, {id: {}}, {id: 0.5}];
        const unreadable = serve({threads: odd, messages: odd});
        const list = await errorOf(unreadable.listConversations({}));
        expect([list.kind, list.message]).toEqual(['decode', expect.stringMatching(/none of the|can be read/i)]);
        const page = await serve({threads: [...threads(1), ...odd]}).listConversations({});
        expect(page.items.map(({id}) => id)).toEqual([conversationId]);
        expect(await readBack(serve({messages: [...odd, ...messages(2)]}))).toHaveLength(2);
      });

      test('numbers for ids are ids', async () => {
        if (name === 'surge') return;
        const rows = [provider.message(11, NOW), provider.message(10, NOW - MINUTE)];
        expect(await readBack(serve({messages: rows}))).toEqual(['10', '11']);
        const adapter = serve({threads: [provider.thread(name === 'amplifi' ? 19195551234 : 4, NOW)]});
        const [listed] = (await adapter.listConversations({})).items;
        expect(listed?.id).toBe(name === 'amplifi' ? '+19195551234' : '4');
      });

      test('a message of another conversation is not shown in this one', async () => {
        const [own, other, last] = messages(3);
        const adapter = serve({messages: [own, {...other, ...provider.foreign}, last]});
        expect(await readBack(adapter)).toEqual([last?.['id'], own?.['id']]);
        const all = messages(3).map((row) => ({...row, ...provider.foreign}));
        const page = await outcomeOf(serve({messages: all}).listMessages({conversationId}));
        if (!(page instanceof ConversationError)) expect(page.messages).toEqual([]);
      });

      test('whatever any field of a row holds, the list and the history are well-formed', async () => {
        const values: readonly unknown[] = [
          null,
          undefined,
          '',
          'sideways',
          0,
          -1,
          1e300,
          true,
          [],
          {},
          [null],
          '\ud800',
        ];
        const thread = threads(1)[0] ?? {};
        const message = messages(1)[0] ?? {};
        // To DigiVault 0 is a time like any other.
        const isTime = (key: string, value: unknown) =>
          name === 'digivault' && key.endsWith('_at') && Number(value) < 1;
        const spoiled = (row: object) =>
          Object.keys(row).flatMap((key) =>
            values.filter((value) => !isTime(key, value)).map((value) => ({...row, [key]: value})),
          );
        let [listed, read] = [0, 0];
        for (const row of spoiled(thread)) {
          const page = await outcomeOf(serve({threads: [row]}).listConversations({includeArchived: true}));
          if (page instanceof ConversationError) expect(page.kind).toBe('decode');
          else page.items.forEach(checkConversation);
          if (!(page instanceof ConversationError)) listed++;
        }
        for (const row of spoiled(message)) {
          const page = await outcomeOf(serve({messages: [row]}).listMessages({conversationId}));
          if (page instanceof ConversationError) expect(page.kind).toBe('decode');
          else page.messages.forEach((each) => checkMessage(each, conversationId));
          if (!(page instanceof ConversationError)) read++;
        }
        expect([listed, read].every((count) => count > 20)).toBe(true);
      });

      test('values nobody has heard of claim nothing', async () => {
        const states = {direction: 'sideways', status: 'quantum', sender: {id: 's', type: 'ghost'}, contact: null};
        const rows = messages(1, NOW, states);
        for (const {direction, status} of (await serve({messages: rows}).listMessages({conversationId})).messages) {
          expect([direction, status]).toEqual(['unknown', 'unknown']);
        }
        const thread = provider.thread(conversationId, NOW, {
          status: 'quantum',
          unreadCount: 'many',
          isArchived: 'maybe',
        });
        const [listed] = (await serve({threads: [thread]}).listConversations({})).items;
        expect(listed?.unread.has).toBe(false);
        expect(listed?.consent.state).toBe('unknown');
        expect(['active', 'unknown']).toContain(listed?.status);
      });
    });

    test.describe('pages', () => {
      test('that repeat rows of the page before bring everything, and end', async () => {
        const all = messages(90);
        const doubled = all.flatMap((row, nth) => (nth % 20 === 19 ? [row, row] : [row]));
        const read = await readBack(serve({messages: doubled}));
        expect([...new Set(read)]).toEqual(all.map(({id}) => id).toReversed());
        const people = threads(90);
        const list = await readList(
          serve({threads: people.flatMap((row, nth) => (nth % 20 === 19 ? [row, row] : [row]))}),
        );
        expect(new Set(list).size).toBe(90);
      });

      test('that shrink bring everything, and end', async () => {
        const all = messages(60);
        const read = await readBack(serve({messages: all, size: (count) => Math.max(5, 30 - 5 * count)}));
        if (name !== 'agentphone') expect(read).toEqual(all.map(({id}) => id).toReversed());
        else expect(read.at(-1)).toBe(all[0]?.['id']);
        const list = await readList(serve({threads: threads(60), size: (count) => Math.max(5, 30 - 5 * count)}));
        expect(new Set(list).size).toBe(60);
      });

      test('in the other order: the newest page is the newest, and nothing is missing', async () => {
        const all = messages(120);
        const adapter = serve({messages: all, oldestFirst: true});
        const first = await outcomeOf(adapter.listMessages({conversationId}));
        if (name === 'amplifi') return;
        if (first instanceof ConversationError) throw first;
        expect(first.messages.at(-1)?.id).toBe(all[0]?.['id']);
        const times = first.messages.map(({at = 0}) => at);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(new Set(await readBack(adapter)).size).toBe(120);
      });

      test('of a long list have short cursors, and nobody twice', async () => {
        const list = await readList(serve({threads: threads(1500)}), 100);
        expect(list).toHaveLength(1500);
        expect(new Set(list).size).toBe(1500);
      });

      test('by a clock hours ahead, or behind, lose nothing', async () => {
        for (const offset of [10 * HOUR, -10 * HOUR, 400 * 24 * HOUR]) {
          const newest = Date.now() + offset;
          const all = messages(120, newest);
          expect(await readBack(serve({messages: all}))).toEqual(all.map(({id}) => id).toReversed());
        }
      });

      test('all of one instant keep the order of the provider', async () => {
        if (name === 'surge') return;
        const all = Array.from({length: 120}, (_, nth) => provider.message(`m-${nth}`, NOW));
        const adapter = serve({messages: all});
        const read = await readBack(adapter);
        expect(new Set(read).size).toBe(read.length);
        expect(read.length).toBeGreaterThan(0);
      });
    });

    test.describe('held up', () => {
      const waits: readonly (readonly [given: string | undefined, expected: number | undefined])[] = [
        [undefined, undefined],
        ['0', undefined],
        ['-1', undefined],
        ['NaN', undefined],
        ['soon', undefined],
        ['', undefined],
        ['Wed, 01 Jan 2020 00:00:00 GMT', undefined],
        ['1767225600', undefined],
        ['3', 3000],
        ['600', 600_000],
      ];
      for (const [given, expected] of waits) {
        test(`with "Retry-After: ${given}": an error at once, with the wait it names`, async () => {
          let isHeldUp = false;
          const refusal: Answer = {
            status: 429,
            ...(given !== undefined && {headers: {'retry-after': given}}),
            body: {},
          };
          const adapter = serve({instead: () => (isHeldUp ? refusal : undefined)});
          await adapter.listConversations({});
          isHeldUp = true;
          const started = performance.now();
          const error = await errorOf(send(adapter));
          expect(error.kind).toBe('rate-limited');
          expect(error.outcomeUnknown).toBe(false);
          // An adapter that keeps a budget names its own pause where the provider names none.
          if (expected !== undefined || name !== 'digivault') expect(error.retryAfter).toBe(expected);
          expect(posted()).toHaveLength(1);
          expect(performance.now() - started).toBeLessThan(3000);
          const fresh = serve({instead: () => refusal});
          for (const ask of [
            () => fresh.listConversations({}),
            () => provider.connect(server.url).listMessages({conversationId}),
          ]) {
            expect((await errorOf(ask())).kind).toBe('rate-limited');
          }
        });
      }
    });

    test.describe('acting', () => {
      for (const status of [301, 302, 307, 308]) {
        test(`is not sent elsewhere by a redirect (${status})`, async () => {
          const redirect: Answer = {status, headers: {location: `${server.url}/elsewhere`}};
          const acts: readonly What[] = ['send', 'change', 'delete'];
          const adapter = serve({instead: (_, kind) => (acts.includes(kind) ? redirect : undefined)});
          await adapter.listConversations({});
          expect(await errorOf(send(adapter))).toMatchObject({kind: 'not-ready', outcomeUnknown: false});
          for (const change of Object.values(changes)) {
            const work = change(adapter);
            if (work) expect((await errorOf(work)).kind).toBe('not-ready');
          }
          expect(server.asked.some(({path}) => path === '/elsewhere')).toBe(false);
        });
      }

      const parts: Readonly<Record<string, Answer>> = {
        'nothing (204)': {status: 204},
        'an empty body': {body: ''},
        '{success: true}': {body: {success: true}},
        'an id alone': {body: {id: conversationId}},
      };
      for (const [what, answer] of Object.entries(parts)) {
        test(`a change answered with ${what} is done, and what is known of the conversation stays`, async () => {
          const adapter = serve({instead: (_, kind) => (kind === 'change' || kind === 'delete' ? answer : undefined)});
          const [before] = (await adapter.listConversations({})).items;
          for (const [method, change] of Object.entries(changes)) {
            const work = change(adapter);
            if (!work) continue;
            if (method.startsWith('delete')) await work;
            if (method.startsWith('delete')) continue;
            const changed = (await work) as Awaited<ReturnType<NonNullable<MessagingAdapter['getConversation']>>>;
            expect(changed.id).toBe(conversationId);
            expect(changed.participants.map(({address, id}) => [id, address])).toEqual(
              before?.participants.map(({address, id}) => [id, address]),
            );
          }
        });
      }

      test('a change answered {success: false} is refused', async () => {
        const refused: Answer = {body: {success: false}};
        const adapter = serve({instead: (_, kind) => (kind === 'change' || kind === 'delete' ? refused : undefined)});
        await adapter.listConversations({});
        for (const change of Object.values(changes)) {
          const work = change(adapter);
          if (work) expect((await errorOf(work)).kind).toBe('conflict');
        }
      });

      test('an answer to a send without a text shows what was typed', async () => {
        const empty = {body: null, message: null, text: null};
        const sent = provider.sent(idAt(NOW));
        const bare = 'messageLog' in sent ? {...sent, messageLog: {id: 'x'}} : {...sent, ...empty};
        const adapter = serve({instead: (_, kind) => (kind === 'send' ? {body: bare} : undefined)});
        await adapter.listConversations({});
        expect(await send(adapter)).toMatchObject({text: 'Hi', direction: 'outbound', conversationId});
      });

      test('a send that the answer itself calls failed is failed', async () => {
        const words: Readonly<Record<string, object>> = {
          amplifi: {messageLog: {id: 'x', status: 'failed'}},
          bird: {status: 'sending_failed', reason: 'No route'},
          digivault: {status: 'failed'},
          agentphone: {status: 'failed'},
        };
        const said = words[name];
        if (!said) return;
        const body = {...provider.sent('x'), ...said};
        const adapter = serve({instead: (_, kind) => (kind === 'send' ? {body} : undefined)});
        await adapter.listConversations({});
        expect((await send(adapter)).status).toBe('failed');
      });

      test('an error of the server after a send leaves it in doubt, and it is asked once', async () => {
        for (const status of [500, 502, 503, 504, 408]) {
          const adapter = serve({instead: (_, kind) => (kind === 'send' ? {status, body: 'oops'} : undefined)});
          await adapter.listConversations({});
          const before = posted().length;
          expect((await errorOf(send(adapter))).outcomeUnknown).toBe(true);
          expect(posted()).toHaveLength(before + 1);
        }
      });
    });

    test.describe('ids', () => {
      for (const id of ['', '.', '..', '\ud800', 'x\udc00']) {
        test(`${JSON.stringify(id)} is nobody's, and nothing is asked`, async () => {
          const adapter = serve();
          const asks: readonly (() => Promise<unknown> | undefined)[] = [
            () => adapter.sendMessage({conversationId: id, text: 'Hi'}),
            () => adapter.listMessages({conversationId: id}),
            () => adapter.getConversation?.(id),
            () => adapter.getContact?.(id),
            () => adapter.updateMetadata?.(id, {base: null, changes: {a: '1'}}),
            () => adapter.setArchived?.(id, true),
            () => adapter.setClosed?.(id, true),
            () => adapter.deleteConversation?.(id),
          ];
          for (const ask of asks) {
            const work = ask();
            if (work) expect((await errorOf(work)).kind).toBe('not-found');
          }
          // Amplifi is asked for its list.
          if (name !== 'amplifi') expect(server.asked).toHaveLength(0);
          expect(posted()).toHaveLength(0);
        });
      }

      for (const id of ['a/b', '../accounts', 'a?b=c#d', 'a%2Fb', '😀', 'a b', '..%2f..', 'ä'.normalize('NFD')]) {
        test(`${JSON.stringify(id)} stays within its own part of the path`, async () => {
          const adapter = serve({instead: () => ({status: 404, body: {}})});
          await outcomeOf(adapter.listMessages({conversationId: id}));
          await outcomeOf(adapter.getConversation?.(id));
          await outcomeOf(adapter.setArchived?.(id, true));
          await outcomeOf(adapter.deleteConversation?.(id));
          await outcomeOf(adapter.sendMessage({conversationId: id, text: 'Hi'}));
          const roots: Readonly<Record<string, RegExp>> = {
            surge: /^\/accounts\/acct_1\/messages$/,
            amplifi: /^\/api\/conversations(?:\/[^/]+\/(?:messages|reply))?$/,
            bird: /^\/workspaces\/ws\/conversations\/[^/]+(?:\/messages|\/participants)?$/,
            digivault: /^\/v1\/(?:conversations\/[^/]+|messages)$/,
            agentphone: /^\/v1\/(?:conversations\/[^/]+(?:\/messages)?|messages)$/,
          };
          for (const {path} of server.asked) expect(path).toMatch(roots[name] ?? /$^/);
        });
      }
    });
  });
}
