import type {Conversation} from '../../model/conversation.js';
import {displayLabel} from '../../model/display-text.js';
import {findMessages} from '../../model/find-messages.js';
import {foldText} from '../../model/fold-text.js';
import type {Message} from '../../model/message.js';

/** A message with the words that are looked for, in whatever conversation. */
export interface FoundMessage {
  readonly conversation: Conversation;
  /** What it says, cut off where nobody reads on. */
  readonly text: string;
  /** Absent of the last message of a row, where no more of the conversation is loaded. */
  readonly messageId?: string;
}

/** Fewer letters than this are in nearly every message. */
const LEAST_LETTERS = 2;
const MOST_FOUND = 6;
const LONGEST = 160;

interface Searched {
  readonly conversations: readonly Conversation[];
  /** By conversation, oldest first; as far as they are loaded. */
  readonly loaded: ReadonlyMap<string, readonly Message[]>;
}

/** Messages with these words in what is loaded here: in threads that were opened, and the last ones of rows. Newest first. */
export function foundMessages(search: string, {conversations, loaded}: Searched): readonly FoundMessage[] {
  const wanted = foldText(search.trim());
  if (wanted.length < LEAST_LETTERS) return [];
  const found = conversations.flatMap((conversation): readonly (FoundMessage & {readonly at: number})[] => {
    const messages = loaded.get(conversation.id);
    if (messages?.length) {
      return findMessages(messages, search)
        .slice(0, MOST_FOUND)
        .map(({id, text, at = 0}) => ({conversation, messageId: id, text: displayLabel(text ?? '', LONGEST), at}));
    }
    const {text = null, at = 0} = conversation.lastMessage ?? {};
    return text !== null && foldText(text).includes(wanted)
      ? [{conversation, text: displayLabel(text, LONGEST), at}]
      : [];
  });
  return found.sort((a, b) => b.at - a.at).slice(0, MOST_FOUND);
}
