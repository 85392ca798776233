import {ContextConsumer, ContextRoot, createContext, type Context} from '@lit/context';
import type {LitElement} from 'lit';
import type {Localizer} from '../i18n/localizer.js';
import type {MediaMode} from '../model/media-mode.js';
import type {InboxStore} from '../store/inbox-store.js';
import type {Renderers} from './renderers.js';
import {serverDrawing} from './server-drawing.js';

/** The store the elements below an inbox draw from. An element given plain properties does not need it. */
export const inboxContext = createContext<InboxStore | undefined>(Symbol.for('parlor-inbox'));

/** Strings, locale and time zone for the elements below. */
export const localizerContext = createContext<Localizer>(Symbol.for('parlor-localizer'));

/** Whether pictures that others sent load by themselves; they do without it. */
export const mediaContext = createContext<MediaMode>(Symbol.for('parlor-media'));

/** What the page draws itself of what the elements below show. */
export const renderersContext = createContext<Renderers | undefined>(Symbol.for('parlor-renderers'));

/** The documents that keep requests until there is somebody to answer them. */
const rooted = new WeakSet<Document>();

/** A page's elements come alive in the order of their definitions, not of their nesting: a provider may be late. */
function attachRoot(document: Document): void {
  if (rooted.has(document)) return;
  rooted.add(document);
  new ContextRoot().attach(document.documentElement);
}

/**
 * Takes a value from the provider around its element, whichever of the two comes first, and follows it. Forgets the
 * value when the element leaves the document, and with it the provider. What a server drew is taken over first, see
 * `serverDrawing`.
 */
export class InheritedValue<Value> extends ContextConsumer<Context<unknown, Value>, LitElement> {
  readonly #isAsServer: () => boolean;

  constructor(host: LitElement, context: Context<unknown, Value>, callback?: (value: Value) => void) {
    super(host, {context, subscribe: true, ...(callback && {callback})});
    this.#isAsServer = serverDrawing(host);
  }

  override hostConnected(): void {
    attachRoot(this.host.ownerDocument);
    if (!this.#isAsServer()) super.hostConnected();
  }

  hostUpdated(): void {
    if (!this.#isAsServer()) return;
    queueMicrotask(() => {
      if (this.host.isConnected) super.hostConnected();
    });
  }

  /** For a server, where no element is connected: those around it answer with what they have by then. */
  ask(): void {
    if (this.value === undefined) super.hostConnected();
  }

  override hostDisconnected(): void {
    super.hostDisconnected();
    this.value = undefined;
  }
}
