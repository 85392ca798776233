import type {Localizer} from '../../i18n/localizer.js';
import type {ListWords} from '../../i18n/words/list.js';
import type {ConversationListView} from './list-view.js';

/** What those hear of loading and searching who do not see it. */
export class Announcements {
  words = '';
  /** The next page was asked for, by somebody who waits for it. */
  awaitsNextPage = false;
  /** Other conversations were. */
  #awaitsResults = false;

  /** Before drawing. */
  follow(
    previous: ConversationListView | undefined,
    next: ConversationListView,
    isOtherList: boolean,
    localizer: Localizer<ListWords>,
  ): void {
    const {strings} = localizer;
    this.#awaitsResults ||= isOtherList;
    // Whoever types a search hears what was found, not every look.
    if (next.status === 'loading' && !this.#awaitsResults) this.words = strings.loading;
    if (next.status !== 'ready') return;
    const hasMoreArrived = this.awaitsNextPage && !!previous?.loadingMore && !next.loadingMore;
    if (this.#awaitsResults || hasMoreArrived) {
      const count = next.conversations.length;
      const forms = next.hasMore ? strings.conversationsFoundSoFar : strings.conversationsFound;
      this.words = count === 0 ? strings.noMatches : localizer.count(forms, count);
    } else if (previous?.status === 'loading') {
      this.words = '';
    }
    this.#awaitsResults = false;
    if (hasMoreArrived) this.awaitsNextPage = false;
  }
}
