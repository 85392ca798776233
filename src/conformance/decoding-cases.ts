import type {MessagingAdapter} from '../adapter/messaging-adapter.js';
import {defineCase, type CaseGroup, type Stage} from './cases.js';
import {check, checkEqual, conversationErrorIn, inTime} from './checks.js';
import {ConformanceFailure} from './conformance-failure.js';
import {fieldsIn, isInList, isOnlyRow, MISSING, replaceField, withoutRows, withUnknownFields} from './rewriting.js';
import {idOf} from './reading.js';
import {checkConversation, checkMessage} from './well-formed.js';

const CHANGES = 'providers add and change fields without notice, and an inbox must not go blank over one of them';
const MARK = 'conformance_unknown_field';
const VALUES: readonly unknown[] = [MISSING, null, 'something-new', 17, {}];

type Rewriting = Stage<'rewriteAnswers'>;

/** One call, made over and over with another field of its answer changed. */
interface Reading {
  readonly what: string;
  readonly call: (adapter: MessagingAdapter, round: number) => Promise<readonly {readonly id: string}[]>;
  /** Whether an answer that cannot be read leaves a doubt. */
  readonly inDoubt: boolean;
}

async function tryEveryField({adapter, hooks, world}: Rewriting, {what, call, inDoubt}: Reading): Promise<void> {
  const fields = new Set<string>();
  // A page in which the only row cannot be read is an error: it would pass for an empty list.
  const alone = new Set<string>();
  await hooks.rewriteAnswers(world, (body) => {
    for (const field of fieldsIn(body)) {
      fields.add(field);
      if (isOnlyRow(body, field)) alone.add(field);
    }
    return body;
  });
  const usual = (await call(adapter, 0)).map(({id}) => id);
  check(fields.size > 0, `JSON in the answers to ${what}`, 'none', 'there is nothing to change otherwise');
  let round = 0;
  for (const field of fields) {
    for (const value of VALUES) {
      await hooks.rewriteAnswers(world, (body) => replaceField(body, field, value));
      const about = `${what} with ${field} ${value === MISSING ? 'missing' : `being ${JSON.stringify(value)}`}`;
      const outcome = await inTime(
        call(adapter, ++round).then(
          (items) => ({items}),
          (thrown: unknown) => ({thrown}),
        ),
        about,
      );
      const mustBeRead = isInList(field) && !alone.has(field) && !inDoubt;
      if ('thrown' in outcome) checkMayFail(outcome.thrown, about, mustBeRead, inDoubt);
      else if (isInList(field)) checkOthersThere(outcome.items, usual, about);
    }
  }
  await hooks.rewriteAnswers(world, undefined);
}

function checkMayFail(thrown: unknown, about: string, mustBeRead: boolean, inDoubt: boolean): void {
  if (thrown instanceof ConformanceFailure) throw thrown;
  const error = conversationErrorIn(thrown, about);
  check(!mustBeRead, `${about} to be read all the same`, `${error.kind}: ${error.message}`, CHANGES);
  checkEqual(error.kind, 'decode', `the kind of the error of ${about}`, 'the words on screen go by it');
  checkEqual(error.outcomeUnknown, inDoubt, `outcomeUnknown of ${about}`, 'the provider did what it was asked');
}

/** Only the first entry of each list is changed, so at most that one may be gone. */
function checkOthersThere(items: readonly {readonly id: string}[], usual: readonly string[], about: string): void {
  const ids = items.map(({id}) => id);
  const lost = usual.filter((id) => !ids.includes(id));
  check(lost.length <= 1, `at most one entry to be lost in ${about}`, lost, CHANGES);
}

/** An answer in which no row can be read must not pass for one without rows. */
async function checkSaysSo({adapter, hooks, world}: Rewriting, {what, call}: Reading): Promise<string | undefined> {
  if ((await call(adapter, 0)).length === 0) return `${what} is empty`;
  await hooks.rewriteAnswers(world, withoutRows);
  const about = `${what} in which no row can be read`;
  const outcome = await inTime(
    call(adapter, 1).then(
      (items) => items.length,
      (thrown: unknown) => conversationErrorIn(thrown, about).kind,
    ),
    about,
  );
  await hooks.rewriteAnswers(world, undefined);
  checkEqual(
    outcome,
    'decode',
    `what came of ${about}`,
    'an inbox that says "no messages" of messages it could not read',
  );
  return undefined;
}

const listOf = async (adapter: MessagingAdapter) => {
  const {items} = await adapter.listConversations({limit: 5});
  items.forEach(checkConversation);
  return items;
};

const pageOf = async (adapter: MessagingAdapter, conversationId: string) => {
  const {messages} = await adapter.listMessages({conversationId, limit: 5});
  for (const message of messages) checkMessage(message, conversationId);
  return messages;
};

export const decodingCases: CaseGroup = {
  group: 'answers nobody expected',
  cases: [
    defineCase('keeps fields it does not know in raw', ['rewriteAnswers'], async ({adapter, facts, hooks, world}) => {
      await hooks.rewriteAnswers(world, (body) => withUnknownFields(body, MARK));
      // Only then, as an adapter may keep what it has read.
      const conversationId = await idOf(adapter, facts.history.conversation);
      const items = [...(await listOf(adapter)), ...(await pageOf(adapter, conversationId))];
      for (const {id, raw} of items) {
        const text = JSON.stringify(raw) ?? '';
        check(text.includes(MARK), `raw of ${id} to hold what the provider added`, text, 'hosts read new fields there');
      }
    }),

    defineCase('reads a list whatever its fields hold', ['rewriteAnswers'], async (stage) => {
      await tryEveryField(stage, {what: 'a list of conversations', call: listOf, inDoubt: false});
    }),

    defineCase('reads messages whatever their fields hold', ['rewriteAnswers'], async (stage) => {
      const id = await idOf(stage.adapter, stage.facts.history.conversation);
      await tryEveryField(stage, {what: 'a page of messages', call: (adapter) => pageOf(adapter, id), inDoubt: false});
    }),

    defineCase('says that a list cannot be read, not that it is empty', ['rewriteAnswers'], async (stage) =>
      checkSaysSo(stage, {what: 'a list of conversations', call: listOf, inDoubt: false}),
    ),

    defineCase('says that messages cannot be read, not that there are none', ['rewriteAnswers'], async (stage) => {
      const id = await idOf(stage.adapter, stage.facts.history.conversation);
      const call = (adapter: MessagingAdapter) => pageOf(adapter, id);
      return checkSaysSo(stage, {what: 'a page of messages', call, inDoubt: false});
    }),

    defineCase('is in doubt when the answer to a send says nothing', ['rewriteAnswers'], async (stage) => {
      const conversationId = await idOf(stage.adapter, stage.facts.open);
      // Every round is a message.
      await stage.hooks.setCredits?.(stage.world, 10_000);
      const call = async (adapter: MessagingAdapter, round: number) => {
        const sent = await adapter.sendMessage({conversationId, text: `Number ${round}`});
        checkMessage(sent, conversationId);
        return [];
      };
      await tryEveryField(stage, {what: 'the answer to a send', call, inDoubt: true});
    }),
  ],
};
