import type {FilledTemplate, MessageTemplate} from '../../adapter/start-conversation.js';
import {adapterErrors} from '../../adapter/toolkit/adapter-errors.js';
import type {Backend} from '../../backend/backend.js';
import type {Thread} from '../../backend/types.js';
import type {SendRules} from '../../model/send-rules.js';

/** How long after the contact's last message WhatsApp takes free text. */
const FREE_TEXT_FOR = 24 * 60 * 60_000;

const TEMPLATES: readonly MessageTemplate[] = [
  {
    id: 'hello',
    name: 'Hello',
    preview: 'Hello {{name}}, this is Larkspur Cycles. May we write to you here?',
    parameters: [{key: 'name', label: 'Name'}],
  },
  {id: 'ready', name: 'Ready', preview: 'Your bicycle is ready. We are open until 7.', parameters: []},
];

const channelOf = (backend: Backend, {ownNumberId}: Thread) =>
  backend.ownNumbers().find(({id}) => id === ownNumberId)?.channel ?? 'sms';

/** @returns `undefined` where anything may be written at any time */
export function sendRulesOf(backend: Backend, thread: Thread): SendRules | undefined {
  if (channelOf(backend, thread) !== 'whatsapp') return undefined;
  const heard = backend.messagesOf(thread.id).findLast(({direction}) => direction === 'inbound');
  return {freeTextUntil: heard ? heard.at + FREE_TEXT_FOR : thread.createdAt};
}

export const templatesFor = (backend: Backend, thread: Thread): readonly MessageTemplate[] =>
  channelOf(backend, thread) === 'whatsapp' ? TEMPLATES : [];

/**
 * What a template says.
 *
 * @throws ConversationError of kind `validation` for one that does not go here, or that lacks a value
 */
export function filled({id, parameters}: FilledTemplate, backend: Backend, thread: Thread): string {
  const {refusal} = adapterErrors('memory');
  const template = templatesFor(backend, thread).find((each) => each.id === id);
  if (!template) throw refusal('template', 'There is no such template here.');
  return template.parameters.reduce((text, {key}) => {
    const value = parameters[key]?.trim();
    if (!value) throw refusal(key, `The template needs a value for "${key}".`);
    return text.replaceAll(`{{${key}}}`, value);
  }, template.preview ?? '');
}
