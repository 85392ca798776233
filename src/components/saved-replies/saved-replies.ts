import {LitElement, type PropertyValues, type TemplateResult} from 'lit';
import {property, query as queryElement} from 'lit/decorators.js';
import {keepTyping} from '../../controllers/keep-typing.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {request} from '../../controllers/request.js';
import {StoreController} from '../../controllers/store-controller.js';
import {savedReplyWords} from '../../i18n/words/saved-replies.js';
import type {Conversation} from '../../model/conversation.js';
import type {OwnEndpoint} from '../../model/participant.js';
import {fillGaps, gapsIn} from '../../model/reply-gaps.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {fields} from '../../styles/fields.styles.js';
import {belongsToInputMethod} from '../../util/input-method.js';
import {typeIn} from '../../util/type-over.js';
import {ChoiceList} from '../choice-list.js';
import {ReplySearch} from './reply-search.js';
import {repliesParts, repliesProperties} from './replies-binding.js';
import {renderReplies} from './replies-template.js';
import {replyValue} from './reply-values.js';
import type {SavedReplies, SavedReply, SavedReplyContext} from './saved-reply.js';
import {savedRepliesStyles} from './saved-replies.styles.js';

export type * from './saved-replies.events.js';
export type * from './saved-reply.js';

/** Nobody looks through more of them than this; typing narrows them down. */
const MOST_SHOWN = 50;

/**
 * Chooses a reply that was written beforehand, fills it in, and types it into a field, where it can be changed and
 * undone. It sends nothing. A reply box shows it when `/` begins its text, or when it is asked to.
 *
 * Letters narrow the list down, the arrow keys move, Enter and Tab choose. Escape goes back to the field, with what was
 * typed since the `/` as a plain text; a space or a second `/` does so at once.
 *
 * Inside an inbox it fills in what is known of the open conversation; alone, what its properties say.
 *
 * @tag parlor-saved-replies
 * @since 0.1.0
 * @status experimental
 *
 * @csspart base - Everything.
 * @csspart search - The field that narrows the list down.
 * @csspart list - The replies.
 * @csspart item - One of them.
 * @csspart error - Why there are none to choose from.
 *
 * @fires {SavedReplyInsertRequestEvent} parlor-saved-reply-insert-request - A reply was chosen; with a veto nothing is typed: `{conversationId, reply, text, mediaUrls}`.
 * @fires {CloseRequestEvent} parlor-close-request - It should be put away: `{conversationId}`.
 */
export class ParlorSavedReplies extends LitElement {
  static override styles = [...baseStyles, buttons, fields, savedRepliesStyles];

  /** What to choose from: a list, or a function that is asked with what is typed. */
  @property({attribute: false}) replies: SavedReplies | undefined;
  /** The field to type into. */
  @property({attribute: false}) field: HTMLTextAreaElement | HTMLInputElement | undefined;
  /** A `/` at the start of the field asked for it: what is typed after that is looked for, and a reply takes its place. */
  @property({type: Boolean, attribute: 'by-slash'}) bySlash = false;
  /** What is looked for. Typing changes it. */
  @property() query = '';
  /** The conversation the reply is for. */
  @property({attribute: 'conversation-id'}) conversationId: string | undefined;
  /** The same with all that is known of it. */
  @property({attribute: false}) conversation: Conversation | undefined;
  /** Whom the reply is for, where no more is known than that. */
  @property({attribute: 'contact-name'}) contactName = '';
  /** The number of ours that it leaves from. */
  @property({attribute: false}) ownEndpoint: OwnEndpoint | undefined;
  /** More about the contact, for replies that name it. */
  @property({attribute: false}) metadata: Readonly<Record<string, unknown>> | null | undefined;
  /** How many media the message has room for. */
  @property({type: Number, attribute: 'media-room'}) mediaRoom = Infinity;

  @queryElement('input') private readonly input!: HTMLInputElement | null;

  readonly #localize = new LocalizeController(this, savedReplyWords);
  readonly #search = new ReplySearch(this);
  readonly #choices = new ChoiceList(this, {
    onChoose: (index) => this.#choose(this.#shown[index]),
  });
  /** What of the field a reply takes the place of. */
  #place: readonly [start: number, end: number] = [0, 0];
  #isOver = false;

  constructor() {
    super();
    keepTyping(this);
    new StoreController(this, repliesParts, (store) => Object.assign(this, repliesProperties(store)));
    this.addEventListener('focusout', this.#onFocusOut);
  }

  /** Focuses the field that narrows the list down. */
  override focus(options?: FocusOptions): void {
    this.input?.focus(options);
  }

  /** Where the replies are looked for. */
  get context(): Omit<SavedReplyContext, 'signal'> {
    const {conversation, conversationId = conversation?.id ?? ''} = this;
    return {conversationId, ...(conversation && {conversation})};
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.query ??= '';
    if (!this.hasUpdated) this.#takePlace();
    if (!this.hasUpdated || changed.has('replies')) this.#search.look();
    else if (changed.has('query')) this.#search.look(true);
    if (changed.has('query')) this.#choices.reset();
  }

  protected override firstUpdated(): void {
    // Whoever has gone on meanwhile stays where they are.
    if (this.bySlash && this.field && !this.field.matches(':focus')) this.#close();
    else this.focus({preventScroll: true});
  }

  override render(): TemplateResult {
    const {found, status} = this.#search;
    this.#choices.count = this.#shown.length;
    return renderReplies({
      ...{found, status, query: this.query, list: this.#choices, mediaRoom: this.mediaRoom},
      replies: this.#shown,
      localizer: this.#localize.value,
      filled: (reply) => this.#filled(reply),
      onInput: this.#onInput,
      onKeyDown: this.#onKeyDown,
      onRetry: () => {
        this.focus();
        this.#search.look();
      },
    });
  }

  get #shown(): readonly SavedReply[] {
    return this.#search.found.slice(0, MOST_SHOWN);
  }

  #filled({text}: SavedReply): string {
    return fillGaps(text, (name) => replyValue(name, this));
  }

  /** What was typed before this was there belongs to the search as well. */
  #takePlace(): void {
    const {selectionStart, selectionEnd, value = ''} = this.field ?? {};
    const [start, end] = [selectionStart ?? value.length, selectionEnd ?? value.length];
    this.#place = this.bySlash ? [0, end] : [start, end];
    if (this.bySlash) this.query = value.slice(1, end);
  }

  readonly #onInput = (event: InputEvent): void => {
    this.query = this.input?.value ?? '';
    // A sentence that begins so is no search.
    if (this.bySlash && !event.isComposing && /^[\s/]/.test(this.query)) this.#giveBack();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (belongsToInputMethod(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const {length} = this.#shown;
    const isEmpty = this.query === '' && this.bySlash;
    if (this.#choices.takeKey(event)) event.stopPropagation();
    else if (event.key === 'Escape') this.#take(event, () => this.#giveBack());
    else if (event.key === 'Backspace' && isEmpty) this.#take(event, () => this.#replace(''));
    else if (event.key === 'Enter' && !event.repeat)
      this.#take(event, () => this.#choose(this.#shown[this.#choices.active]));
    else if (event.key === 'Tab' && !event.shiftKey && length > 0)
      this.#take(event, () => this.#choose(this.#shown[this.#choices.active]));
  };

  /** A key that is for this list is for nothing around it. */
  #take(event: KeyboardEvent, act: () => void): void {
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #choose(reply: SavedReply | undefined): void {
    if (!reply) return;
    const {mediaUrls = []} = reply;
    const {conversationId} = this.context;
    const text = this.#filled(reply);
    const media = mediaUrls.length <= this.mediaRoom ? mediaUrls : [];
    const detail = {conversationId, reply, text, mediaUrls: media};
    if (request(this, 'parlor-saved-reply-insert-request', detail)) this.#replace(text);
  }

  /** What was typed here since the `/`, where it is not in the field yet. */
  get #unsaid(): string | undefined {
    const {value = ''} = this.field ?? {};
    return this.bySlash && this.query !== value.slice(1, this.#place[1]) ? `/${this.query}` : undefined;
  }

  /** Back to the field, with what was typed here where it belongs there. */
  #giveBack(): void {
    const text = this.#unsaid;
    const [start, end] = this.#place;
    if (text !== undefined) this.#replace(text);
    else this.#leave(this.bySlash ? end : start, end);
  }

  /** Types in the place of what stands there. What is still to be filled in is selected, to be typed over. */
  #replace(text: string): void {
    const {field} = this;
    const [start, end] = this.#place;
    this.#leave(start, end);
    if (!field || (text === '' && start === end)) return;
    if (!typeIn(field, text)) this.#write(field, text);
    const [gap] = gapsIn(text);
    if (gap === undefined) return;
    const from = start + text.indexOf(gap);
    field.setSelectionRange(from, from + gap.length);
  }

  /** Where nobody types, or the browser does not let one do so. */
  #write(field: HTMLTextAreaElement | HTMLInputElement, text: string): void {
    field.setRangeText(text, ...this.#place, 'end');
    field.dispatchEvent(new InputEvent('input', {inputType: 'insertReplacementText', bubbles: true, composed: true}));
  }

  #leave(start: number, end: number): void {
    this.#isOver = true;
    this.field?.focus();
    this.field?.setSelectionRange(start, end);
    this.#close();
  }

  #close(): void {
    this.#isOver = true;
    request(this, 'parlor-close-request', {conversationId: this.conversationId});
  }

  readonly #onFocusOut = ({relatedTarget}: FocusEvent): void => {
    const isInside = relatedTarget instanceof Node && (this === relatedTarget || this.contains(relatedTarget));
    // Another window does not end it.
    if (isInside || (relatedTarget === null && !document.hasFocus())) return;
    // What is taken away while it has the focus loses it as well: the field may be another conversation's by then.
    queueMicrotask(() => {
      if (this.#isOver || !this.isConnected) return;
      // Somebody went elsewhere: what was typed stands in the field, and the focus stays where it went.
      const text = this.#unsaid;
      if (this.field && text !== undefined) this.#write(this.field, text);
      this.#close();
    });
  };
}
