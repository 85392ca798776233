import type {Conversation} from '../model/conversation.js';
import type {Cursor} from '../model/page.js';
import {can} from '../model/capabilities.js';
import {defineCase, type CaseGroup, type Stage} from './cases.js';
import {check, checkEqual, checkNoDouble, checkRefused, checkSameSet} from './checks.js';
import {allConversations, conversationPages, find, idOf, isKnownAs, namesOf, nameOf} from './reading.js';
import {checkConversation} from './well-formed.js';
import type {KnownConversation} from './world.js';

const LOST = 'a conversation that is skipped is never answered, and one met twice is drawn twice';

/** Without archived ones where telling them apart is left to the store. */
function listed({adapter}: Stage, found: readonly Conversation[]): readonly Conversation[] {
  const {includeArchived} = adapter.capabilities;
  const isStoresWork = includeArchived === 'derived' || includeArchived === 'local';
  return isStoresWork ? found.filter(({status}) => status !== 'archived') : found;
}

async function checkWholeList(stage: Stage, limit?: number, between?: () => void | Promise<void>): Promise<void> {
  const {adapter, facts} = stage;
  const pages = await conversationPages(adapter, limit === undefined ? {} : {limit}, between);
  const found = listed(
    stage,
    pages.flatMap(({items}) => items),
  );
  checkNoDouble(
    found.map(({id}) => id),
    'every conversation',
    LOST,
  );
  const names = namesOf(found, facts.conversations);
  const everything = facts.conversations.map(nameOf);
  const what = limit === undefined ? 'the list' : `the list in pages of about ${limit}`;
  if (!pages.at(-1)?.incomplete) checkSameSet(names, everything, what, LOST);
  else checkSameSet([...names, ...everything.filter((name) => !names.includes(name))], everything, what, LOST);
}

/** Conversations of no other importance, the least recently active last. */
function others({facts: {conversations, open, history}}: Stage): readonly KnownConversation[] {
  const spared = [nameOf(open), nameOf(history.conversation)];
  return conversations.filter((known) => !spared.includes(nameOf(known)));
}

export const listCases: CaseGroup = {
  group: 'the list of conversations',
  cases: [
    defineCase('holds every conversation once, to the last page', [], async (stage) => {
      for (const limit of [undefined, 5, 20]) await checkWholeList(stage, limit);
    }),

    defineCase('pages through conversations that were active at the same instant', [], async (stage) => {
      const times = (await allConversations(stage.adapter)).map(({lastActivityAt}) => lastActivityAt);
      const known = times.filter((at) => at !== undefined);
      check(
        known.length === 0 || new Set(known).size < known.length,
        'a world in which some conversations share the instant of their last activity',
        'a world in which none do',
        'a page that ends between equal times is where cursors made of times lose somebody',
      );
      for (const limit of [3, 4]) await checkWholeList(stage, limit);
    }),

    defineCase('skips and doubles nobody while conversations move up', ['contactWrites'], async (stage) => {
      const {world, hooks} = stage;
      const writers = [...others(stage)].reverse();
      await checkWholeList(stage, 10, async () => {
        await hooks.advance?.(world, 1000);
        for (const writer of writers.splice(0, 2)) await hooks.contactWrites(world, writer, 'I moved up');
      });
    }),

    defineCase('tells the true total, where it tells one', [], async ({adapter, facts}) => {
      const {total, items} = await adapter.listConversations({});
      const isStoresWork = ['derived', 'local'].includes(adapter.capabilities.includeArchived);
      if (total === undefined) return 'no total is told';
      if (isStoresWork) return 'archived conversations may count';
      checkEqual(total, facts.conversations.length, `the total of a list of ${items.length} or more`, 'it is shown');
      return undefined;
    }),

    defineCase('has cursors that survive being written down', [], async (stage) => {
      const {items, next} = await stage.adapter.listConversations({limit: 5});
      if (next === undefined) {
        checkSameSet(
          namesOf(listed(stage, items), stage.facts.conversations),
          stage.facts.conversations.map(nameOf),
          'a list without a second page',
          LOST,
        );
        return 'the list comes whole';
      }
      const cursor = JSON.parse(JSON.stringify(next)) as Cursor;
      const first = items.map(({id}) => id);
      const second = (await stage.adapter.listConversations({limit: 5, cursor})).items.map(({id}) => id);
      const again = (await stage.adapter.listConversations({limit: 5, cursor: next})).items.map(({id}) => id);
      checkEqual(second, again, 'the page of the written cursor', 'cursors are kept between loads');
      checkNoDouble([...first, ...second], 'conversations of two pages', LOST);
      return undefined;
    }),

    defineCase('refuses a cursor it did not make', [], async ({adapter}) => {
      await checkRefused(
        adapter.listConversations({cursor: 'not a cursor' as Cursor}),
        ['cursor-invalid', 'validation'],
        'reading the list from an invalid cursor',
        'the list is then read again from its start; any other answer passes for a page of it',
      );
    }),

    defineCase('says of a conversation what is true', [], async ({adapter, facts}) => {
      for (const known of facts.conversations.filter((candidate) => candidate.name ?? candidate.lastText)) {
        const {participants, lastMessage, lastActivityAt} = await find(adapter, known);
        const about = nameOf(known);
        const names = participants.map(({name}) => name);
        if (known.name !== undefined) {
          check(names.includes(known.name), `${about} to be "${known.name}"`, names, 'people look for people');
        }
        if (known.lastText !== undefined) {
          checkEqual(lastMessage?.text, known.lastText, `the last text of ${about}`, 'a row shows it');
        }
        if (known.lastActivityAt !== undefined) {
          checkEqual(lastActivityAt, known.lastActivityAt, `the last activity of ${about}`, 'the list is sorted by it');
        }
      }
    }),

    defineCase('shows a new message in the list', ['contactWrites'], async ({adapter, facts, hooks, world}) => {
      await hooks.contactWrites(world, facts.open, 'Are you open today?');
      const {lastMessage} = await find(adapter, facts.open);
      if (lastMessage?.text === undefined) return 'the list tells no last message';
      checkEqual(lastMessage.text, 'Are you open today?', 'the last text in the list', 'a row shows it');
      const {direction} = lastMessage;
      const isTrue = direction === undefined || direction === 'inbound' || direction === 'unknown';
      check(isTrue, 'the last message to be inbound', direction, 'a row says who spoke last');
      return undefined;
    }),

    defineCase('consists of well-formed conversations', [], async ({adapter}) => {
      (await allConversations(adapter)).forEach(checkConversation);
    }),

    defineCase("keeps the provider's own objects in raw", [], async ({adapter}) => {
      for (const {id, raw} of await allConversations(adapter)) {
        check(isObject(raw), `conversation ${id} to carry the provider's object in raw`, raw, RAW);
      }
    }),

    defineCase('leaves archived conversations out unless asked', ['archived'], async (stage) => {
      const {adapter, hooks, world} = stage;
      const archived = hooks.archived(world);
      const isArchived = (conversation: Conversation) => archived.some((known) => isKnownAs(conversation, known));
      const without = listed(stage, await allConversations(adapter)).filter(isArchived);
      checkEqual(without.length, 0, 'the number of archived conversations in the list', 'they were put away');
      if (!can(adapter.capabilities, 'includeArchived')) return;
      const all = (await allConversations(adapter, {includeArchived: true})).filter(isArchived);
      checkEqual(
        all.length,
        archived.length,
        'the number of archived conversations when asked for them',
        'found again',
      );
      for (const {id, status} of all) checkEqual(status, 'archived', `the status of ${id}`, 'the row says it');
    }),

    defineCase('reads one conversation as it is listed', [], async ({adapter, facts, hooks, world}) => {
      if (!adapter.getConversation) return 'the adapter has no getConversation';
      const known = await find(adapter, facts.open);
      const again = await adapter.getConversation(known.id);
      checkConversation(again);
      for (const field of ['id', 'kind', 'channel', 'status'] as const) {
        checkEqual(
          again[field],
          known[field],
          `${field} of a conversation read by its id`,
          'it replaces the listed one',
        );
      }
      checkEqual(await idOf(adapter, facts.open), again.id, 'the id of the conversation read', 'it is asked for by it');
      if (!hooks.strangerId) return undefined;
      await checkRefused(
        adapter.getConversation(hooks.strangerId(world)),
        ['not-found', 'contact-not-found', 'validation'],
        'reading a conversation with nobody',
        'a link to a conversation that is gone must say so',
      );
      return undefined;
    }),
  ],
};

export const RAW = 'what this library does not model is read from there';

export const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
