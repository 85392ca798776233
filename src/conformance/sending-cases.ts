import type {OutgoingMessage} from '../adapter/messaging-adapter.js';
import {can} from '../model/capabilities.js';
import {blocksSending, consentKeyword} from '../model/consent.js';
import {nextStatus, type DeliveryStatus} from '../model/delivery-status.js';
import type {Message} from '../model/message.js';
import {defineCase, type CaseGroup, type Stage} from './cases.js';
import {check, checkEqual, checkOneOf, checkRefused, refusalOf} from './checks.js';
import {allMessages, find, idOf} from './reading.js';
import {checkMessage} from './well-formed.js';
import type {KnownConversation} from './world.js';

const ONCE = 'a message that is sent twice, or not at all, is what people remember of an inbox';
const PROMISED = 'what a capability grants is drawn as a control that must work';
/** Typographic characters, an emoji of several code points, another direction. */
const TRICKY =
  'Say \u201chi\u201d \u2013 it\u2019s 5\u202f\u20ac \u{1f469}\u{1f3fd}\u200d\u{1f527} \u0645\u0631\u062d\u0628\u0627';

export async function send({adapter}: Stage, known: KnownConversation, text: string, extra?: Partial<OutgoingMessage>) {
  const conversationId = await idOf(adapter, known);
  return adapter.sendMessage({conversationId, text, ...extra});
}

async function newest({adapter}: Stage, known: KnownConversation): Promise<Message | undefined> {
  return (await allMessages(adapter, await idOf(adapter, known))).at(-1);
}

async function checkNotThere(stage: Stage, known: KnownConversation, text: string): Promise<void> {
  const texts = (await allMessages(stage.adapter, await idOf(stage.adapter, known))).map((message) => message.text);
  check(!texts.includes(text), 'a refused message not to be in the history', text, ONCE);
}

export const sendingCases: CaseGroup = {
  group: 'sending',
  cases: [
    defineCase('answers with the message, which is then in the history once', [], async (stage) => {
      const {adapter, facts} = stage;
      const conversationId = await idOf(adapter, facts.open);
      const sent = await adapter.sendMessage({conversationId, text: 'Your bike is ready'});
      checkMessage(sent, conversationId);
      checkEqual(sent.direction, 'outbound', 'the direction of what was sent', 'it would be drawn on the wrong side');
      checkEqual(sent.text, 'Your bike is ready', 'its text', 'people must see what they sent');
      checkOneOf(sent.status, ['accepted', 'processing', 'sent', 'delivered'], 'its status', 'the provider took it');
      const history = await allMessages(adapter, conversationId);
      const stored = history.filter(({text}) => text === 'Your bike is ready');
      checkEqual(stored.length, 1, 'the number of messages with its text in the history', ONCE);
      checkEqual(stored[0]?.direction, 'outbound', 'its direction in the history', 'it would jump to the other side');
    }),

    defineCase('sends once', ['timesSent'], async (stage) => {
      const {facts, hooks, world} = stage;
      await send(stage, facts.open, 'Exactly once');
      checkEqual(await hooks.timesSent(world, facts.open, 'Exactly once'), 1, 'the number of messages that left', ONCE);
    }),

    defineCase('moves the status forwards only', ['advance'], async (stage) => {
      const {facts, hooks, world} = stage;
      const sent = await send(stage, facts.open, 'On its way');
      const met: DeliveryStatus[] = [sent.status];
      for (let step = 0; step < 8; step++) {
        await hooks.advance(world, step < 6 ? 400 : 20_000);
        const history = await allMessages(stage.adapter, sent.conversationId);
        const status = history.find(({text}) => text === 'On its way')?.status ?? 'unknown';
        const before = met.at(-1) ?? 'unknown';
        const isForwards = status === 'unknown' || nextStatus(before, status) === status;
        check(
          isForwards,
          `a status after "${before}" to be the same or a later one`,
          [...met, status],
          'a message that was delivered cannot be on its way again',
        );
        if (status !== 'unknown') met.push(status);
      }
    }),

    defineCase('reports how a delivery ended', ['deliveries', 'advance'], async (stage) => {
      const {adapter, hooks, world} = stage;
      const deliveries = hooks.deliveries(world);
      for (const {conversation} of deliveries) await send(stage, conversation, 'Any news?');
      await hooks.advance(world, 20_000);
      for (const {conversation, status} of deliveries) {
        const history = await allMessages(adapter, await idOf(adapter, conversation));
        const found = history.find(({text}) => text === 'Any news?')?.status;
        const unknowing: readonly DeliveryStatus[] = ['accepted', 'processing', 'sent', 'unknown'];
        const allowed = can(adapter.capabilities, 'deliveryStatus') ? [status] : unknowing;
        checkOneOf(found, allowed, 'the status in the end', 'deliveryStatus must be as granted as it is told');
      }
    }),

    defineCase('sends a text as it was written, or normalised where that is granted', [], async (stage) => {
      const {adapter, facts} = stage;
      const sent = await send(stage, facts.open, TRICKY);
      const stored = (await allMessages(adapter, sent.conversationId)).find(({text}) => text?.startsWith('Say '))?.text;
      if (!can(adapter.capabilities, 'normalizeText')) {
        checkEqual(stored, TRICKY, 'the text in the history', 'people must see what was sent, character by character');
        return;
      }
      const isPlain = !/[\u201c\u201d\u2019\u2013]/.test(stored ?? '\u201c');
      check(isPlain, 'typographic characters to be replaced', stored, 'segments are counted for the normalised text');
    }),

    defineCase('says which message a reply answers, where that is granted', [], async (stage) => {
      const {adapter, facts} = stage;
      if (!can(adapter.capabilities, 'replyToMessage')) return;
      const {sendRules = {}} = await find(adapter, facts.open);
      const answered = await newest(stage, facts.open);
      check(answered !== undefined, 'a message that can be answered', undefined, PROMISED);
      const asked = send(stage, facts.open, 'To that one', {replyTo: {id: answered?.id ?? ''}});
      if (sendRules.withoutOptions?.includes('replyTo')) {
        await refusalOf(asked, 'answering one message where sendRules say that it cannot be', PROMISED);
        await checkNotThere(stage, facts.open, 'To that one');
        return;
      }
      const {id, conversationId} = await asked;
      const stored = (await allMessages(adapter, conversationId)).find((message) => message.id === id);
      checkEqual(stored?.replyTo?.id, answered?.id, 'the message that it answers, in the history', PROMISED);
    }),

    defineCase('sends pictures where it can, as many as it says', [], async (stage) => {
      const {adapter, facts} = stage;
      const {maximumAttachments} = adapter.capabilities;
      const all = ['one', 'two', 'three'].map((name) => `https://media.example/${name}.jpg`);
      if (!can(adapter.capabilities, 'sendMedia')) {
        await refusalOf(
          send(stage, facts.open, 'Look', {mediaUrls: all.slice(0, 1)}),
          'sending a picture where sendMedia is "none"',
          'a picture that is silently left out is missed by whoever it was for',
        );
        await checkNotThere(stage, facts.open, 'Look');
        return;
      }
      const {sendRules = {}} = await find(adapter, facts.open);
      const here = Math.min(sendRules.maximumAttachments ?? Infinity, sendRules.maximumAttachmentsWithText ?? Infinity);
      const mediaUrls = all.slice(0, Math.min(maximumAttachments, here));
      await send(stage, facts.open, 'Look', {mediaUrls});
      const message = (await allMessages(adapter, await idOf(adapter, facts.open))).find(({text}) => text === 'Look');
      checkEqual(
        message?.attachments.map(({url}) => url),
        mediaUrls,
        'the attachments in the history',
        PROMISED,
      );
    }),

    defineCase('does not send to those who cannot be written to, and says why', ['refusals'], async (stage) => {
      const {hooks, world} = stage;
      for (const {conversation, why, kinds} of hooks.refusals(world)) {
        const sending = send(stage, conversation, 'Can you read this?');
        const error = await checkRefused(sending, kinds, `sending to ${why}`, 'the words on screen go by the kind');
        checkEqual(error.outcomeUnknown, false, `doubt about sending to ${why}`, 'the provider said that it did not');
        await checkNotThere(stage, conversation, 'Can you read this?');
      }
    }),

    defineCase('does not send to somebody it does not know', ['strangerId'], async ({adapter, hooks, world}) => {
      await checkRefused(
        adapter.sendMessage({conversationId: hooks.strangerId(world), text: 'Hello'}),
        ['contact-not-found', 'not-found'],
        'sending to nobody',
        'the words on screen go by the kind',
      );
    }),

    defineCase('does not send nothing', [], async (stage) => {
      const error = await checkRefused(
        send(stage, stage.facts.open, ' '),
        ['validation'],
        'sending an empty text',
        'an empty message costs as much as a full one',
      );
      checkEqual(error.outcomeUnknown, false, 'doubt about it', 'nothing was sent');
    }),

    defineCase('does not send without credits', ['setCredits'], async (stage) => {
      const {facts, hooks, world} = stage;
      await hooks.setCredits(world, 0);
      const kinds = ['insufficient-credits', 'quota-exceeded'] as const;
      await checkRefused(send(stage, facts.open, 'Too dear'), kinds, 'sending without credits', 'who pays must know');
      await checkNotThere(stage, facts.open, 'Too dear');
      await hooks.setCredits(world, 1);
      await send(stage, facts.open, 'Just enough');
    }),

    defineCase('does not send without a number to send from', ['withoutOwnNumber'], async (stage) => {
      await stage.hooks.withoutOwnNumber(stage.world);
      await checkRefused(
        send(stage, stage.facts.open, 'From nowhere'),
        ['no-from-number'],
        'sending without a number of our own',
        'somebody has to set one up, and must be told',
      );
    }),

    defineCase('sends from the number that was chosen, but only from our own', ['sentFrom'], async (stage) => {
      const {adapter, facts, hooks, world} = stage;
      const {chooseOwnEndpoint} = adapter.capabilities;
      if (chooseOwnEndpoint !== 'native') return `chooseOwnEndpoint is "${chooseOwnEndpoint}"`;
      const own = (await adapter.listOwnEndpoints?.()) ?? [];
      check(own.length > 1, 'listOwnEndpoints to list the numbers there are to choose from', own, PROMISED);
      for (const [index, {id, address}] of own.entries()) {
        const text = `From number ${index + 1}`;
        await send(stage, facts.open, text, {ownEndpointId: id ?? address ?? ''});
        const from = await hooks.sentFrom(world, facts.open, text);
        checkOneOf(from, [id, address], 'the number it left from', 'people answer to the number they see');
      }
      const kinds = ['from-number-forbidden', 'no-from-number', 'forbidden', 'validation', 'not-found'] as const;
      const foreign = send(stage, facts.open, 'Hello', {ownEndpointId: 'somebody-elses'});
      await checkRefused(foreign, kinds, "sending from somebody else's number", 'the words go by the kind');
      return undefined;
    }),

    defineCase('follows a contact who opts out', ['optOut'], async (stage) => {
      const {adapter, facts, hooks, world} = stage;
      const {consent} = adapter.capabilities;
      await hooks.optOut(world, facts.open);
      if (consent === 'native') {
        const conversation = await find(adapter, facts.open);
        check(
          blocksSending(conversation.consent),
          'the consent of the conversation to block sending',
          conversation.consent,
          'writing to somebody who said STOP breaks the law',
        );
      }
      const last = await newest(stage, facts.open);
      if (consent !== 'none' && last?.direction === 'inbound' && consentKeyword(last.text) === 'opt-out') {
        const isMarked = last.consentChange?.kind === 'opt-out' || last.insight?.optOutDetected === true;
        check(
          isMarked,
          'the message with which the contact opted out to say so',
          last,
          'people want to know since when',
        );
      }
      const refused = await refusalOf(
        send(stage, facts.open, 'Wait'),
        'sending to who opted out',
        'the law forbids it',
      );
      if (consent !== 'none') checkEqual(refused.kind, 'opted-out', 'the kind of its error', 'the words go by it');
      checkEqual(refused.outcomeUnknown, false, 'doubt about it', 'the provider said that it did not');
    }),

    defineCase('writes again to a contact who opted in again', ['optOut', 'optIn'], async (stage) => {
      const {adapter, facts, hooks, world} = stage;
      await hooks.optOut(world, facts.open);
      await hooks.optIn(world, facts.open);
      if (adapter.capabilities.consent === 'native') {
        const {consent} = await find(adapter, facts.open);
        check(!blocksSending(consent), 'the consent not to block sending any more', consent, 'the contact is waiting');
      }
      checkEqual((await send(stage, facts.open, 'Welcome back')).direction, 'outbound', 'the direction of it', ONCE);
    }),
  ],
};
