import type {AdapterEvent} from '../../adapter/adapter-event.js';
import type {AdapterSubscription} from '../../adapter/messaging-adapter.js';
import {subscribeByPolling} from '../../adapter/polling.js';
import {accountOf, newsFromWebhook} from './events.js';
import type {AccountKnowledge} from './knowledge.js';
import type {MessageContext} from './map-message.js';
import type {SurgeAdapterOptions} from './options.js';

export type Listener = (event: AdapterEvent) => void;

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

/** Everybody who wants to hear of changes. Where messages can be listed, one also looks by oneself. */
export class Listeners {
  readonly #listeners = new Set<Listener>();

  tell(events: readonly AdapterEvent[]): void {
    for (const event of events) for (const listener of [...this.#listeners]) listener(event);
  }

  get empty(): boolean {
    return this.#listeners.size === 0;
  }

  subscribe(listener: Listener, {documentedOnly, webhooks, polling}: SurgeAdapterOptions): AdapterSubscription {
    // The same function may listen twice.
    const heard: Listener = (event) => listener(event);
    this.#listeners.add(heard);
    const slower = webhooks ? 4 : 1;
    const {conversations = 15_000 * slower, messages = 5000 * slower, idleFactor} = polling ?? {};
    const looks = documentedOnly ? undefined : subscribeByPolling(heard, {conversations, messages, idleFactor});
    return {
      watch: (conversationId) => looks?.watch(conversationId),
      setPollMode: (pollMode) => looks?.setPollMode(pollMode),
      close: () => {
        this.#listeners.delete(heard);
        looks?.close();
      },
    };
  }
}
