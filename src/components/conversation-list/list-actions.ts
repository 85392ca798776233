import {html, nothing, type LitElement, type TemplateResult} from 'lit';
import {LateElements} from '../../controllers/late-elements.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ListWords} from '../../i18n/words/list.js';
import type {ActionItems} from '../action-list.js';
import type {ConversationActionContext} from '../conversation-actions/default-actions.js';
import type {ConversationListView} from './list-view.js';

interface ActionsHost extends LitElement {
  readonly offersActions: boolean;
  readonly conversationActions?: ActionItems<ConversationActionContext>;
  readonly checkedIds: ReadonlySet<string>;
  selecting: boolean;
}

/** What can be done to one row, and to several that are chosen: each comes once somebody is about to want it. */
export class ListActions {
  readonly #host: ActionsHost;
  readonly #bulk: LateElements;
  /** Somebody points at the rows, or has the focus in them. */
  #isUsed = false;

  constructor(host: ActionsHost) {
    this.#host = host;
    this.#bulk = new LateElements(
      host,
      () => import('../bulk-actions/define.js'),
      () => host.selecting,
    );
    new LateElements(
      host,
      () => import('../row-actions/define.js'),
      () => this.#isUsed,
    );
  }

  get isOffered(): boolean {
    return this.#host.offersActions;
  }

  readonly onUse = (): void => {
    if (this.#isUsed === this.#host.offersActions) return;
    this.#isUsed = !this.#isUsed;
    this.#host.requestUpdate();
  };

  /** What is under way is stopped first, so that what came of it is seen. */
  readonly toggleSelecting = (): void => {
    const bar = this.#host.renderRoot.querySelector('parlor-bulk-actions');
    if (bar?.end) bar.end();
    else this.#host.selecting = !this.#host.selecting;
  };

  /** Which rows are chosen, while several are. */
  get checkedIds(): ReadonlySet<string> | undefined {
    return this.#host.selecting ? this.#host.checkedIds : undefined;
  }

  renderBulk(
    {conversations, capabilities}: ConversationListView,
    {strings}: Localizer<ListWords>,
  ): TemplateResult | typeof nothing {
    if (!this.#host.selecting) return nothing;
    if (this.#bulk.hasFailed) return html`<p role="alert" class="notice">${strings.paneFailed}</p>`;
    return html`<parlor-bulk-actions
      part="bulk-actions"
      .conversations=${conversations}
      .capabilities=${capabilities}
      .checkedIds=${this.#host.checkedIds}
    ></parlor-bulk-actions>`;
  }

  renderRow({conversations, selectedId}: ConversationListView): TemplateResult | typeof nothing {
    if (!this.#isUsed || conversations.length === 0) return nothing;
    return html`<parlor-row-actions
      part="row-actions"
      .conversations=${conversations}
      .selectedId=${selectedId}
      .conversationActions=${this.#host.conversationActions}
    ></parlor-row-actions>`;
  }
}
