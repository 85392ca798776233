import type {LitElement} from 'lit';
import {LateElements} from '../../controllers/late-elements.js';
import {request} from '../../controllers/request.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ThreadWords} from '../../i18n/words/thread.js';
import type {Instant} from '../../model/capability-level.js';
import type {ThreadRow} from '../../model/group-messages.js';

/** What the label takes at the top edge, in CSS pixels: what is below it can be read. */
const LABEL_SIZE = 40;

/** The day that is read, and where it leads: to the choice of a date, where somebody around offers one. */
export class StickyDay {
  readonly #host: LitElement;
  readonly #commands: LateElements;
  #at: Instant | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    this.#commands = new LateElements(host, () => import('../command-palette/define.js'));
  }

  get at(): Instant | undefined {
    return this.#at;
  }

  reset(): void {
    this.#at = undefined;
  }

  /** The reader's place is another one. Another place of the same day draws nothing. */
  follow(scroller: Element, list: Element | null, rows: readonly ThreadRow[], words: Localizer<ThreadWords>): void {
    const [before, at] = [this.#at, list ? stickyDay(scroller, list, rows) : undefined];
    if (before === at || (before !== undefined && at !== undefined && words.dayKey(before) === words.dayKey(at)))
      return;
    this.#at = at;
    this.#host.requestUpdate();
  }

  /** Has the choice of a date shown; absent where nobody around answers. */
  get onChoose(): (() => void) | undefined {
    const root = this.#host.getRootNode();
    const isOffered = 'querySelector' in root && (root as ParentNode).querySelector('parlor-command-palette') !== null;
    return isOffered ? this.#choose : undefined;
  }

  readonly #choose = (): void => {
    void this.#commands.load().then(() => request(this.#host, 'parlor-commands-request', {show: 'date'}));
  };
}

/** The day of the topmost message that can be read, where the line that names its day is not in sight there. */
function stickyDay(scroller: Element, list: Element, rows: readonly ThreadRow[]): Instant | undefined {
  const edge = scroller.getBoundingClientRect().top + LABEL_SIZE;
  const items = list.children;
  let [from, to] = [0, items.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((items[middle]?.getBoundingClientRect().bottom ?? 0) > edge) to = middle;
    else from = middle + 1;
  }
  if (rows[from]?.kind === 'day') return undefined;
  const top = rows.slice(from).find((row) => row.kind === 'message');
  return top?.message.at;
}
