import {actionsWords} from './english/actions-words.js';
import {contactWords} from './english/contact-words.js';
import {conversationWords} from './english/conversation-words.js';
import {firstWords} from './english/first-words.js';
import {replyWords} from './english/reply-words.js';
import {searchWords} from './english/search-words.js';
import {segmentsWords} from './english/segments-words.js';
import {startWords} from './english/start-words.js';
import type {ParlorStrings} from './strings.js';

/** Every word in English. The elements themselves load only those of the parts in use; see `known-words.ts`. */
export const english: ParlorStrings = {
  ...firstWords,
  ...conversationWords,
  ...replyWords,
  ...segmentsWords,
  ...actionsWords,
  ...contactWords,
  ...startWords,
  ...searchWords,
};
