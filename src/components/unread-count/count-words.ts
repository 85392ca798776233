import type {Localizer} from '../../i18n/localizer.js';
import type {UnreadWords} from '../../i18n/words/unread.js';
import type {UnreadCount} from '../../store/inbox-state.js';

type Words = Localizer<UnreadWords>;

/** As short as a badge has it: "3", "3+" where there may be more, "99+" beyond the largest number. */
export function shortCount({count, isComplete}: UnreadCount, largest: number, localizer: Words): string {
  const isAll = isComplete && count <= largest;
  const number = localizer.number(Math.min(count, largest));
  return isAll ? number : localizer.fill(localizer.strings.orMore, {count: number});
}

/** As it is read out. */
export function countWords({count, isComplete}: UnreadCount, localizer: Words): string {
  const {unreadConversations, unreadConversationsAtLeast} = localizer.strings;
  return localizer.count(isComplete ? unreadConversations : unreadConversationsAtLeast, count);
}
