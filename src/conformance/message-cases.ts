import type {MessagePage} from '../adapter/messaging-adapter.js';
import {can} from '../model/capabilities.js';
import type {Message} from '../model/message.js';
import type {Cursor} from '../model/page.js';
import {MessageList} from '../model/message-list.js';
import {defineCase, type CaseGroup} from './cases.js';
import {check, checkEqual, checkNoDouble, checkOneOf, checkRefused, checkSequence, refusalOf} from './checks.js';
import {isObject, RAW} from './list-cases.js';
import {allMessages, idOf, messagePages, newerPages} from './reading.js';
import {checkMessage} from './well-formed.js';

const HISTORY = 'a message that is skipped, doubled or out of order changes what people believe was said';

const messagesIn = (pages: readonly MessagePage[]): readonly Message[] => pages.flatMap(({messages}) => messages);
const textsOf = (messages: readonly Message[]) => messages.map(({text}) => text);

function checkHistory(pages: readonly MessagePage[], texts: readonly string[], what: string): void {
  const messages = messagesIn(pages);
  checkNoDouble(
    messages.map(({id}) => id),
    `every message of ${what}`,
    HISTORY,
  );
  checkSequence(textsOf(messages), texts, what, HISTORY);
}

export const messageCases: CaseGroup = {
  group: 'the messages of a conversation',
  cases: [
    defineCase('start with the newest page, oldest message first', [], async ({adapter, facts: {history}}) => {
      const conversationId = await idOf(adapter, history.conversation);
      const {messages, newer} = await adapter.listMessages({conversationId, limit: 20});
      check(messages.length > 0, 'the newest page to hold messages', 'none', HISTORY);
      checkSequence(textsOf(messages), history.texts.slice(-messages.length), 'the newest page', HISTORY);
      const times = messages.map(({at}) => at ?? 0);
      const sorted = [...times].sort((a, b) => a - b);
      checkSequence(times, sorted, 'the times of a page', 'a page is oldest first');
      checkEqual(newer, undefined, 'the cursor for newer messages on the newest page', 'there is nothing newer');
    }),

    defineCase('page to the first one without gap or double', [], async ({adapter, facts: {history}}) => {
      const id = await idOf(adapter, history.conversation);
      for (const limit of [7, 50, undefined]) {
        const pages = await messagePages(adapter, id, limit);
        checkHistory(pages, history.texts, `the history in pages of about ${limit ?? 'the usual size'}`);
      }
    }),

    defineCase('stay in order where they share an instant', [], async ({adapter, facts: {history}}) => {
      const id = await idOf(adapter, history.conversation);
      const pages = await messagePages(adapter, id, 6);
      const times = messagesIn(pages)
        .map(({at}) => at)
        .filter((at) => at !== undefined);
      check(
        times.length === 0 || new Set(times).size < times.length,
        'a world in which some messages share an instant',
        'a world in which none do',
        'a page that ends between equal times is where cursors made of times lose somebody',
      );
      const merged = [...pages]
        .reverse()
        .reduce((known, {messages}) => known.merge(messages, {page: 'older'}), MessageList.empty).messages;
      checkSequence(textsOf(merged), history.texts, 'the history as a timeline merges its pages', HISTORY);
    }),

    defineCase('page without gap or double while messages arrive', ['contactWrites'], async (stage) => {
      const {adapter, facts, hooks, world} = stage;
      const {conversation, texts} = facts.history;
      const id = await idOf(adapter, conversation);
      const arrived: string[] = [];
      const pages = await messagePages(adapter, id, 11, async () => {
        for (let count = 0; count < 2; count++) {
          arrived.push(`Arrived ${arrived.length + 1}`);
          await hooks.contactWrites(world, conversation, arrived.at(-1) ?? '');
        }
      });
      checkHistory(pages, texts, 'the history that was being read');
      checkHistory(await messagePages(adapter, id, 50), [...texts, ...arrived], 'the history afterwards');
    }),

    defineCase('have cursors that survive being written down', [], async ({adapter, facts}) => {
      const {conversation, texts} = facts.history;
      const conversationId = await idOf(adapter, conversation);
      const newest = await adapter.listMessages({conversationId, limit: 50});
      checkOneOf(typeof newest.older, ['string', 'undefined'], 'the type of a cursor', 'cursors are kept as JSON');
      const isWhole = newest.messages.length === texts.length;
      check(isWhole || !!newest.older, 'a cursor for older messages', newest.older, 'there is more to read');
      if (newest.older === undefined) return 'the history comes whole';
      const cursor = JSON.parse(JSON.stringify(newest.older)) as Cursor;
      const {messages} = await adapter.listMessages({conversationId, cursor, limit: 50});
      const expected = texts.at(-newest.messages.length - 1);
      checkEqual(messages.at(-1)?.text, expected, 'the text right before the newest page', HISTORY);
      return undefined;
    }),

    defineCase('have no older page past the first one', [], async ({adapter, facts}) => {
      const id = await idOf(adapter, facts.history.conversation);
      const [oldest] = await messagePages(adapter, id, 50);
      checkEqual(oldest?.older, undefined, 'the cursor on the oldest page', 'a view would go on loading');
      const short = await messagePages(adapter, await idOf(adapter, facts.open), 50);
      checkEqual(short[0]?.older, undefined, 'the cursor of a short conversation', 'a view would go on loading');
    }),

    defineCase('cannot be read from a cursor nobody made', [], async ({adapter, facts}) => {
      const conversationId = await idOf(adapter, facts.history.conversation);
      await checkRefused(
        adapter.listMessages({conversationId, cursor: 'not a cursor' as Cursor}),
        ['cursor-invalid', 'validation'],
        'reading messages from an invalid cursor',
        'the history is then read again from its end; any other answer passes for a page of it',
      );
    }),

    defineCase('page back to the newest one where it can, and else have no such cursor', [], async (stage) => {
      const {adapter, facts} = stage;
      const id = await idOf(adapter, facts.history.conversation);
      const pages = await messagePages(adapter, id, 20);
      const [oldest] = pages;
      if (!oldest || !can(adapter.capabilities, 'newerMessages')) {
        const claimed = pages.filter(({newer}) => newer !== undefined).length;
        checkEqual(claimed, 0, 'the number of pages with a cursor for newer messages', 'the capability is "none"');
        return;
      }
      checkHistory(await newerPages(adapter, id, oldest, 20), facts.history.texts, 'the history read forwards');
    }),

    defineCase('page forwards to what arrived meanwhile', ['contactWrites'], async (stage) => {
      const {adapter, facts, hooks, world} = stage;
      if (!can(adapter.capabilities, 'newerMessages')) return 'newerMessages is "none"';
      const {conversation, texts} = facts.history;
      const id = await idOf(adapter, conversation);
      const [oldest] = await messagePages(adapter, id, 20);
      await hooks.contactWrites(world, conversation, 'Arrived 1');
      await hooks.contactWrites(world, conversation, 'Arrived 2');
      const pages = oldest ? await newerPages(adapter, id, oldest, 20) : [];
      checkHistory(pages, [...texts, 'Arrived 1', 'Arrived 2'], 'the history read forwards');
      return undefined;
    }),

    defineCase('can be read from any message or moment on, without what lies between', [], async (stage) => {
      const {adapter, facts} = stage;
      if (!can(adapter.capabilities, 'messagesAround')) return 'messagesAround is "none"';
      const {conversation, texts} = facts.history;
      const conversationId = await idOf(adapter, conversation);
      const all = messagesIn(await messagePages(adapter, conversationId, 50));
      for (const sought of [all[0], all[Math.floor(all.length / 3)], all.at(-1)]) {
        if (sought?.at === undefined) continue;
        for (const around of [{messageId: sought.id}, {at: sought.at}]) {
          const {messages} = await adapter.listMessages({conversationId, around, limit: 10});
          const found = messages.find(({id, at}) => ('at' in around ? at === sought.at : id === sought.id));
          check(!!found, `the page around ${JSON.stringify(around)} to hold it`, textsOf(messages), HISTORY);
          const start = texts.indexOf(messages[0]?.text ?? '');
          checkSequence(textsOf(messages), texts.slice(start, start + messages.length), 'the page around it', HISTORY);
        }
      }
      const after = {at: (all.at(-1)?.at ?? 0) + 3_600_000};
      const {messages, newer} = await adapter.listMessages({conversationId, around: after, limit: 10});
      checkEqual(messages.at(-1)?.text, texts.at(-1), 'the last message, where all are older than the moment', HISTORY);
      checkEqual(newer, undefined, 'the cursor for newer messages there', 'there is nothing newer');
      await checkRefused(
        adapter.listMessages({conversationId, around: {messageId: 'nobody-wrote-this'}}),
        ['not-found', 'unsupported', 'validation'],
        'reading around a message there is not',
        'any page would pass for the one around it',
      );
      return undefined;
    }),

    defineCase('include what the contact just wrote, as inbound', ['contactWrites'], async (stage) => {
      const {adapter, facts, hooks, world} = stage;
      const id = await idOf(adapter, facts.open);
      await hooks.contactWrites(world, facts.open, 'Is tomorrow still fine?');
      const newest = (await allMessages(adapter, id)).at(-1);
      checkEqual(newest?.text, 'Is tomorrow still fine?', 'the newest text', HISTORY);
      if (newest?.direction === 'unknown') return 'the provider does not tell which way a message went';
      checkEqual(newest?.direction, 'inbound', 'its direction', 'the side of the screen says who spoke');
      checkEqual(newest?.status, 'received', 'its status', 'nothing is to be delivered');
      return undefined;
    }),

    defineCase('tell a picture from a text', ['picture'], async ({adapter, hooks, world}) => {
      const {conversation, url} = hooks.picture(world);
      const [message] = await allMessages(adapter, await idOf(adapter, conversation));
      checkEqual(message?.text || null, null, 'the text of a picture', 'an empty bubble would be drawn');
      const urls = message?.attachments.map((attachment) => attachment.url);
      checkEqual(urls, [url], 'its attachments', 'nobody would see the picture');
    }),

    defineCase('are well-formed', [], async ({adapter, facts}) => {
      for (const known of [facts.open, facts.history.conversation]) {
        const id = await idOf(adapter, known);
        for (const message of await allMessages(adapter, id)) checkMessage(message, id);
      }
    }),

    defineCase("keep the provider's own objects in raw", [], async ({adapter, facts}) => {
      for (const {id, raw} of await allMessages(adapter, await idOf(adapter, facts.history.conversation))) {
        check(isObject(raw), `message ${id} to carry the provider's object in raw`, raw, RAW);
      }
    }),

    defineCase('do not exist of a conversation with nobody', ['strangerId'], async ({adapter, hooks, world}) => {
      const conversationId = hooks.strangerId(world);
      const reading = adapter.listMessages({conversationId});
      const page = await reading.catch(() => undefined);
      if (page) {
        checkEqual(page.messages.length, 0, 'the number of messages with nobody', HISTORY);
        return;
      }
      const {kind} = await refusalOf(reading, 'reading messages with nobody', 'the words on screen go by it');
      checkOneOf(kind, ['not-found', 'contact-not-found', 'validation'], 'the kind of its error', 'the words go by it');
    }),
  ],
};
