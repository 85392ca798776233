import type {LitElement} from 'lit';
import type {Place} from './commands.js';
import type {KeyOwner} from './rules.js';

const TAGS = {
  list: 'parlor-conversation-list',
  messages: 'parlor-message-thread',
  reply: 'parlor-reply-box',
  details: 'parlor-contact-panel',
} as const;

const FIELD = 'textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=range])';
/** Where a letter leads to what begins with it. */
const TYPE_AHEAD = '[role=listbox], [role=menu], [role=tree], [role=grid], [role=combobox]';

/** The elements around a palette: those of its inbox, or of the layout it stands in. */
export class Surroundings {
  readonly #palette: LitElement;

  constructor(palette: LitElement) {
    this.#palette = palette;
  }

  /** What the keys are for. */
  get scope(): HTMLElement {
    const palette = this.#palette;
    const root = palette.getRootNode();
    const layout = palette.closest<HTMLElement>('parlor-inbox-context');
    const host = root instanceof ShadowRoot && root.host instanceof HTMLElement ? root.host : undefined;
    return layout ?? host ?? palette.parentElement ?? palette;
  }

  get list() {
    return this.#find(TAGS.list);
  }

  /** What can be done to the conversations that are selected, while any are. */
  get selected() {
    const {list} = this;
    return list?.selecting && list.checkedIds.size > 0 ? list.shadowRoot?.querySelector('parlor-bulk-actions') : null;
  }

  get messages() {
    return this.#find(TAGS.messages);
  }

  get reply() {
    return this.#find(TAGS.reply);
  }

  get details() {
    return this.#find(TAGS.details);
  }

  get actions() {
    return this.#find('parlor-conversation-actions');
  }

  /** Where conversations are searched. */
  get search(): HTMLInputElement | undefined {
    const field = this.part('list', 'search');
    return field instanceof HTMLInputElement ? field : undefined;
  }

  isSearch(target: EventTarget | undefined): boolean {
    return target !== undefined && target === this.search;
  }

  /** Something of an element around, or of the inbox itself, by its part. */
  part(owner: 'list' | 'messages' | 'reply' | 'inbox', name: string): HTMLElement | null {
    const root = owner === 'inbox' ? this.#root : this[owner]?.shadowRoot;
    return root?.querySelector<HTMLElement>(`[part~="${name}"]`) ?? null;
  }

  /** The details cover something else, or have the focus: then they are what goes first. */
  areDetailsInTheWay(path: readonly EventTarget[]): boolean {
    const {details, list, messages} = this;
    if (!details) return false;
    return path.includes(details) || isCovered(messages) || isCovered(list);
  }

  /** Whether the open conversation stands in place of the list. */
  get isListCovered(): boolean {
    return isCovered(this.list);
  }

  placeOf(path: readonly EventTarget[]): Place | undefined {
    const tags = path.map((target) => (target instanceof Element ? target.localName : ''));
    const places = Object.entries(TAGS) as [keyof typeof TAGS, string][];
    return places.find(([, tag]) => tags.includes(tag))?.[0];
  }

  /** Gives a part the focus, once it is drawn. */
  async focus(place: Place): Promise<void> {
    await this.settled();
    const target = this[place];
    if (target && 'updateComplete' in target) await target.updateComplete;
    // The thread itself has none: its region does.
    if (place === 'messages') this.part('messages', 'base')?.focus();
    else target?.focus();
  }

  /** What was asked for has been done, as far as it can be at once, and is drawn. */
  async settled(): Promise<void> {
    // An inbox acts once every listener has had its turn.
    await Promise.resolve();
    const {scope} = this;
    if ('updateComplete' in scope) await scope.updateComplete;
  }

  get #root(): ParentNode {
    const {scope} = this;
    return this.#palette.getRootNode() === scope.shadowRoot ? (scope.shadowRoot ?? scope) : scope;
  }

  #find<Tag extends keyof HTMLElementTagNameMap>(tag: Tag): HTMLElementTagNameMap[Tag] | null {
    return this.#root.querySelector(tag);
  }
}

/** Something else stands in its place. */
const isCovered = (element: Element | null): boolean => element?.checkVisibility({visibilityProperty: true}) === false;

/** What the focused part does with keys by itself. */
export function ownerOf([target, ...around]: readonly EventTarget[]): KeyOwner {
  if (!(target instanceof HTMLElement)) return {characters: 'none', arrows: false};
  const isField = target.matches(FIELD) || target.isContentEditable;
  const isTypeAhead = [target, ...around].some((each) => each instanceof Element && each.matches(TYPE_AHEAD));
  return {
    characters: isField ? 'all' : isTypeAhead ? 'letters' : 'none',
    // With Alt and an arrow these open what there is to choose from.
    arrows: target.matches('select, input[type=date], input[type=datetime-local], input[type=time], [role=combobox]'),
  };
}
