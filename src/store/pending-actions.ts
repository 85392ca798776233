import type {MessageTemplate, StartForm, StartRequest} from '../adapter/start-conversation.js';
import {can, type Capabilities} from '../model/capabilities.js';
import {mergeMetadata, type ContactDetails, type MetadataEdit} from '../model/contact-details.js';
import type {ActionFailure, ConversationAction, RequestedAction} from '../model/conversation-action.js';
import {ConversationError} from '../model/conversation-error.js';
import type {OwnEndpoint} from '../model/participant.js';
import type {ConversationActions} from './conversation-actions.js';
import type {LoadStatus} from './read-health.js';
import {Observable, withEntry} from './observable.js';

/** How far loading more about a contact got. */
export interface LoadedContact {
  readonly status: LoadStatus;
  readonly details?: ContactDetails;
  readonly error?: ConversationError;
}

/** How far loading what may be sent instead of free text got. */
export interface LoadedTemplates {
  readonly status: LoadStatus;
  readonly templates?: readonly MessageTemplate[];
  readonly error?: ConversationError;
}

/** How far saving metadata got. */
export interface ContactSave {
  readonly saving: boolean;
  readonly saveError?: ConversationError;
}

/** How far a form for a new conversation got. */
export interface StartState {
  readonly status: LoadStatus;
  readonly form?: StartForm;
  /** Why the form could not be loaded. */
  readonly error?: ConversationError;
  /** A conversation is being started. */
  readonly sending: boolean;
  /** Why the last one could not be started. */
  readonly startError?: ConversationError;
  /** The conversation that was started last. */
  readonly startedId?: string;
}

/** What was asked for and is not over, and what came of it. */
export interface PendingState {
  /** What is being done, by conversation: one thing at a time for each. */
  readonly running: ReadonlyMap<string, ConversationAction>;
  /** What did not work last, until it is dismissed. */
  readonly failure?: ActionFailure;
  /** What was done last. */
  readonly done?: RequestedAction;
  /** By conversation; those asked for last. */
  readonly contacts: ReadonlyMap<string, LoadedContact>;
  /** By conversation; those asked for last. */
  readonly templates: ReadonlyMap<string, LoadedTemplates>;
  /** By conversation. */
  readonly saves: ReadonlyMap<string, ContactSave>;
  readonly start: StartState;
  /** Our own numbers, where one can be chosen. */
  readonly endpoints: readonly OwnEndpoint[];
}

/** What these actions need of the rest of the store. */
export interface PendingSurroundings {
  readonly actions: ConversationActions;
  /** What can be done in a conversation, or in the whole inbox. */
  readonly capabilities: (conversationId?: string) => Capabilities;
  /** A conversation's name on screen. */
  readonly nameOf: (conversationId: string) => string;
  /** What may have happened shows in the list. */
  readonly refresh: () => void;
}

const MOST_KEPT = 20;
const NOTHING: PendingState = {
  running: new Map(),
  contacts: new Map(),
  templates: new Map(),
  saves: new Map(),
  start: {status: 'idle', sending: false},
  endpoints: [],
};

/**
 * The same actions as `ConversationActions`, for views: nothing here throws, and how far each got is in the state. What
 * is asked for twice while it is under way is done once.
 */
export class PendingActions extends Observable<PendingState> {
  readonly #around: PendingSurroundings;
  readonly #loading = new Map<string, AbortController>();
  /** The last reading of the form: an older one that answers later is dropped. */
  #readingForm: object = {};
  #isOver = false;

  constructor(around: PendingSurroundings) {
    super(NOTHING);
    this.#around = around;
  }

  /**
   * Does something to a conversation, through the provider.
   *
   * @param onOutcome told why it was not done, or nothing; the state then holds neither
   * @returns whether it was done
   */
  async perform(
    conversationId: string,
    action: ConversationAction,
    onOutcome?: (error: ConversationError | undefined) => void,
  ): Promise<boolean> {
    if (this.state.running.has(conversationId)) {
      onOutcome?.(new ConversationError('conflict'));
      return false;
    }
    const requested = {action, conversationId, name: this.#around.nameOf(conversationId)};
    this.patch({
      running: withEntry(this.state.running, conversationId, action),
      ...(!onOutcome && {failure: undefined}),
    });
    const error = await this.#do(conversationId, action).catch((thrown: unknown) => ConversationError.from(thrown));
    const outcome = error ? {failure: {...requested, error}} : {done: requested};
    this.patch({running: withEntry(this.state.running, conversationId, undefined), ...(!onOutcome && outcome)});
    onOutcome?.(error);
    return !error;
  }

  dismissFailure(): void {
    this.patch({failure: undefined});
  }

  /** Loads more about the contact of a conversation; what was known before stays meanwhile. */
  async loadContact(conversationId: string): Promise<void> {
    const {actions, capabilities} = this.#around;
    if (!can(capabilities(conversationId), 'contactDetails'))
      return this.#setContact(conversationId, {status: 'ready'});
    this.keepContact(conversationId);
    this.#loading.get(conversationId)?.abort();
    const loading = new AbortController();
    this.#loading.set(conversationId, loading);
    const known = this.state.contacts.get(conversationId);
    this.#setContact(conversationId, {...known, status: 'loading', error: undefined});
    const next = await loaded(
      actions.contact(conversationId, loading.signal).then((details) => ({details})),
      known,
    );
    if (!loading.signal.aborted) this.#setContact(conversationId, next);
  }

  /** Loads what may be sent in a conversation instead of free text; what was known before stays meanwhile. */
  async loadTemplates(conversationId: string): Promise<void> {
    const {actions, capabilities} = this.#around;
    const known = this.state.templates.get(conversationId);
    if (!can(capabilities(conversationId), 'sendTemplates') || known?.status === 'loading') return;
    const loading: LoadedTemplates = {...known, status: 'loading', error: undefined};
    this.#setTemplates(conversationId, loading);
    const next = await loaded(
      actions.templates(conversationId).then((templates) => ({templates})),
      known,
    );
    // Whoever signed out meanwhile is told nothing.
    if (this.state.templates.get(conversationId) === loading) this.#setTemplates(conversationId, next);
  }

  /** Only this conversation's contact is still wanted: what is being read of others is called off. */
  keepContact(conversationId: string | undefined): void {
    for (const [id, loading] of this.#loading) {
      if (id === conversationId) continue;
      loading.abort();
      this.#loading.delete(id);
      if (this.state.contacts.get(id)?.status === 'loading') this.#setContact(id, {status: 'idle'});
    }
  }

  async saveMetadata(conversationId: string, edit: MetadataEdit): Promise<void> {
    if (this.state.saves.get(conversationId)?.saving) return;
    this.patch({saves: withEntry(this.state.saves, conversationId, {saving: true})});
    try {
      const {metadata} = await this.#around.actions.updateMetadata(conversationId, edit);
      this.patch({saves: withEntry(this.state.saves, conversationId, undefined)});
      this.#learnMetadata(conversationId, metadata ?? mergeMetadata(edit.base, edit).metadata);
      // What is still being read may have left before the change.
      if (this.state.contacts.get(conversationId)?.status === 'loading') void this.loadContact(conversationId);
    } catch (thrown) {
      const saveError = ConversationError.from(thrown);
      this.patch({saves: withEntry(this.state.saves, conversationId, {saving: false, saveError})});
    }
  }

  /** Asks the provider what the form for a new conversation has to ask; what was known before stays meanwhile. */
  async loadStartForm(): Promise<void> {
    void this.loadEndpoints();
    const reading = (this.#readingForm = {});
    this.#setStart({status: 'loading', error: undefined});
    const next = await loaded(this.#around.actions.describeStart().then((form) => ({form})));
    if (reading === this.#readingForm) this.#setStart(next);
  }

  /** Starts a conversation. @returns its id, or nothing when it could not be started; the state then says why */
  async start(request: StartRequest): Promise<string | undefined> {
    if (this.state.start.sending) return undefined;
    this.#setStart({sending: true, startError: undefined, startedId: undefined});
    try {
      const {id} = await this.#around.actions.start(request);
      this.#setStart({sending: false, startedId: id});
      return id;
    } catch (thrown) {
      const startError = ConversationError.from(thrown);
      this.#setStart({sending: false, startError});
      // What may have been started shows up in the list, where the user is told to look.
      if (startError.outcomeUnknown) this.#around.refresh();
      return undefined;
    }
  }

  /** Our own numbers, where one can be chosen. Without them a reply leaves from the provider's own choice. */
  async loadEndpoints(): Promise<void> {
    if (this.#around.capabilities().chooseOwnEndpoint === 'none') return;
    try {
      this.patch({endpoints: await this.#around.actions.ownEndpoints()});
    } catch {
      // Asked for again when another conversation is opened.
    }
  }

  /** Forgets everything, as when the user signs out. */
  clear(): void {
    this.#loading.forEach((loading) => loading.abort());
    this.#loading.clear();
    this.patch({...NOTHING, failure: undefined, done: undefined});
    this.#isOver = true;
  }

  /** What is still answered then was asked by whoever has signed out. */
  protected override patch(change: Partial<PendingState>): void {
    if (!this.#isOver) super.patch(change);
  }

  async #do(id: string, action: ConversationAction): Promise<undefined> {
    const {actions} = this.#around;
    switch (action) {
      case 'star':
      case 'unstar':
        await actions.setStarred(id, action === 'star');
        break;
      case 'archive':
      case 'unarchive':
        await actions.setArchived(id, action === 'archive');
        break;
      case 'close':
      case 'reopen':
        await actions.setClosed(id, action === 'close');
        break;
      case 'delete':
        await actions.delete(id);
    }
  }

  /** A contact that was loaded before the change shows the change too. */
  #learnMetadata(conversationId: string, metadata: Readonly<Record<string, unknown>>): void {
    const contact = this.state.contacts.get(conversationId);
    if (contact?.details?.metadata === undefined) return;
    this.#setContact(conversationId, {...contact, details: {...contact.details, metadata}});
  }

  #setContact(conversationId: string, contact: LoadedContact): void {
    this.patch({contacts: withLast(this.state.contacts, conversationId, contact)});
  }

  #setTemplates(conversationId: string, loaded: LoadedTemplates): void {
    this.patch({templates: withLast(this.state.templates, conversationId, loaded)});
  }

  #setStart(change: Partial<StartState>): void {
    this.patch({start: {...this.state.start, ...change}});
  }
}

/** How far loading something got in the end; what was known before stays where it could not be loaded. */
const loaded = <Loaded extends object>(work: Promise<Loaded>, known?: Partial<Loaded>) =>
  work.then(
    (news) => ({status: 'ready', ...news}) as const,
    (thrown: unknown) => ({...known, status: 'error', error: ConversationError.from(thrown)}) as const,
  );

/** `withEntry` for a map that keeps those set last. */
function withLast<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> {
  const copy = withEntry(map, key, value);
  const [oldest] = copy.keys();
  return copy.size > MOST_KEPT ? withEntry(copy, oldest ?? '', undefined) : copy;
}
