import {expect, test} from '@playwright/test';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {answering, PROVIDERS, type Account, type What} from './accounts.js';
import {errorOf, startServer, type Answer, type AwkwardServer} from './server.js';

const NOW = Date.UTC(2026, 2, 12, 15, 30);

let server: AwkwardServer;

test.beforeEach(async () => {
  server = await startServer();
});
test.afterEach(() => server.close());

/** Opt-outs as people put them. */
const WORDS = [
  'The contact has opted out and cannot receive messages.',
  'Attempt to send to unsubscribed recipient',
  'Recipient is OPTED-OUT',
  'contact_opted_out',
];
/** About opting out in general: nobody did. */
const OTHER_WORDS = ['A first message must say how to opt out.', 'opt_out_keywords is not a list'];

const ENVELOPES: Readonly<Record<string, (words: string) => unknown>> = {
  message: (message) => ({message}),
  error: (error) => ({error}),
  'error.message': (message) => ({error: {message}}),
  'errors[0].message': (message) => ({errors: [{message}]}),
  detail: (detail) => ({detail}),
  'a bare text': (words) => words,
};

/** Codes for an opt-out, in the spellings that servers have. */
const CODES: Readonly<Record<string, readonly unknown[]>> = {
  surge: [
    {error: {type: 'OPTED_OUT', message: 'No.'}},
    {error: 'opted_out'},
    {error: {code: 'opted_out'}},
    {type: 'optedOut', message: 'No.'},
    {errors: [{type: 'opted_out'}]},
    {error: {type: 'bad_request', message: 'Refused: opted_out'}},
  ],
  amplifi: [
    {code: 'contact_opted_out'},
    {errorCode: 'ContactOptedOut'},
    {error: {code: 'contact-opted-out'}},
    {error: 'Contact opted out'},
    'CONTACT_OPTED_OUT',
  ],
};

for (const [name, provider] of Object.entries(PROVIDERS)) {
  const {conversationId} = provider;
  const serve = (account: Partial<Account> = {}): MessagingAdapter => {
    const threads = [provider.thread(conversationId, NOW)];
    const messages = [provider.message(provider.idAt?.(NOW) ?? 'm1', NOW)];
    server.answer(answering(provider, {threads, messages, ...account}));
    return provider.connect(server.url);
  };
  const answered = (what: readonly What[], answer: Answer) =>
    serve({instead: (_, kind) => (what.includes(kind) ? answer : undefined)});
  const sending = async (answer: Answer) => {
    const adapter = answered(['send'], answer);
    await adapter.listConversations({});
    return errorOf(adapter.sendMessage({conversationId, text: 'Hi'}));
  };
  const posted = () => server.asked.filter((asked) => provider.whatIs(asked) === 'send');
  const changing = async (adapter: MessagingAdapter) => {
    await adapter.listConversations({});
    return [
      adapter.setArchived?.(conversationId, true),
      adapter.setClosed?.(conversationId, true),
      adapter.updateMetadata?.(conversationId, {base: null, changes: {tier: 'gold'}}),
    ].filter((work) => work !== undefined);
  };

  test.describe(name, () => {
    test.describe('an opt-out', () => {
      for (const [where, bodyOf] of Object.entries(ENVELOPES)) {
        test(`in the words of a refused send, in ${where}`, async () => {
          for (const words of WORDS) {
            for (const status of [400, 403, 422]) {
              const error = await sending({status, body: bodyOf(words)});
              expect([words, status, error.kind, error.outcomeUnknown]).toEqual([words, status, 'opted-out', false]);
            }
          }
        });

        test(`is not what others talk about, in ${where}`, async () => {
          for (const words of OTHER_WORDS) {
            expect((await sending({status: 422, body: bodyOf(words)})).kind).toBe('validation');
          }
        });
      }

      for (const body of CODES[name] ?? []) {
        test(`by its code, as in ${JSON.stringify(body)}`, async () => {
          expect((await sending({status: 422, body})).kind).toBe('opted-out');
          // Without an error's own place it might be anything.
          const isPlaced = typeof body === 'object' && body !== null && ('error' in body || 'errors' in body);
          expect((await sending({status: 200, body})).outcomeUnknown).toBe(!isPlaced);
        });
      }

      test('that was only asked about is none', async () => {
        const adapter = serve({instead: () => ({status: 400, body: {message: WORDS[0]}})});
        expect((await errorOf(adapter.listConversations({}))).kind).not.toBe('opted-out');
      });
    });

    test.describe('a refusal under a status of success', () => {
      const refusals: readonly unknown[] = [
        {success: false, message: 'No route'},
        {success: false, error: 'No route'},
        {ok: false, error: {message: 'No route'}},
        {error: {id: 'err_1', code: 'X1', message: 'No route'}},
        {error: 'No route', id: null},
        {errors: [{message: 'No route'}]},
        {status: 'error', message: 'No route'},
        {status: 'failed', detail: 'No route'},
        {error: {message: 'No route'}, data: null},
      ];
      for (const body of refusals) {
        test(`${JSON.stringify(body)}: nothing was sent, in the provider's words, and it is asked once`, async () => {
          for (const status of [200, 201, 202]) {
            const before = posted().length;
            const error = await sending({status, body});
            expect(error).toMatchObject({outcomeUnknown: false, status});
            expect(error.kind).not.toBe('decode');
            expect(error.message).toContain('No route');
            expect(posted()).toHaveLength(before + 1);
          }
        });

        test(`${JSON.stringify(body)}: nothing was changed`, async () => {
          for (const work of await changing(answered(['change'], {body}))) {
            expect(await errorOf(work)).toMatchObject({kind: 'conflict', outcomeUnknown: false});
          }
        });
      }

      test('beside a message of its own: nobody knows', async () => {
        const error = {type: 'strange', message: 'No route'};
        const sent = provider.sent(provider.idAt?.(NOW) ?? 'x');
        const more = name === 'amplifi' ? {success: false} : {error};
        expect((await sending({body: {...sent, ...more}})).outcomeUnknown).toBe(true);
      });

      for (const none of [null, '', false, {}, []]) {
        test(`is none where the error is ${JSON.stringify(none)}`, async () => {
          const sent = provider.sent(provider.idAt?.(NOW) ?? 'x');
          const adapter = answered(['send'], {body: {...sent, error: none, errors: none}});
          await adapter.listConversations({});
          expect((await adapter.sendMessage({conversationId, text: 'Hi'})).direction).toBe('outbound');
        });
      }
    });

    test.describe('statuses', () => {
      const statuses: readonly (readonly [status: number, kind: string, inDoubt: boolean])[] = [
        [300, 'not-ready', false],
        [304, 'not-ready', false],
        [410, 'not-found', false],
        [413, 'validation', false],
        [415, 'validation', false],
        [423, 'conflict', false],
        [425, 'server', false],
        [451, 'forbidden', false],
        [499, 'timeout', true],
        [511, 'server', true],
        [599, 'server', true],
      ];
      for (const [status, kind, inDoubt] of statuses) {
        test(`${status} is ${kind}`, async () => {
          const adapter = serve({instead: () => ({status})});
          const error = await errorOf(adapter.listConversations({}));
          expect([error.kind, error.outcomeUnknown]).toEqual([kind, false]);
          expect((await sending({status})).outcomeUnknown).toBe(inDoubt);
          expect(posted()).toHaveLength(1);
        });
      }
    });

    test.describe('held up', () => {
      const after = (ms: number, now = Date.now()) => new Date(now + ms);
      const DAY = 86_400_000;
      const waits: Readonly<Record<string, () => Answer>> = {
        'by a clock days ahead': () => ({
          headers: {date: after(3 * DAY).toUTCString(), 'retry-after': after(3 * DAY + 60_000).toUTCString()},
        }),
        'by a clock days behind': () => ({
          headers: {date: after(-3 * DAY).toUTCString(), 'retry-after': after(60_000 - 3 * DAY).toUTCString()},
        }),
        'until a Unix time': () => ({headers: {'retry-after': String(Math.round(Date.now() / 1000) + 60)}}),
        'until a Unix time in milliseconds': () => ({headers: {'retry-after': String(Date.now() + 60_000)}}),
        'until an ISO time without a zone': () => ({
          headers: {'retry-after': after(60_000).toISOString().slice(0, 19)},
        }),
        'as its body says': () => ({body: {retry_after: 60}}),
        'as an error in its body says, in words': () => ({body: {error: {message: 'Slow down', retryAfter: '60'}}}),
      };
      for (const [what, answer] of Object.entries(waits)) {
        test(`${what}: for as long as it means`, async () => {
          for (const status of [429, 503]) {
            const {retryAfter = 0} = await sending({status, ...answer()});
            expect(Math.abs(retryAfter - 60_000)).toBeLessThan(3000);
          }
        });
      }
    });
  });
}
