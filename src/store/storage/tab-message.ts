import type {AnsweredSend} from '../outbox/entry.js';
import {isAnsweredSend} from './rows.js';
import {CONTENT_STORES, type ContentStore} from './schema.js';

/** What one tab tells the others. */
export type TabMessage =
  /** Rows of these stores are different now. `sent` is what is kept in no store. */
  | {readonly type: 'changed'; readonly stores: readonly ContentStore[]; readonly sent?: AnsweredSend}
  /** Somebody signed out; what is kept from now on belongs to this epoch. */
  | {readonly type: 'cleared'; readonly epoch?: string}
  /** The turn to send may be taken. */
  | {readonly type: 'turn-free'};

/** Tabs of other versions say other things: those mean that anything may have changed. */
export function messageFrom(data: unknown): TabMessage {
  const anything: TabMessage = {type: 'changed', stores: CONTENT_STORES};
  if (typeof data !== 'object' || data === null || !('type' in data)) return anything;
  if (data.type === 'turn-free') return {type: 'turn-free'};
  if (data.type === 'cleared') {
    return {type: 'cleared', epoch: 'epoch' in data && typeof data.epoch === 'string' ? data.epoch : undefined};
  }
  if (!('stores' in data) || !Array.isArray(data.stores)) return anything;
  const named: readonly unknown[] = data.stores;
  const sent = 'sent' in data && isAnsweredSend(data.sent) ? {sent: data.sent} : {};
  return {type: 'changed', stores: CONTENT_STORES.filter((store) => named.includes(store)), ...sent};
}
