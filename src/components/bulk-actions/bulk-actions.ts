import {html, LitElement, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {FocusKeeper} from '../../controllers/focus-keeper.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {StoreController} from '../../controllers/store-controller.js';
import {isServer} from '../../controllers/server-drawing.js';
import {bulkWords} from '../../i18n/words/bulk.js';
import {NO_CAPABILITIES, type Capabilities} from '../../model/capabilities.js';
import type {Conversation} from '../../model/conversation.js';
import {shownName} from '../../model/shown-name.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {notices} from '../error-notice.js';
import {bulkActionsStyles} from './bulk-actions.styles.js';
import {barView, outcomeView} from './bulk-actions.template.js';
import {
  BULK_ACTIONS,
  bulkActionsFor,
  labelOf,
  type BulkAction,
  type BulkActionId,
  type BulkReport,
} from './bulk-list.js';
import {BulkRun, type BulkOutcome} from './bulk-run.js';
import {ListSelection, type ChosenFrom} from './list-selection.js';

/**
 * Choosing several conversations of the `parlor-conversation-list` it stands in, and what can be done to them: archiving,
 * marking, starring, closing, and back again; each only where the provider can, or on this device, which it then says. The
 * list shows it while it is `selecting`.
 *
 * In the rows, a press and Space choose, Shift with a press or with the arrows chooses all between, Ctrl+A (⌘A) all that
 * are loaded; Escape ends it, and Enter still opens.
 *
 * Every conversation is asked for by the request that its own buttons make, so that a veto of that holds here too. A few
 * are under way at once, and fewer where the provider wants that. Nothing counts as done before the provider said so.
 *
 * @tag parlor-bulk-actions
 * @since 0.1.0
 * @status experimental
 *
 * @csspart base - The whole.
 * @csspart count - How many are chosen.
 * @csspart button - One of what can be done to them.
 * @csspart progress - How far it got.
 * @csspart report - What came of it.
 * @csspart error - Those that did not work, and why.
 *
 * @fires {CustomEvent<ArchiveRequestDetail>} parlor-archive-request - A chosen conversation should be archived, or moved back: `{conversationId, archived, onOutcome}`.
 * @fires {CustomEvent<StarRequestDetail>} parlor-star-request - Its star should change: `{conversationId, starred, onOutcome}`.
 * @fires {CustomEvent<CloseConversationRequestDetail>} parlor-close-conversation-request - It should be closed or reopened: `{conversationId, closed, onOutcome}`.
 * @fires {CustomEvent<UnreadRequestDetail>} parlor-unread-request - It should be marked unread, on this device, or read: `{conversationId, unread, onOutcome}`.
 */
export class ParlorBulkActions extends LitElement {
  static override styles = [...baseStyles, buttons, notices, bulkActionsStyles];

  /** As the list shows them. */
  @property({attribute: false}) conversations: readonly Conversation[] = [];
  /** What the provider can do; nothing by default. */
  @property({attribute: false}) capabilities: Capabilities = NO_CAPABILITIES;
  /** Which are chosen, by conversation id. */
  @property({attribute: false}) checkedIds: ReadonlySet<string> = new Set();

  @state() private report?: BulkReport;
  @state() private announcement = '';

  readonly #localize = new LocalizeController(this, bulkWords);
  readonly #inbox = new StoreController(this, (store) => [store]);
  readonly #selection = new ListSelection(() => this.#chosenFrom);
  /** What came of it is said instead of their number. */
  #keptIds: ReadonlySet<string> | undefined;
  #run: {readonly action: BulkAction; readonly run: BulkRun<Conversation>} | undefined;

  constructor() {
    super();
    // The button that was pressed goes with what it was for.
    new FocusKeeper(this, () => this.shadowRoot?.querySelector<HTMLElement>('.end'));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const list = this.#list;
    if (list) this.#selection.start(list);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#selection.stop();
    this.#run?.run.stop();
  }

  /** Does the first of these that can be done to what is chosen. @returns whether there is one */
  act(...ids: readonly BulkActionId[]): boolean {
    const chosen = this.#chosen;
    const offered = bulkActionsFor(chosen, this.capabilities);
    const [action] = ids.flatMap((id) => offered.find((each) => each.id === id) ?? []);
    if (action) void this.#do(action, chosen);
    return action !== undefined;
  }

  /** Ends choosing. What is under way is stopped first, and what came of it is shown. */
  end(): void {
    if (this.#run) return this.#run.run.stop();
    const list = this.#list;
    if (!list) return;
    list.selecting = false;
    list.checkedIds = new Set();
    list.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.capabilities ??= NO_CAPABILITIES;
    const {value: localizer, strings} = this.#localize;
    const count = this.#chosen.length;
    if (
      changed.has('checkedIds') &&
      !this.#run &&
      this.checkedIds !== this.#keptIds &&
      (count > 0 || this.hasUpdated)
    ) {
      this.announcement = localizer.count(strings.chosenCount, count);
    }
  }

  override render(): TemplateResult {
    const localizer = this.#localize.value;
    const chosen = this.#chosen;
    const run = this.#run;
    return html`
      <div
        part="base"
        class="base"
        role="group"
        aria-label=${localizer.strings.bulkActions}
        aria-busy=${run ? 'true' : 'false'}
      >
        ${barView({
          ...{localizer, chosen, capabilities: this.capabilities, isRunning: run !== undefined},
          actions: bulkActionsFor(chosen, this.capabilities),
          loaded: this.conversations.length,
          hasMore: this.#list?.hasMore ?? false,
          onEnd: () => this.end(),
          onAll: (all) => this.#selection.chooseAll(all),
          onAct: (action) => void this.#do(action, chosen),
        })}
        ${outcomeView({
          localizer,
          capabilities: this.capabilities,
          run: run && {action: run.action, state: run.run.state},
          report: this.report,
          onStop: () => run?.run.stop(),
          onUndo: this.#undo,
          onAgain: (action, conversations) => void this.#do(action, conversations),
        })}
        <div role="status" class="visually-hidden">${this.announcement}</div>
      </div>
    `;
  }

  get #chosen(): readonly Conversation[] {
    return this.conversations.filter(({id}) => this.checkedIds.has(id));
  }

  get #list() {
    if (isServer) return null;
    const root = this.getRootNode();
    return root instanceof ShadowRoot ? root.host.closest('parlor-conversation-list') : null;
  }

  get #chosenFrom(): ChosenFrom | undefined {
    const list = this.#list;
    if (!list?.selecting) return undefined;
    return {
      conversations: this.conversations,
      checkedIds: list.checkedIds,
      activeId: list.activeConversationId,
      activate: (id) => (list.activeConversationId = id),
      choose: (ids) => (list.checkedIds = ids),
      leave: () => this.end(),
    };
  }

  async #do(action: BulkAction, conversations: readonly Conversation[]): Promise<void> {
    if (this.#run) return;
    const {capabilities, report} = this;
    // As they are now: what was chosen a while ago may be so already.
    const now = conversations.map((each) => this.#inbox.store?.conversation(each.id) ?? each);
    const items = now.filter((conversation) => action.applies(conversation, capabilities));
    if (items.length === 0) return;
    const before = report?.action === action ? report : undefined;
    const ids = new Set(items.map(({id}) => id));
    const run = new BulkRun({
      items,
      ask: (conversation, onUnheard) => this.#ask(action, conversation, onUnheard),
      onChange: () => this.requestUpdate(),
    });
    this.#run = {action, run};
    this.report = undefined;
    this.requestUpdate();
    await run.start();
    const {done, failed, left, asked} = run.state;
    this.#run = undefined;
    this.report = {
      action,
      done: [...(before?.done ?? []), ...done],
      failed: [...(before?.failed ?? []).filter(({item}) => !ids.has(item.id)), ...failed],
      left: [...(before?.left ?? []).filter(({id}) => !ids.has(id)), ...left],
      asked: [...(before?.asked ?? []).filter(({id}) => !ids.has(id)), ...asked],
    };
    this.announcement = this.#wordsOf(this.report);
    this.#keep([...this.report.failed.map(({item}) => item), ...this.report.left]);
  }

  /** What is still to be done stays chosen. */
  #keep(conversations: readonly Conversation[]): void {
    const list = this.#list;
    this.#keptIds = new Set(conversations.map(({id}) => id));
    if (list?.selecting) list.checkedIds = this.#keptIds;
  }

  async #ask(action: BulkAction, {id: conversationId}: Conversation, onUnheard: () => void): Promise<BulkOutcome> {
    const {store} = this.#inbox;
    await store?.pending.when(({running}) => !running.has(conversationId));
    return new Promise((resolve) => {
      const fate = action.ask(this, {conversationId, onOutcome: (error) => resolve(error ?? 'done')});
      if (fate === 'vetoed') resolve('vetoed');
      // Whoever kept it from the inbox may do it in another way, and answer.
      else if (fate === 'unheard') onUnheard();
    });
  }

  readonly #undo = (): void => {
    const {report} = this;
    const reverse = BULK_ACTIONS.find(({id}) => id === report?.action.reverse);
    if (report && reverse) void this.#do(reverse, report.done);
  };

  #wordsOf({action, done, failed, left, asked}: BulkReport): string {
    const {value: localizer, strings} = this.#localize;
    const names = localizer.list(failed.map(({item}) => shownName(item) || strings.unknownContact));
    return [
      done.length > 0 ? localizer.count(strings[action.done], done.length) : '',
      failed.length > 0
        ? `${localizer.fill(localizer.count(strings.bulkFailed, failed.length), {action: labelOf(action, strings)})} ${names}`
        : '',
      asked.length > 0 ? localizer.count(strings.bulkAsked, asked.length) : '',
      left.length > 0 ? localizer.count(strings.bulkLeft, left.length) : '',
    ]
      .filter((part) => part)
      .join('. ');
  }
}
