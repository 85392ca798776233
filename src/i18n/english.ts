import type {ParlorStrings} from './catalogue.js';
import {actionsWords} from './words/actions.js';
import {bulkWords} from './words/bulk.js';
import {commandWords} from './words/commands.js';
import {contactWords} from './words/contact.js';
import {contactTimeWords} from './words/contact-time.js';
import {exportWords} from './words/export.js';
import {inboxWords} from './words/inbox.js';
import {listWords} from './words/list.js';
import {mediaViewerWords} from './words/media-viewer.js';
import {messageMenuWords} from './words/message-menu.js';
import {replyWords} from './words/reply.js';
import {savedReplyWords} from './words/saved-replies.js';
import {searchWords} from './words/search.js';
import {sharedWords} from './words/shared.js';
import {startWords} from './words/start.js';
import {pickerWords} from './words/templates.js';
import {unreadWords} from './words/unread.js';
import {notificationsWords} from './words/notifications.js';
import {launcherWords} from './words/launcher.js';
import {threadWords} from './words/thread.js';

/** Every string in English. No element needs all of them: each brings its own. */
export const english: ParlorStrings = {
  ...sharedWords,
  ...inboxWords,
  ...listWords,
  ...threadWords,
  ...messageMenuWords,
  ...mediaViewerWords,
  ...searchWords,
  ...replyWords,
  ...pickerWords,
  ...savedReplyWords,
  ...actionsWords,
  ...bulkWords,
  ...commandWords,
  ...contactWords,
  ...startWords,
  ...contactTimeWords,
  ...exportWords,
  ...launcherWords,
  ...notificationsWords,
  ...unreadWords,
};
