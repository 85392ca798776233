/** The list whose rows are chosen, as far as choosing needs it. */
export interface ChosenFrom {
  readonly conversations: readonly {readonly id: string}[];
  readonly checkedIds: ReadonlySet<string>;
  readonly activeId: string | undefined;
  readonly activate: (conversationId: string) => void;
  readonly choose: (conversationIds: ReadonlySet<string>) => void;
  readonly leave: () => void;
}

/** How rows are chosen by pointer and keyboard, as in every list where several can be. */
export class ListSelection implements EventListenerObject {
  readonly #list: () => ChosenFrom | undefined;
  #target: HTMLElement | undefined;
  /** Where a range begins, and what was chosen besides. */
  #anchorId: string | undefined;
  #besides: ReadonlySet<string> = new Set();

  constructor(list: () => ChosenFrom | undefined) {
    this.#list = list;
  }

  /** Before the list itself, which would open what is pressed. */
  start(target: HTMLElement): void {
    this.#target = target;
    for (const type of TYPES) target.addEventListener(type, this, {capture: true});
    target.addEventListener('keydown', this.#onMoved);
    const list = this.#list();
    if (list?.activeId !== undefined && list.checkedIds.has(list.activeId)) this.#begin(list.activeId, list);
  }

  stop(): void {
    for (const type of TYPES) this.#target?.removeEventListener(type, this, {capture: true});
    this.#target?.removeEventListener('keydown', this.#onMoved);
    this.#target = undefined;
  }

  handleEvent(event: Event): void {
    const list = this.#list();
    if (!list) return;
    if (event instanceof KeyboardEvent) this.#onKey(event, list);
    else if (event instanceof MouseEvent) this.#onPress(event, list);
  }

  /** All that are loaded, or none. */
  chooseAll(all: boolean): void {
    const list = this.#list();
    list?.choose(new Set(all ? list.conversations.map(({id}) => id) : []));
  }

  #onPress(event: MouseEvent, list: ChosenFrom): void {
    const row = event.composedPath().find((each) => each instanceof HTMLElement && each.matches('.row'));
    const id = row instanceof HTMLElement ? row.dataset['id'] : undefined;
    if (id === undefined) return;
    // Browsers would mark the text between two presses.
    if (event.type === 'mousedown') return event.shiftKey ? event.preventDefault() : undefined;
    event.stopPropagation();
    list.activate(id);
    if (event.shiftKey) this.#extendTo(id, list);
    else this.#toggle(id, list);
  }

  #onKey(event: KeyboardEvent, list: ChosenFrom): void {
    const [target] = event.composedPath();
    if (event.key === 'Escape' && !event.defaultPrevented && !isField(target)) {
      take(event);
      return list.leave();
    }
    if (!(target instanceof Element) || !target.matches('[role=listbox]') || event.altKey) return;
    const {activeId} = list;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
      take(event);
      this.chooseAll(list.checkedIds.size < list.conversations.length);
    } else if (event.key === ' ' && activeId !== undefined) {
      take(event);
      if (event.shiftKey) this.#extendTo(activeId, list);
      else this.#toggle(activeId, list);
    } else if (isRangeKey(event) && this.#anchorId === undefined && activeId !== undefined) this.#begin(activeId, list);
  }

  /** The list has moved by then. */
  readonly #onMoved = (event: KeyboardEvent): void => {
    const list = this.#list();
    if (list?.activeId !== undefined && event.defaultPrevented && isRangeKey(event))
      this.#extendTo(list.activeId, list);
  };

  #toggle(id: string, list: ChosenFrom): void {
    const next = new Set(list.checkedIds);
    if (!next.delete(id)) next.add(id);
    list.choose(next);
    this.#anchorId = id;
    this.#besides = new Set([...next].filter((each) => each !== id));
  }

  #begin(id: string, {checkedIds}: ChosenFrom): void {
    this.#anchorId = id;
    this.#besides = checkedIds;
  }

  /** What a range held before, and holds no more, is chosen no more. */
  #extendTo(id: string, list: ChosenFrom): void {
    const ids = list.conversations.map((conversation) => conversation.id);
    const from = ids.indexOf(this.#anchorId ?? '');
    const to = ids.indexOf(id);
    if (from < 0) this.#begin(id, list);
    const range = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
    list.choose(new Set([...this.#besides, ...range]));
  }
}

const TYPES = ['click', 'mousedown', 'keydown'] as const;
const MOVES = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']);

const isRangeKey = ({shiftKey, key}: KeyboardEvent): boolean => shiftKey && MOVES.has(key);

const isField = (target: EventTarget | undefined): boolean => target instanceof HTMLInputElement && target.value !== '';

function take(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
