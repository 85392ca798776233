import type {AdapterEvent} from '../../adapter/adapter-event.js';
import {pollingOptionsOf} from '../../adapter/polling.js';
import type {LiveNewsOptions} from '../../adapter/toolkit/live-news.js';
import {accountOf, newsFromWebhook} from './events.js';
import type {AccountKnowledge} from './knowledge.js';
import type {MessageContext} from './map-message.js';
import type {SurgeAdapterOptions} from './options.js';

/** What a webhook payload changes in what is known, as events; payloads of other accounts change nothing. */
export function takeWebhook(
  payload: unknown,
  knowledge: AccountKnowledge,
  {accountId, ...context}: MessageContext & Pick<SurgeAdapterOptions, 'accountId'>,
): readonly AdapterEvent[] {
  const news = newsFromWebhook(payload, context);
  const account = accountOf(payload);
  if (!news || (account !== undefined && account !== accountId)) return [];
  switch (news.kind) {
    case 'message': {
      const {conversationId, id} = news.message;
      const isNew = !knowledge.knowsMessage(id);
      knowledge.noteConversation(news.conversation);
      const message = knowledge.learnMessage(news.message);
      const settled = knowledge.settleSuspicion(message);
      const touched = [conversationId, ...settled.filter((other) => other !== conversationId)];
      return [{type: isNew ? 'message-created' : 'message-updated', message}, ...updatesOf(touched, knowledge)];
    }
    case 'conversation':
      knowledge.noteConversation(news.conversation);
      return updatesOf([news.id], knowledge);
    case 'consent': {
      const {contactId, at} = news;
      const touched = news.optedOut ? knowledge.optOut(contactId, at) : knowledge.optIn(contactId, at);
      // A thread that is not known yet may be the one.
      return touched.length > 0 ? updatesOf(touched, knowledge) : [{type: 'conversations-invalidated'}];
    }
  }
}

export const updatesOf = (ids: readonly string[], knowledge: AccountKnowledge): AdapterEvent[] =>
  ids.map((id) => ({type: 'conversation-updated', conversation: knowledge.bareConversation(id)}));

/** Where messages can be listed, one also looks by oneself; less often when webhooks tell what is new. */
export function liveNewsOptions({documentedOnly, webhooks, polling = {}}: SurgeAdapterOptions): LiveNewsOptions {
  if (documentedOnly) return {};
  const slower = webhooks ? 4 : 1;
  return {polling: {conversations: 15_000 * slower, messages: 5000 * slower, ...pollingOptionsOf(polling)}};
}
