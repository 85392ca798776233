import type {Draft, Journal} from './journal.js';
import {Observable} from './observable.js';

export type {Draft};

export const EMPTY_DRAFT: Draft = {text: '', mediaUrls: []};

/** One draft a conversation, kept in the journal. */
export class Drafts extends Observable<{readonly drafts: ReadonlyMap<string, Draft>}> {
  /** What was typed in this tab is not replaced by what another tab holds. */
  private readonly touched = new Set<string>();

  constructor(private readonly journal?: Journal) {
    super({drafts: new Map()});
  }

  get(conversationId: string): Draft {
    return this.state.drafts.get(conversationId) ?? EMPTY_DRAFT;
  }

  set(conversationId: string, draft: Draft): void {
    const isEmpty = !draft.text && draft.mediaUrls.length === 0;
    if (isEmpty && this.isEmpty(conversationId)) return;
    this.touched.add(conversationId);
    const drafts = new Map(this.state.drafts);
    if (isEmpty) drafts.delete(conversationId);
    else drafts.set(conversationId, draft);
    this.patch({drafts});
    void this.journal?.putDraft(conversationId, isEmpty ? undefined : draft);
  }

  isEmpty(conversationId: string): boolean {
    return !this.state.drafts.has(conversationId);
  }

  /** Takes in what the journal holds of conversations that nothing was typed for here. */
  adopt(stored: ReadonlyMap<string, Draft>): void {
    const drafts = new Map(stored);
    for (const id of this.touched) {
      const own = this.state.drafts.get(id);
      if (own) drafts.set(id, own);
      else drafts.delete(id);
    }
    const known = this.state.drafts;
    const same = drafts.size === known.size && [...drafts].every(([id, draft]) => known.get(id)?.text === draft.text);
    if (!same) this.patch({drafts});
  }
}
