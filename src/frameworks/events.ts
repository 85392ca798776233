import {PARLOR_REQUESTS, type ParlorRequest} from '../components/requests.js';
import type {ParlorEvents} from './element-types.js';

/** A key for each event that is no request, so that none can be forgotten. */
const NEWS: Readonly<Record<Exclude<keyof ParlorEvents, ParlorRequest>, true>> = {
  'parlor-conversation-selected': true,
  'parlor-message-sent': true,
  'parlor-message-failed': true,
  'parlor-message-undelivered': true,
  'parlor-message-waiting': true,
  'parlor-message-received': true,
  'parlor-message-unfold': true,
  'parlor-draft-changed': true,
  'parlor-error': true,
  'parlor-thread-match': true,
  'parlor-thread-position-change': true,
  'parlor-unread-count-changed': true,
  'parlor-launcher-toggled': true,
};

/** The names of all events. */
export const PARLOR_EVENTS: readonly string[] = [...PARLOR_REQUESTS, ...Object.keys(NEWS)];
