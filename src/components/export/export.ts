import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {FollowedStore} from '../../controllers/followed-store.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {ModalDialog} from '../../controllers/modal-dialog.js';
import {request} from '../../controllers/request.js';
import {exportWords} from '../../i18n/words/export.js';
import type {Conversation} from '../../model/conversation.js';
import {ConversationError} from '../../model/conversation-error.js';
import {shownName} from '../../model/shown-name.js';
import type {InboxStore} from '../../store/inbox-store.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {dialogs} from '../../styles/dialog.styles.js';
import {fields} from '../../styles/fields.styles.js';
import {errorNotice, notices} from '../error-notice.js';
import {closeIcon} from '../icons.js';
import {consentLogOf} from './consent-log.js';
import type {ExportContent} from './export.events.js';
import {exportStyles} from './export.styles.js';
import {contentOf, download, fileNameIn, printSheet, type ExportFormat} from './make-file.js';
import {loadedHistory, readHistory, type History} from './read-history.js';
import {transcriptOf, type Sheet} from './transcript.js';

export type * from './export.events.js';
export type {ExportFormat} from './make-file.js';

const FORMATS: readonly ExportFormat[] = ['csv', 'text', 'print'];

/**
 * A dialog that makes a file, or a print, of a conversation, or a log of who agreed to be texted. It says whether a
 * conversation is there from its beginning on, and offers to read the rest. The files are made in the page: nothing of them
 * goes anywhere else.
 *
 * Works inside an inbox or a `<parlor-inbox-context>`, beside an inbox that `for` names, and with a `store`. It draws
 * nothing until `show()` is called.
 *
 * @tag parlor-export
 * @since 0.1.0
 * @status experimental
 *
 * @csspart base - The `dialog`.
 * @csspart export-button - Makes the file.
 * @csspart close-button - Closes the dialog.
 *
 * @fires {CustomEvent<ExportRequestDetail>} parlor-export-request - Something is about to be exported: `{content, format, conversationId}`. A veto keeps it in.
 */
export class ParlorExport extends LitElement {
  static override styles = [...baseStyles, buttons, dialogs, fields, notices, exportStyles];

  /** The id of the element whose conversations are exported. */
  @property() for: string | undefined;
  /** The store whose conversations are exported, in place of `for`. */
  @property({attribute: false}) store: InboxStore | undefined;
  /** The conversation that is exported; the open one without it. */
  @property({attribute: 'conversation-id'}) conversationId: string | undefined;
  /** Whether the dialog is shown. */
  @property({type: Boolean, reflect: true}) open = false;

  @state() private chosen: ExportContent = 'transcript';
  @state() private format: ExportFormat = 'csv';
  @state() private withOlder = true;
  /** How many messages were read so far. */
  @state() private read?: number;
  @state() private error?: ConversationError;
  @state() private outcome = '';

  readonly #localize = new LocalizeController(this, exportWords);
  readonly #inbox = new FollowedStore(this, (store) => store.subscribe(() => this.open && this.requestUpdate()));
  readonly #modal = new ModalDialog(this, {isOpen: () => this.open, onClosed: () => this.close()});
  #reading: AbortController | undefined;

  /** Opens the dialog. Where the focus is now, it returns to when the dialog closes. */
  show(): void {
    this.error = undefined;
    this.outcome = '';
    this.open = true;
  }

  /** Closes the dialog, and calls off what is being read. */
  close(): void {
    this.open = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reading?.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open') && !this.open) this.#reading?.abort();
  }

  override render(): TemplateResult {
    const {strings} = this.#localize;
    const {store} = this.#inbox;
    return html`
      <dialog part="base" aria-labelledby="heading" @cancel=${this.#modal.onCancel} @close=${this.#modal.onClose}>
        ${
          this.open && store
            ? html`
                <form @submit=${this.#onSubmit}>
                  <div class="header">
                    <h2 id="heading">${strings.exportTitle}</h2>
                    <button
                      part="close-button"
                      class="icon"
                      type="button"
                      aria-label=${strings.close}
                      @click=${this.close}
                    >
                      ${closeIcon}
                    </button>
                  </div>
                  <div class="body">${this.#renderContents(store)} ${this.#renderFormats()}</div>
                  <div class="footer">${this.#renderFooter()}</div>
                </form>
              `
            : nothing
        }
      </dialog>
    `;
  }

  #renderContents(store: InboxStore): TemplateResult {
    const {strings, value: localizer} = this.#localize;
    const conversation = this.#conversation;
    const name = shownName(conversation) || strings.unknownContact;
    const all = localizer.count(strings.exportAllConsent, store.conversationList.state.conversations.length);
    const choices: [ExportContent, string][] = [
      ['transcript', localizer.fill(strings.exportTranscript, {name})],
      ['consent', localizer.fill(strings.exportConsent, {name})],
    ];
    return html`
      <fieldset class="field" ?disabled=${this.#isReading}>
        <legend>${strings.exportWhat}</legend>
        ${(conversation ? choices : []).map(([content, words]) => this.#renderContent(content, words))}
        ${this.#renderContent('all-consent', all)}
      </fieldset>
      ${
        this.#content === 'transcript' && conversation
          ? this.#renderExtent(loadedHistory(store, conversation.id))
          : html`<p class="hint">${strings.exportConsentHint}</p>`
      }
    `;
  }

  #renderContent(content: ExportContent, words: string): TemplateResult {
    const choose = (): void => void (this.chosen = content);
    return html`
      <label class="choice">
        <input type="radio" name="content" value=${content} .checked=${this.#content === content} @change=${choose} />
        <span>${words}</span>
      </label>
    `;
  }

  #renderExtent({messages, isWhole}: History): TemplateResult {
    const {strings, value: localizer} = this.#localize;
    const words = localizer.count(isWhole ? strings.exportIsWhole : strings.exportIsPart, messages.length);
    const toggle = ({target}: Event): void => {
      if (target instanceof HTMLInputElement) this.withOlder = target.checked;
    };
    return html`
      <div>
        <p class="hint">${words}</p>
        ${
          isWhole
            ? nothing
            : html`<label class="choice">
                <input type="checkbox" .checked=${this.withOlder} ?disabled=${this.#isReading} @change=${toggle} />
                <span>${strings.exportWithOlder}</span>
              </label>`
        }
      </div>
    `;
  }

  #renderFormats(): TemplateResult {
    const {strings} = this.#localize;
    return html`
      <fieldset class="field" ?disabled=${this.#isReading}>
        <legend>${strings.exportFormat}</legend>
        ${FORMATS.map(
          (format) => html`
            <label class="choice">
              <input
                type="radio"
                name="format"
                value=${format}
                .checked=${this.format === format}
                @change=${() => (this.format = format)}
              />
              <span>${strings.exportFormats[format]}</span>
            </label>
          `,
        )}
      </fieldset>
    `;
  }

  #renderFooter(): TemplateResult {
    const {strings, value: localizer} = this.#localize;
    const {error, read} = this;
    const progress = read === undefined ? this.outcome : localizer.count(strings.exportReading, read);
    return html`
      <p class="outcome" role="status">${progress}</p>
      <div role="alert" class="outcome">
        ${error ? errorNotice({error, localizer, title: strings.exportFailed}) : nothing}
      </div>
      ${
        this.#isReading
          ? html`<button type="button" @click=${() => this.#reading?.abort()}>${strings.exportStop}</button>`
          : html`<button type="button" @click=${this.close}>${strings.exportCancel}</button>`
      }
      <button part="export-button" class="primary" type="submit" aria-disabled=${this.#isReading ? 'true' : 'false'}>
        ${strings.exportNow}
      </button>
    `;
  }

  /** Without a conversation there is one thing left to choose. */
  get #content(): ExportContent {
    return this.#conversation ? this.chosen : 'all-consent';
  }

  get #isReading(): boolean {
    return this.read !== undefined;
  }

  get #conversation(): Conversation | undefined {
    const {store} = this.#inbox;
    const id = this.conversationId || store?.state.selectedId;
    return id === undefined ? undefined : (store?.conversation(id) ?? store?.selected);
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const {store} = this.#inbox;
    if (store && !this.#isReading) void this.#export(store);
  };

  async #export(store: InboxStore): Promise<void> {
    const {format} = this;
    const content = this.#content;
    const conversation = content === 'all-consent' ? undefined : this.#conversation;
    const about = conversation ? {conversationId: conversation.id} : {};
    if (!request(this, 'parlor-export-request', {content, format, ...about})) return;
    this.error = undefined;
    this.outcome = '';
    try {
      const made = await this.#sheet(store, conversation);
      this.#hand(made.sheet, format, made.isWhole);
    } catch (thrown) {
      const error = ConversationError.from(thrown);
      if (error.kind !== 'aborted') this.error = error;
    } finally {
      this.read = undefined;
      this.#reading = undefined;
    }
  }

  async #sheet(store: InboxStore, conversation: Conversation | undefined): Promise<{sheet: Sheet; isWhole: boolean}> {
    const {strings, value: localizer} = this.#localize;
    const now = Date.now();
    if (conversation && this.#content === 'transcript') {
      const history = await this.#history(store, conversation.id);
      return {sheet: transcriptOf({conversation, history, localizer, now}), isWhole: history.isWhole};
    }
    const listed = conversation ? [conversation] : store.conversationList.state.conversations;
    const loaded = store.loadedMessages;
    const people = listed.map((one) => ({conversation: one, messages: loaded.get(one.id) ?? []}));
    const name = shownName(conversation) || strings.unknownContact;
    const title = conversation
      ? localizer.fill(strings.exportConsent, {name})
      : localizer.count(strings.exportAllConsent, people.length);
    return {sheet: consentLogOf(people, {localizer, now, title}), isWhole: true};
  }

  async #history(store: InboxStore, conversationId: string): Promise<History> {
    const loaded = loadedHistory(store, conversationId);
    if (loaded.isWhole || !this.withOlder) return loaded;
    this.#reading = new AbortController();
    this.read = 0;
    const onProgress = (count: number): void => void (this.read = count);
    return readHistory(store, conversationId, {signal: this.#reading.signal, onProgress});
  }

  #hand(sheet: Sheet, format: ExportFormat, isWhole: boolean): void {
    const {strings, value: localizer} = this.#localize;
    if (format === 'print') printSheet(sheet);
    else download(contentOf(sheet, format), fileNameIn(sheet, format), format);
    const done =
      format === 'print'
        ? strings.exportPrinted
        : localizer.fill(strings.exportDone, {file: fileNameIn(sheet, format)});
    this.outcome = isWhole ? done : `${done} ${strings.exportDonePart}`;
  }
}
