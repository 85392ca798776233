import type {LitElement, ReactiveController} from 'lit';
import {can, type Capabilities} from '../model/capabilities.js';
import {mergeMetadata, type MetadataEdit} from '../model/contact-details.js';
import {ConversationError} from '../model/conversation-error.js';
import {actionsOf} from './conversation-actions.js';
import type {InboxStore} from '../store/inbox-store.js';
import {
  contactCapabilities,
  contactParts,
  contactProperties,
  type ContactSave,
  type LoadedContact,
} from './contact-binding.js';
import {StoreController} from './store-controller.js';

type ContactHost = LitElement & Partial<ReturnType<typeof contactProperties>> & {capabilities: Capabilities};

/** Fills a panel about the contact of the selected conversation, and saves what is changed in it. */
export class ContactController implements ReactiveController {
  private readonly inbox: StoreController;
  private readonly saves = new Map<string, ContactSave>();
  private loaded: LoadedContact = {status: 'idle'};
  private loading: AbortController | undefined;
  private shown:
    {readonly store: InboxStore; readonly id: string | undefined; readonly capabilities: Capabilities} | undefined;

  constructor(private readonly host: ContactHost) {
    this.inbox = new StoreController(host, contactParts, (store) => this.follow(store));
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.loading?.abort();
    this.shown = undefined;
  }

  /** Asks for the contact again, within an inbox. */
  reload(): void {
    const {shown} = this;
    if (shown?.id !== undefined) void this.load(shown.store, shown.id, shown.capabilities);
  }

  /** Saves an edit, within an inbox; outside of one, nothing happens. */
  async save(conversationId: string, edit: MetadataEdit): Promise<void> {
    const {store} = this.inbox;
    if (!store || this.saves.get(conversationId)?.saving) return;
    this.setSave(conversationId, {saving: true});
    try {
      const {metadata} = await actionsOf(store).updateMetadata(conversationId, edit);
      this.setSave(conversationId, undefined);
      this.learnMetadata(store, conversationId, metadata ?? mergeMetadata(edit.base, edit).metadata);
    } catch (thrown) {
      this.setSave(conversationId, {saving: false, saveError: ConversationError.from(thrown)});
    }
  }

  private follow(store: InboxStore): void {
    const id = store.state.selectedId;
    if (store !== this.shown?.store) {
      this.saves.clear();
      this.shown = undefined;
    }
    if (!this.shown || id !== this.shown.id) {
      const capabilities = this.shown?.capabilities ?? contactCapabilities(store);
      this.shown = {store, id, capabilities};
      this.loading?.abort();
      this.loaded = {status: 'idle'};
      if (id !== undefined) void this.load(store, id, capabilities);
    }
    this.bind();
  }

  private async load(store: InboxStore, id: string, capabilities: Capabilities): Promise<void> {
    this.loading?.abort();
    if (!can(capabilities, 'contactDetails')) return this.setLoaded({status: 'ready'});
    const {signal} = (this.loading = new AbortController());
    this.setLoaded({status: 'loading'});
    try {
      const details = await actionsOf(store).contact(id, signal);
      if (!signal.aborted) this.setLoaded({status: 'ready', details});
    } catch (thrown) {
      if (!signal.aborted) this.setLoaded({status: 'error', error: ConversationError.from(thrown)});
    }
  }

  /** A contact that was loaded before the change shows the change too. */
  private learnMetadata(store: InboxStore, id: string, metadata: Readonly<Record<string, unknown>>): void {
    const {details} = this.loaded;
    if (this.shown?.store !== store || this.shown.id !== id || details?.metadata === undefined) return;
    this.setLoaded({...this.loaded, details: {...details, metadata}});
  }

  private setLoaded(loaded: LoadedContact): void {
    this.loaded = loaded;
    this.bind();
  }

  private setSave(conversationId: string, save: ContactSave | undefined): void {
    if (save) this.saves.set(conversationId, save);
    else this.saves.delete(conversationId);
    this.bind();
  }

  private bind(): void {
    if (!this.shown) return;
    const {store, id, capabilities} = this.shown;
    const save = id === undefined ? undefined : this.saves.get(id);
    Object.assign(this.host, contactProperties(store, this.loaded, save), {capabilities});
  }
}
