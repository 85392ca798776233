import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {ConversationError} from '../../model/conversation-error.js';
import type {MetadataEdit} from '../../model/contact-details.js';
import {
  addRow,
  changeRow,
  changesNothing,
  editOf,
  isApplied,
  keepMine,
  metadataIn,
  problemOf,
  removeRow,
  startDraft,
  useTheirs,
  type Metadata,
  type MetadataDraft,
  type MetadataRow,
} from './metadata-draft.js';

export interface MetadataEditorHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly saving: boolean;
  readonly saveError?: ConversationError;
}

/** Keeps what is being typed into metadata, for every conversation, until it is saved or given up. */
export class MetadataEditor implements ReactiveController {
  readonly #host: MetadataEditorHost;
  readonly #onSubmit: (conversationId: string, edit: MetadataEdit) => void;
  readonly #drafts = new Map<string, MetadataDraft>();
  readonly #dismissed = new WeakSet<ConversationError>();
  #conversationId: string | undefined;
  #focusNext: string | undefined;

  constructor(host: MetadataEditorHost, onSubmit: (conversationId: string, edit: MetadataEdit) => void) {
    this.#host = host;
    this.#onSubmit = onSubmit;

    host.addController(this);
  }

  get draft(): MetadataDraft | undefined {
    return this.#conversationId === undefined ? undefined : this.#drafts.get(this.#conversationId);
  }

  /** Why the last save failed, unless it was dealt with. */
  get error(): ConversationError | undefined {
    const {saveError, saving} = this.#host;
    return this.draft && saveError && !saving && !this.#dismissed.has(saveError) ? saveError : undefined;
  }

  /** What is there now, when somebody else was faster; `null` when nothing is. */
  get conflict(): Metadata | null | undefined {
    return this.error?.kind === 'conflict' ? metadataIn(this.error.raw) : undefined;
  }

  /**
   * Follows what the panel shows; called before every drawing.
   *
   * @returns whether an edit was found to be saved
   */
  follow(conversationId: string | undefined, metadata: Metadata | null | undefined): boolean {
    this.#conversationId = conversationId;
    const {draft} = this;
    if (!draft || draft.phase === 'editing') return false;
    const {saving, saveError} = this.#host;
    if (saving) {
      if (draft.phase === 'waiting') this.#replace({...draft, phase: 'saving'}, false);
      return false;
    }
    const edit = editOf(draft);
    const isSaved = draft.phase === 'saving' ? !saveError : !saveError && !!edit && isApplied(metadata, edit);
    if (isSaved) this.#end('.edit-fields');
    else if (draft.phase === 'saving') this.#replace({...draft, phase: 'editing'}, false);
    return isSaved;
  }

  hostUpdated(): void {
    if (!this.#focusNext) return;
    this.#host.renderRoot.querySelector<HTMLElement>(this.#focusNext)?.focus();
    this.#focusNext = undefined;
  }

  start(metadata: Metadata | null | undefined): void {
    const draft = startDraft(metadata);
    const isEmpty = draft.rows.length === 0;
    this.#replace(isEmpty ? addRow(draft) : draft);
    this.#focusNext = isEmpty ? '.row input' : '.row textarea';
  }

  readonly cancel = (): void => this.#end('.edit-fields');

  readonly add = (): void => {
    if (!this.draft) return;
    this.#replace(addRow(this.draft));
    this.#focusNext = '.row:last-of-type input';
  };

  change(id: number, change: Partial<MetadataRow>): void {
    if (this.draft) this.#replace(changeRow(this.draft, id, change));
  }

  remove(id: number): void {
    if (!this.draft) return;
    this.#replace(removeRow(this.draft, id));
    this.#focusNext = this.draft.rows.some((row) => row.id === id) ? `#row-${id} button` : '.add-field';
  }

  restore(id: number): void {
    this.change(id, {isRemoved: false});
    this.#focusNext = `#row-${id} textarea`;
  }

  readonly submit = (): void => {
    const {draft} = this;
    const conversationId = this.#conversationId;
    if (!draft || conversationId === undefined || this.#host.saving) return;
    const edit = editOf(draft);
    if (!edit) {
      this.#replace({...draft, isChecked: true});
      const wrong = draft.rows.find((row) => problemOf(row, draft));
      this.#focusNext = `#row-${wrong?.id} [aria-invalid=true]`;
    } else if (changesNothing(edit)) {
      this.cancel();
    } else {
      this.#dismissError();
      this.#replace({...draft, phase: 'waiting'});
      this.#onSubmit(conversationId, edit);
    }
  };

  /** Goes on with their values in the fields both changed; answers what is there now when nothing is left to save. */
  useTheirs(): Metadata | null | undefined {
    const {draft, conflict} = this;
    if (!draft || conflict === undefined) return undefined;
    const next = useTheirs(draft, conflict);
    this.#dismissError();
    this.#replace(next);
    const edit = editOf(next);
    if (edit && changesNothing(edit)) this.#end('.edit-fields');
    else this.#focusNext = '.save';
    return conflict;
  }

  readonly keepMine = (): void => {
    const {draft, conflict} = this;
    if (!draft || conflict === undefined) return;
    this.#replace(keepMine(draft, conflict));
    this.#focusNext = '.save';
    this.submit();
  };

  #dismissError(): void {
    if (this.#host.saveError) this.#dismissed.add(this.#host.saveError);
  }

  #end(focus: string): void {
    // What went wrong before says nothing about the next edit.
    this.#dismissError();
    if (this.#conversationId !== undefined) this.#drafts.delete(this.#conversationId);
    // Only whoever was in the form is taken out of it.
    if (this.#host.renderRoot.querySelector('.metadata :focus')) this.#focusNext = focus;
    this.#host.requestUpdate();
  }

  #replace(draft: MetadataDraft, redraw = true): void {
    if (this.#conversationId !== undefined) this.#drafts.set(this.#conversationId, draft);
    if (redraw) this.#host.requestUpdate();
  }
}
