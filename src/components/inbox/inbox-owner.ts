import {ContextProvider} from '@lit/context';
import type {LitElement, ReactiveController} from 'lit';
import type {MessagingAdapter} from '../../adapter/messaging-adapter.js';
import {inboxContext} from '../../controllers/contexts.js';
import {messageKey, type Message} from '../../model/message.js';
import type {InboxFact} from '../../store/inbox-fact.js';
import {InboxStore} from '../../store/inbox-store.js';
import type {Journal} from '../../store/journal.js';
import type {Unsubscribe} from '../../store/observable.js';

type RequestActions = {
  [Type in keyof HTMLElementEventMap]?: (store: InboxStore, event: HTMLElementEventMap[Type]) => void;
};

/** What the owner of a store does for each request that bubbles up from the elements below. */
const ACTIONS = {
  'parlor-conversation-select-request': (store, {detail}) => store.select(detail.conversationId),
  'parlor-query-change-request': (store, {detail}) => void store.conversationList.setQuery(detail.query),
  'parlor-more-conversations-request': (store) => void store.conversationList.loadMore(),
  'parlor-reload-request': (store, {detail}) =>
    detail.part === 'conversations'
      ? void store.conversationList.load()
      : about(store, detail, (id) => void store.timeline(id).load()),
  'parlor-older-messages-request': (store, {detail}) =>
    about(store, detail, (id) => void store.timeline(id).loadOlder()),
  'parlor-newer-messages-request': (store, {detail}) =>
    about(store, detail, (id) => void store.timeline(id).loadNewer()),
  'parlor-newest-messages-request': (store, {detail}) => about(store, detail, (id) => void store.timeline(id).load()),
  'parlor-send-request': (store, {detail}) =>
    about(store, detail, (conversationId) => {
      const {text, mediaUrls, ownEndpointId} = detail;
      store.send({conversationId, text, mediaUrls, ...(ownEndpointId && {ownEndpointId})});
    }),
  'parlor-draft-request': (store, {detail}) =>
    about(store, detail, (id) => store.setDraft(id, detail.text, detail.mediaUrls)),
  'parlor-recheck-request': (store, {detail}) => about(store, detail, (id) => void store.recheck(id)),
  'parlor-error-dismiss-request': (store, {detail}) => about(store, detail, (id) => store.dismissSendError(id)),
  'parlor-retry-request': (store, {detail}) => void store.retry(detail.messageId),
  'parlor-discard-request': (store, {detail}) => void store.discard(detail.messageId),
  'parlor-resend-request': (store, {detail}) => {
    const messages = store.threadMessages(detail.conversationId);
    const message = messages.find((candidate) => messageKey(candidate) === detail.messageId);
    if (message) resend(store, message);
  },
} satisfies RequestActions;

/** Acts on the conversation that a request names; one that names none is about the open one. */
function about(
  store: InboxStore,
  {conversationId}: {readonly conversationId: string},
  act: (conversationId: string) => void,
): void {
  const id = conversationId || store.state.selectedId;
  if (id !== undefined) act(id);
}

/** Sends what the carrier lost as a new message. What is being typed meanwhile is another one, and stays. */
function resend(store: InboxStore, {conversationId, text, attachments}: Message): void {
  const draft = store.drafts.isEmpty(conversationId) ? undefined : store.drafts.get(conversationId);
  store.send({conversationId, text: text ?? '', mediaUrls: attachments.map(({url}) => url)});
  if (draft) store.setDraft(conversationId, draft.text, draft.mediaUrls);
}

/** Requests that an owner has taken on: one around it leaves them alone. */
const taken = new WeakSet<Event>();

/**
 * Owns a store for the elements below its host: hands it down as context, does what they request, pauses it while the
 * page is hidden, draws its host again after changes, and tells the host's page what happened.
 *
 * A page can veto any request with `preventDefault()`, from a listener anywhere up to the document.
 */
export class InboxOwner implements ReactiveController {
  private readonly provider: ContextProvider<typeof inboxContext, LitElement>;
  private stops: readonly Unsubscribe[] = [];
  private connected = false;

  constructor(
    private readonly host: LitElement,
    private readonly onFact: (fact: InboxFact) => void,
  ) {
    this.provider = new ContextProvider(host, {context: inboxContext});
    host.addController(this);
  }

  get store(): InboxStore | undefined {
    return this.provider.value;
  }

  /**
   * Starts over on another adapter. What the old store still had queued goes out through the old adapter, or stays in
   * its journal.
   */
  setAdapter(adapter: MessagingAdapter | undefined, journal?: Journal): void {
    if (this.store?.adapter === adapter && !journal) return;
    this.detach();
    if (this.store?.durable) this.store.dispose();
    this.provider.setValue(adapter && new InboxStore(adapter, {...(journal && {journal})}));
    if (this.connected) this.attach();
  }

  hostConnected(): void {
    this.connected = true;
    for (const type of Object.keys(ACTIONS)) this.host.addEventListener(type, this.onRequest);
    document.addEventListener('visibilitychange', this.onVisibility);
    window.addEventListener('online', this.onOnline);
    this.attach();
  }

  hostDisconnected(): void {
    this.connected = false;
    for (const type of Object.keys(ACTIONS)) this.host.removeEventListener(type, this.onRequest);
    document.removeEventListener('visibilitychange', this.onVisibility);
    window.removeEventListener('online', this.onOnline);
    this.detach();
  }

  private attach(): void {
    if (!this.store) return;
    const redraw = () => this.host.requestUpdate();
    this.stops = [
      this.store.onFact(this.onFact),
      this.store.subscribe(redraw),
      this.store.conversationList.subscribe(redraw),
    ];
    this.store.open();
    this.onVisibility();
  }

  private detach(): void {
    this.stops.forEach((stop) => stop());
    this.stops = [];
    this.store?.close();
  }

  private readonly onRequest = (event: Event): void => {
    if (taken.has(event)) return;
    taken.add(event);
    const act = ACTIONS[event.type as keyof typeof ACTIONS] as (store: InboxStore, event: Event) => void;
    // After the event has passed every listener, so that each of them could veto it.
    queueMicrotask(() => {
      if (!event.defaultPrevented && this.store) act(this.store, event);
    });
  };

  private readonly onVisibility = (): void => {
    this.store?.setPollMode(document.visibilityState === 'hidden' ? 'hidden' : 'active');
  };

  private readonly onOnline = (): void => {
    void this.store?.refresh();
  };
}
