import {byActivity, type Conversation} from '../../model/conversation.js';

interface Listed {
  /** As the list shows them: newest activity first. */
  readonly conversations: readonly Conversation[];
  readonly selected: Conversation | undefined;
}

/** Where the open conversation is, and how many rows it takes there: a filter that it left holds none of them. */
function placeOf({conversations, selected}: Listed): {readonly index: number; readonly rows: 0 | 1} {
  if (!selected) return {index: 0, rows: 0};
  const index = conversations.findIndex(({id}) => id === selected.id);
  if (index >= 0) return {index, rows: 1};
  const below = conversations.findIndex((conversation) => byActivity(selected, conversation) < 0);
  return {index: below < 0 ? conversations.length : below, rows: 0};
}

/** The conversation below (1) or above (-1) the open one; with none open, the first. */
export function neighbourOf(listed: Listed, step: 1 | -1): Conversation | undefined {
  const {index, rows} = placeOf(listed);
  if (!listed.selected) return listed.conversations[0];
  return listed.conversations[step === 1 ? index + rows : index - 1];
}

/** The next unread conversation below the open one, and from the top on once there is none. */
export function nextUnread(listed: Listed): Conversation | undefined {
  const {conversations, selected} = listed;
  const {index, rows} = placeOf(listed);
  const inOrder = [...conversations.slice(index + rows), ...conversations.slice(0, index)];
  return inOrder.find(({id, unread}) => unread.has && id !== selected?.id);
}
