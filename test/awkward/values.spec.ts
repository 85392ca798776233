import {expect, test} from '@playwright/test';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {Message} from '../../src/model/message.js';
import {answering, PROVIDERS, type Account} from './accounts.js';
import {startServer, type AwkwardServer} from './server.js';

const NOW = Date.UTC(2026, 2, 12, 15, 30);
const MINUTE = 60_000;

let server: AwkwardServer;

test.beforeEach(async () => {
  server = await startServer();
});
test.afterEach(() => server.close());

/** Where each provider keeps what of a message. Surge's have no time. */
const FIELDS: Readonly<
  Record<
    string,
    {
      readonly time?: string;
      readonly text: (value: unknown) => object;
      readonly media: (value: unknown) => object;
    }
  >
> = {
  surge: {text: (body) => ({body}), media: (value) => ({attachments: [value]})},
  amplifi: {time: 'timestamp', text: (message) => ({message}), media: (value) => ({mediaUrls: [value]})},
  bird: {
    time: 'createdAt',
    text: (text) => ({body: {type: 'text', text: {text}}}),
    media: (value) => ({body: {type: 'text', text: {text: '', attachments: [value]}}}),
  },
  digivault: {time: 'created_at', text: (message) => ({message}), media: (value) => ({attachments: [value]})},
  agentphone: {time: 'receivedAt', text: (body) => ({body}), media: (value) => ({mediaUrls: [value]})},
};

for (const [name, provider] of Object.entries(PROVIDERS)) {
  const {conversationId} = provider;
  const fields = FIELDS[name];
  if (!fields) throw new Error('no such provider');
  const idAt = (at: number, nth = 0): string => provider.idAt?.(at, nth) ?? `m-${at}-${nth}`;
  const messages = (count: number) =>
    Array.from({length: count}, (_, nth) => provider.message(idAt(NOW - nth * MINUTE, nth), NOW - nth * MINUTE));
  const serve = (account: Partial<Account> = {}): MessagingAdapter => {
    const threads = [provider.thread(conversationId, NOW)];
    server.answer(answering(provider, {threads, messages: messages(1), ...account}));
    return provider.connect(server.url);
  };
  const readOne = async (more: object): Promise<Message | undefined> => {
    const [row] = messages(1);
    const {messages: read} = await serve({messages: [{...row, ...more}]}).listMessages({conversationId});
    return read[0];
  };

  test.describe(name, () => {
    const {time} = fields;
    if (time !== undefined) {
      const same: Readonly<Record<string, unknown>> = {
        'seconds since 1970': NOW / 1000,
        'the same as a text': String(NOW / 1000),
        'ISO 8601': new Date(NOW).toISOString(),
        'ISO 8601 without a zone': '2026-03-12T15:30:00',
        'ISO 8601 with a space': '2026-03-12 15:30:00',
        'ISO 8601 of another zone': '2026-03-12T17:30:00+02:00',
        'ISO 8601 with spaces around it': ' 2026-03-12T15:30:00Z ',
        'the time of a header': 'Thu, 12 Mar 2026 15:30:00 GMT',
        // DigiVault's times are seconds whatever they look like.
        ...(name !== 'digivault' && {milliseconds: NOW, 'milliseconds as a text': String(NOW)}),
      };
      for (const [what, value] of Object.entries(same)) {
        test(`a time may be written as ${what}`, async () => {
          expect((await readOne({[time]: value}))?.at).toBe(NOW);
        });
      }

      for (const value of ['Message 7', 'sideways 3', 'yesterday', 'May', '12:30', true, 1e300, -1e300, {}, [NOW]]) {
        test(`a time is not guessed from ${JSON.stringify(value)}`, async () => {
          expect(await readOne({[time]: value})).toMatchObject({atSource: 'none'});
        });
      }
    }

    test('a number for a text is that text', async () => {
      expect((await readOne(fields.text(482_913)))?.text).toBe('482913');
      expect((await readOne(fields.text(0)))?.text).toBe('0');
    });

    const url = 'https://media.example/a.jpg';
    for (const [what, value] of Object.entries({
      'an address': url,
      'an object with url': {url},
      'an object with mediaUrl': {mediaUrl: url},
      'an object with media_url': {media_url: url, type: 'image/jpeg'},
      'an object with a type nobody knows': {url, type: 7, name: null, id: {}},
    })) {
      test(`a picture may be ${what}`, async () => {
        const [picture] = (await readOne(fields.media(value)))?.attachments ?? [];
        expect(picture).toMatchObject({url, kind: 'image'});
      });
    }

    for (const value of [{}, {id: 'att_1'}, {url: null}, {url: ''}, {url: 7}]) {
      test(`an attachment without an address (${JSON.stringify(value)}) hides nothing else`, async () => {
        const read = await readOne({...fields.text('Look'), ...(name !== 'bird' && fields.media(value))});
        expect(read).toMatchObject({text: 'Look', attachments: []});
      });
    }
  });
}
