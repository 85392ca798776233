import type {Conversation} from '../model/conversation.js';
import {defineCase, type CaseGroup} from './cases.js';
import {check, checkEqual, checkOneOf, checkRefused, checkSequence} from './checks.js';
import {isObject, RAW} from './list-cases.js';
import {addressOf, allConversations, allMessages, find, idOf} from './reading.js';
import {checkConversation} from './well-formed.js';

const DONE = 'what people did must still be done when they look again';
const KEY = 'conformance';

export const actionCases: CaseGroup = {
  group: 'what can be done with a conversation',
  cases: [
    defineCase('marks it as read', ['unread'], async ({adapter, hooks, world}) => {
      if (!adapter.markRead) return 'the adapter has no markRead';
      for (const {conversation} of hooks.unread(world)) {
        await adapter.markRead(await idOf(adapter, conversation));
        checkEqual((await find(adapter, conversation)).unread.has, false, 'whether anything is unread', DONE);
      }
      return undefined;
    }),

    defineCase('archives it and takes it back', [], async ({adapter, facts}) => {
      const {capabilities} = adapter;
      if (!adapter.setArchived) return 'the adapter has no setArchived';
      const {id} = await find(adapter, facts.open);
      const isListed = async (includeArchived: boolean) =>
        (await allConversations(adapter, includeArchived ? {includeArchived} : {})).find(
          (conversation) => conversation.id === id,
        );
      const archived = await adapter.setArchived(id, true);
      checkEqual(archived.status, 'archived', 'the status of what was archived', DONE);
      if (capabilities.includeArchived === 'native' || capabilities.includeArchived === 'none') {
        checkEqual((await isListed(false))?.id, undefined, 'the archived conversation in the list', DONE);
      }
      if (capabilities.includeArchived === 'native') {
        checkEqual((await isListed(true))?.status, 'archived', 'its status in the list with archived ones', DONE);
      }
      checkEqual((await adapter.setArchived(id, false)).status, 'active', 'its status when taken back', DONE);
      checkEqual((await isListed(false))?.status, 'active', 'its status in the list', DONE);
      return undefined;
    }),

    defineCase('closes it and opens it again', [], async ({adapter, facts}) => {
      if (!adapter.setClosed) return 'the adapter has no setClosed';
      const {id} = await find(adapter, facts.open);
      for (const [closed, status] of [
        [true, 'closed'],
        [false, 'active'],
      ] as const) {
        checkEqual((await adapter.setClosed(id, closed)).status, status, 'the status in the answer', DONE);
        checkEqual((await find(adapter, facts.open)).status, status, 'the status in the list', DONE);
      }
      return undefined;
    }),

    defineCase('deletes it, and nothing else', [], async ({adapter, facts}) => {
      if (!adapter.deleteConversation) return 'the adapter has no deleteConversation';
      const before = await allConversations(adapter);
      const {id} = await find(adapter, facts.open);
      await adapter.deleteConversation(id);
      const left = (await allConversations(adapter)).filter(({status}) => status !== 'deleted');
      const ids = (list: readonly Conversation[]) => list.map((conversation) => conversation.id).sort();
      checkEqual(ids(left), ids(before.filter((other) => other.id !== id)), 'what is left', 'it is for ever');
      return undefined;
    }),

    defineCase('deletes one message, and nothing else', [], async ({adapter, facts: {history}}) => {
      if (!adapter.deleteMessage) return 'the adapter has no deleteMessage';
      const conversationId = await idOf(adapter, history.conversation);
      let left = (await allMessages(adapter, conversationId)).map(({id}) => id);
      const doomed = [left.at(-1), left[Math.floor(left.length / 2)], left[0]];
      for (const id of doomed.filter((one) => one !== undefined)) {
        await adapter.deleteMessage(conversationId, id);
        left = left.filter((other) => other !== id);
        const now = (await allMessages(adapter, conversationId)).map((message) => message.id);
        checkSequence(now, left, 'the messages that are left', 'it is for ever');
      }
      const again = adapter.deleteMessage(conversationId, doomed[0] ?? '');
      await checkRefused(again, ['not-found'], 'deleting it again', 'what is there no more cannot be deleted');
      check(
        (await find(adapter, history.conversation)).id === conversationId,
        'its conversation to stay',
        'gone',
        DONE,
      );
      return undefined;
    }),

    defineCase('is in doubt when the answer to a deleted message is lost', ['loseNextAnswer'], async (stage) => {
      const {adapter, facts, hooks, world} = stage;
      if (!adapter.deleteMessage) return 'the adapter has no deleteMessage';
      const conversationId = await idOf(adapter, facts.open);
      const last = (await allMessages(adapter, conversationId)).at(-1);
      if (!last) return 'nothing was said in it';
      await hooks.loseNextAnswer(world, 'send');
      const why = 'it may be gone, or not';
      const kinds = ['network', 'timeout', 'server'] as const;
      const error = await checkRefused(
        adapter.deleteMessage(conversationId, last.id),
        kinds,
        'a deletion without answer',
        why,
      );
      checkEqual(error.outcomeUnknown, true, 'outcomeUnknown of a deletion without answer', why);
      const left = await allMessages(adapter, conversationId);
      check(!left.some(({id}) => id === last.id), 'a deletion that was done to be done', 'the message', DONE);
      return undefined;
    }),

    defineCase('reacts to one message, once, and says so in the history', [], async ({adapter, facts}) => {
      if (!adapter.react) return 'the adapter has no react';
      const conversation = await find(adapter, facts.open);
      if (conversation.sendRules?.withoutOptions?.includes('reaction')) return 'this conversation takes no reactions';
      const message = (await allMessages(adapter, conversation.id)).at(-1);
      if (!message || message.takesReactions === false) return 'nothing in it can be reacted to';
      let leaves = 0;
      await adapter.react(conversation.id, message.id, 'like', {beforeLeave: () => void leaves++});
      checkEqual(leaves, 1, 'how often beforeLeave was asked', 'it reaches the contact: consent is asked last');
      const now = (await allMessages(adapter, conversation.id)).find(({id}) => id === message.id);
      const own = now?.reactions?.some(({kind, isOwn}) => kind === 'like' && isOwn === true) ?? false;
      check(own, 'a reaction of ours', now?.reactions, DONE);
      const refused = adapter.react(conversation.id, 'none-such', 'like');
      await checkRefused(refused, ['not-found', 'validation'], 'a reaction to nothing', 'nobody would see it');
      return undefined;
    }),

    defineCase('starts one', ['startRequest'], async ({adapter, hooks, world}) => {
      if (!adapter.startConversation || !adapter.describeStart) return 'the adapter has no startConversation';
      const form = await adapter.describeStart();
      check(form.recipientKinds.length > 0, 'a form that asks for somebody', form, 'nobody could be chosen');
      checkOneOf(
        form.firstMessage,
        ['required', 'optional', 'none'],
        'firstMessage of the form',
        'the form is drawn by it',
      );
      const before = (await allConversations(adapter)).map(({id}) => id);
      const started = await adapter.startConversation(hooks.startRequest(world, form));
      checkConversation(started);
      check(
        !before.includes(started.id),
        'a conversation of its own',
        started.id,
        'it would show what somebody else said',
      );
      const listed = (await allConversations(adapter)).map(({id}) => id);
      check(listed.includes(started.id), 'the new conversation to be in the list', started.id, DONE);
      return undefined;
    }),

    defineCase('tells more about its contact', [], async ({adapter, facts}) => {
      if (!adapter.getContact) return 'the adapter has no getContact';
      const conversation = await find(adapter, facts.open);
      const contact = await adapter.getContact(conversation.id);
      const address = addressOf(conversation);
      if (contact.address !== undefined && address !== undefined) {
        checkEqual(contact.address, address, 'the address of the contact', 'it would be about somebody else');
      }
      check(isObject(contact.raw), "the contact to carry the provider's object in raw", contact.raw, RAW);
      return undefined;
    }),

    defineCase('changes single keys of its metadata, and not what somebody else changed', [], async (stage) => {
      const {adapter, facts} = stage;
      if (!adapter.updateMetadata) return 'the adapter has no updateMetadata';
      const {id, metadata = null} = await find(adapter, facts.open);
      const first = await adapter.updateMetadata(id, {base: metadata, changes: {[KEY]: 'one'}});
      checkEqual(first.metadata, {...metadata, [KEY]: 'one'}, 'the metadata in the answer', 'other keys are not ours');
      const conflicting = adapter.updateMetadata(id, {base: metadata, changes: {[KEY]: 'two'}});
      const why = 'what somebody else wrote meanwhile would be lost unseen';
      const error = await checkRefused(conflicting, ['conflict'], 'changing a key that somebody else changed', why);
      check(isObject(error.raw), 'the metadata as it is now in raw', error.raw, 'people choose between the two');
      const same = await adapter.updateMetadata(id, {base: first.metadata ?? null, changes: {[KEY]: undefined}});
      checkEqual({...same.metadata}, {...metadata}, 'the metadata without the key again', DONE);
      return undefined;
    }),
  ],
};
