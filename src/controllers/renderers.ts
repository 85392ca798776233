import {render, type LitElement, type ReactiveController, type RootPart, type TemplateResult} from 'lit';
import type {Attachment} from '../model/attachment.js';
import type {Conversation} from '../model/conversation.js';
import type {Message} from '../model/message.js';
import {reportThrown} from '../util/report-thrown.js';

/**
 * What a page draws in the place of something of ours: a template of Lit's, a node, or a text, which stays one. Anything
 * falsy leaves ours. A node that is the same for the same subject stays where it is, whatever is drawn around it.
 */
export type Drawing = TemplateResult | Node | string | false | null | undefined;

/** What every renderer is told besides its subject. */
export interface RenderContext {
  /**
   * Ours, in an element to be put anywhere into what the page draws there. It is the same one every time, and follows what
   * changes as long as it is in use.
   */
  readonly fallback: () => HTMLElement;
}

export interface MessageRenderContext extends RenderContext {
  /** That of the message; absent while it is not known. */
  readonly conversation: Conversation | undefined;
}

export interface AttachmentRenderContext extends MessageRenderContext {
  /** What it came with. */
  readonly message: Message;
}

export interface RowRenderContext extends RenderContext {
  /** It is the one that is open. */
  readonly selected: boolean;
  /** The list has low rows. */
  readonly compact: boolean;
}

/** Draws the body of a message: its text and its attachments, not its name, time, status and buttons. */
export type MessageRenderer = (message: Message, context: MessageRenderContext) => Drawing;
/** Draws one attachment of a message. */
export type AttachmentRenderer = (attachment: Attachment, context: AttachmentRenderContext) => Drawing;
/** Draws what is seen of a row. What is heard of it stays ours. */
export type RowRenderer = (conversation: Conversation, context: RowRenderContext) => Drawing;

/** What a page draws itself. */
export interface Renderers {
  readonly renderMessage?: MessageRenderer | undefined;
  readonly renderAttachment?: AttachmentRenderer | undefined;
  readonly renderRow?: RowRenderer | undefined;
}

/** What is wrong with which renderers was reported, by what each was to draw. */
const reported = new WeakMap<object, Set<string>>();

/** Which place a page's node stands in: a document has each node once. */
const places = new WeakMap<Node, HostDrawing>();

type Subject = Message | Attachment | Conversation;

/**
 * What a page draws in one place of an element. A renderer that throws, or whose template does, is reported, once for each
 * kind of what it draws, and ours is drawn. So it is where the node that it answers stands in another place already, which
 * would be left blank.
 */
export class HostDrawing implements ReactiveController {
  readonly #host: LitElement;
  readonly #className: string;
  #ours: HTMLElement | undefined;
  #theirs: HTMLElement | undefined;
  #part: RootPart | undefined;
  /** The page's own node, where it answered one in the host's last drawing. */
  #node: Node | undefined;
  /** It is made while its host is drawn. */
  #isUpdating = true;

  /** @param className that of the element around ours */
  constructor(host: LitElement, className = '') {
    this.#host = host;
    this.#className = className;
    host.addController(this);
  }

  hostConnected(): void {
    this.#part?.setConnected(true);
  }

  hostDisconnected(): void {
    this.#part?.setConnected(false);
  }

  hostUpdate(): void {
    this.#isUpdating = true;
    this.#node = undefined;
  }

  hostUpdated(): void {
    this.#isUpdating = false;
  }

  /**
   * @param renderer the page's own function, which `call` calls
   * @returns what the page draws; nothing where ours is to be drawn
   */
  draw(
    renderer: object,
    subject: Subject,
    call: (fallback: () => HTMLElement) => Drawing,
    ours: () => unknown,
  ): Node | undefined {
    try {
      const drawn = call(() => (this.#ours ??= element(this.#className)));
      if (!drawn) return undefined;
      if (this.#ours) render(ours(), this.#ours);
      if (drawn instanceof Node) return this.#place(drawn);
      // Nobody wants to read “[object Promise]”.
      if (typeof drawn !== 'string' && !('values' in drawn)) throw new TypeError('A renderer answered no drawing.');
      this.#theirs ??= element();
      this.#part = render(drawn, this.#theirs);
      return this.#theirs;
    } catch (thrown) {
      reportOnce(renderer, subject, thrown);
      if (!(thrown instanceof NodeInUseError)) this.#theirs = this.#part = undefined;
      return undefined;
    }
  }

  #place(node: Node): Node {
    const other = places.get(node);
    if (other && other !== this && other.#keeps(node)) throw new NodeInUseError();
    places.set(node, this);
    this.#node = node;
    return node;
  }

  /** What is still to be drawn anew may give it up. */
  #keeps(node: Node): boolean {
    const {isConnected, isUpdatePending} = this.#host;
    return this.#node === node && isConnected && (this.#isUpdating || !isUpdatePending);
  }
}

class NodeInUseError extends Error {
  constructor() {
    super('A renderer answered a node that stands in another place already. Make one for each message, file, or row.');
  }
}

function reportOnce(renderer: object, subject: Subject, thrown: unknown): void {
  const kinds = reported.get(renderer) ?? new Set();
  reported.set(renderer, kinds);
  const kind = 'participants' in subject ? undefined : kindsIn(subject).find((name) => name !== undefined);
  const key = `${thrown instanceof NodeInUseError ? 'node' : 'thrown'} ${kind ?? ''}`;
  if (kinds.has(key)) return;
  kinds.add(key);
  reportThrown(thrown);
}

/** Without a class it takes no part in the layout. */
function element(className = ''): HTMLElement {
  const made = document.createElement('div');
  if (className) made.className = className;
  else made.style.display = 'contents';
  return made;
}

/**
 * A renderer of messages, or of attachments, that is chosen by what they are. Of a message, its kind is the provider's
 * name of a body that cannot be drawn here (`unsupportedBody`); of an attachment it is its media type where the provider
 * says it, the ending of its name as in `.pdf`, or its `kind`. What has no renderer is left to ours.
 *
 * @param kindsOf other names for the same, the best first: such as `(message) => [message.metadata?.type]`
 */
export function byKind<Subject extends Message | Attachment, Context extends RenderContext>(
  renderers: Readonly<Record<string, (subject: Subject, context: Context) => Drawing>>,
  kindsOf: (subject: Subject) => readonly unknown[] = kindsIn,
): (subject: Subject, context: Context) => Drawing {
  return (subject, context) => {
    const kind = kindsOf(subject).find((name) => typeof name === 'string' && Object.hasOwn(renderers, name));
    return renderers[String(kind)]?.(subject, context);
  };
}

function kindsIn(subject: Message | Attachment): readonly (string | undefined)[] {
  if (!('url' in subject)) return [subject.unsupportedBody];
  const {mediaType, name, kind} = subject;
  return [mediaType, /\.\w+$/.exec(name ?? '')?.[0].toLowerCase(), kind];
}
