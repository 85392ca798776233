import type {MessagingAdapter} from '../adapter/messaging-adapter.js';
import type {Capabilities} from '../model/capabilities.js';
import {ConversationError} from '../model/conversation-error.js';
import type {ConversationList} from './conversation-list.js';
import {askForPerson, choiceOf, type OpenOutcome, type OpenTarget} from './find-person.js';
import type {Ingest} from './ingest.js';
import type {KnownConversations} from './known-conversations.js';

/** What opening needs of the store. */
export interface PersonHost {
  readonly adapter: MessagingAdapter;
  readonly known: KnownConversations;
  readonly ingest: Ingest;
  readonly list: ConversationList;
  readonly capabilities: () => Capabilities;
  /** Opens a conversation that is known, as the target says. */
  readonly open: (conversationId: string, target: OpenTarget) => OpenOutcome;
}

/** Opens the conversation with somebody; the last of several wins, and so does whatever else is opened meanwhile. */
export class PersonOpener {
  readonly #host: PersonHost;
  /** Another one whenever something else is opened: what is still looked for then is not. */
  #opening: object = {};

  constructor(host: PersonHost) {
    this.#host = host;
  }

  /** Something else is opened. */
  callOff(): void {
    this.#opening = {};
  }

  async open(target: OpenTarget): Promise<OpenOutcome> {
    const {adapter, known, ingest, list, capabilities, open} = this.#host;
    const opening = (this.#opening = {});
    const {conversationId} = target;
    if (conversationId) return open(conversationId, target);
    const choose = choiceOf(target, capabilities().chooseOwnEndpoint === 'native');
    if (!choose) return {outcome: 'not-opened', reason: 'invalid'};
    try {
      await list.when(({status}) => status === 'ready' || status === 'error');
      const ticket = ingest.beginRead();
      const asked = choose(known.all()) ? undefined : await askForPerson(adapter, target, choose);
      if (opening !== this.#opening) return {outcome: 'superseded'};
      if (asked) ingest.take({from: 'page', conversations: [asked], ticket});
      const found = choose(known.all());
      return found ? open(found.id, target) : {outcome: 'not-opened', reason: 'not-found'};
    } catch (thrown) {
      const error = ConversationError.from(thrown);
      return opening === this.#opening ? {outcome: 'not-opened', reason: 'failed', error} : {outcome: 'superseded'};
    }
  }
}
