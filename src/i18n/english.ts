import type {ParlorStrings} from './catalogue.js';
import {actionsWords} from './words/actions.js';
import {commandWords} from './words/commands.js';
import {contactWords} from './words/contact.js';
import {inboxWords} from './words/inbox.js';
import {listWords} from './words/list.js';
import {replyWords} from './words/reply.js';
import {searchWords} from './words/search.js';
import {sharedWords} from './words/shared.js';
import {startWords} from './words/start.js';
import {pickerWords} from './words/templates.js';
import {threadWords} from './words/thread.js';

/** Every string in English. No element needs all of them: each brings its own. */
export const english: ParlorStrings = {
  ...sharedWords,
  ...inboxWords,
  ...listWords,
  ...threadWords,
  ...searchWords,
  ...replyWords,
  ...pickerWords,
  ...actionsWords,
  ...commandWords,
  ...contactWords,
  ...startWords,
};
