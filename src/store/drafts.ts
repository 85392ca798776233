import {Observable} from './observable.js';

/** What somebody typed and has not sent. */
export interface Draft {
  readonly text: string;
  readonly mediaUrls: readonly string[];
}

export const EMPTY_DRAFT: Draft = {text: '', mediaUrls: []};

/** One draft a conversation. */
export class Drafts extends Observable<{readonly drafts: ReadonlyMap<string, Draft>}> {
  constructor() {
    super({drafts: new Map()});
  }

  get(conversationId: string): Draft {
    return this.state.drafts.get(conversationId) ?? EMPTY_DRAFT;
  }

  set(conversationId: string, draft: Draft): void {
    const drafts = new Map(this.state.drafts);
    if (draft.text || draft.mediaUrls.length > 0) drafts.set(conversationId, draft);
    else if (!drafts.delete(conversationId)) return;
    this.patch({drafts});
  }

  isEmpty(conversationId: string): boolean {
    return !this.state.drafts.has(conversationId);
  }
}
