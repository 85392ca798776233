import type {Instant} from '../model/capability-level.js';
import type {Journal} from './journal.js';

export interface InboxStoreOptions {
  readonly now?: () => Instant;
  /** Where drafts and unsent messages are kept; without one they live as long as the page. */
  readonly journal?: Journal;
  /** Timelines kept for going back quickly; 8 by default. */
  readonly keptTimelines?: number;
}
