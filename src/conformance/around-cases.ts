import type {MessageAnchor, MessagePage, MessagingAdapter} from '../adapter/messaging-adapter.js';
import type {Message} from '../model/message.js';
import {defineCase, type CaseGroup, type Stage} from './cases.js';
import {check, checkEqual, checkRefused, checkSequence} from './checks.js';
import {allMessages, idOf, newerPages, olderPages} from './reading.js';

const FOUND = 'whoever opens what was found, or an unread message far up, is to see it with what was said around it';
const ONWARD = 'reading on from there must neither skip nor double a message';
const PAGE = 11;

interface History {
  readonly conversationId: string;
  readonly messages: readonly Message[];
}

async function historyOf({adapter, facts}: Stage): Promise<History> {
  const conversationId = await idOf(adapter, facts.history.conversation);
  return {conversationId, messages: await allMessages(adapter, conversationId)};
}

const idsOf = (pages: readonly MessagePage[]): readonly string[] =>
  pages.flatMap(({messages}) => messages.map(({id}) => id));

/** Reads on from a page to both ends, and compares with the history as it is read from its newest end. */
async function checkLeadsOn(adapter: MessagingAdapter, {conversationId, messages}: History, anchor: MessageAnchor) {
  const page = await adapter.listMessages({conversationId, around: anchor, limit: PAGE});
  const older = await olderPages(adapter, conversationId, page, PAGE);
  const newer = await newerPages(adapter, conversationId, page, PAGE);
  const what = `the history around ${JSON.stringify(anchor)}`;
  checkSequence(
    idsOf([...older.slice(0, -1), ...newer]),
    messages.map(({id}) => id),
    what,
    ONWARD,
  );
  return page;
}

/** The first, the last and some between, of which some share their instant with others. */
const placesIn = (messages: readonly Message[]): readonly Message[] =>
  [0, 0.13, 0.5, 0.77, 1].flatMap((share) => messages[Math.round(share * (messages.length - 1))] ?? []);

const notPromised = (stage: Stage): string | undefined => {
  const {messagesAround} = stage.adapter.capabilities;
  return messagesAround === 'native' ? undefined : `messagesAround is "${messagesAround}"`;
};

export const aroundCases: CaseGroup = {
  group: 'the messages around a place',
  cases: [
    defineCase('hold the message that was asked for, and lead on to both ends', [], async (stage) => {
      const reason = notPromised(stage);
      if (reason) return reason;
      const history = await historyOf(stage);
      for (const {id} of placesIn(history.messages)) {
        const page = await checkLeadsOn(stage.adapter, history, {messageId: id});
        check(idsOf([page]).includes(id), `the page to hold message ${id}`, idsOf([page]), FOUND);
        check(page.messages.length > 1, 'neighbours of the message', page.messages.length, FOUND);
      }
      return undefined;
    }),

    defineCase('begin around a moment, and lead on to both ends', [], async (stage) => {
      const reason = notPromised(stage);
      if (reason) return reason;
      const history = await historyOf(stage);
      const times = history.messages.flatMap(({at}) => at ?? []);
      for (const {at = 0} of placesIn(history.messages)) {
        for (const moment of [at, at - 1]) {
          const next = times.find((time) => time >= moment);
          const {messages} = await checkLeadsOn(stage.adapter, history, {at: moment});
          const holdsNext = messages.some((message) => message.at === next);
          check(holdsNext, `a message of ${next}, the first at or after ${moment}`, messages, FOUND);
        }
      }
      return undefined;
    }),

    defineCase('are the last ones around a moment after all of them', [], async (stage) => {
      const reason = notPromised(stage);
      if (reason) return reason;
      const history = await historyOf(stage);
      const last = history.messages.at(-1);
      const page = await checkLeadsOn(stage.adapter, history, {at: (last?.at ?? 0) + 86_400_000});
      checkEqual(page.messages.at(-1)?.id, last?.id, 'the last message of the page', FOUND);
      checkEqual(page.newer, undefined, 'the cursor for newer messages', 'there is nothing newer');
      return undefined;
    }),

    defineCase('do not exist around a message that is not there', [], async (stage) => {
      const reason = notPromised(stage);
      if (reason) return reason;
      const {conversationId} = await historyOf(stage);
      await checkRefused(
        stage.adapter.listMessages({conversationId, around: {messageId: 'no-such-message'}}),
        ['not-found', 'validation'],
        'reading around a message that is not there',
        'any page would pass for the place it was in',
      );
      return undefined;
    }),
  ],
};
