import type {AdapterEvent, LiveState} from '../adapter-event.js';
import type {AdapterSubscription} from '../messaging-adapter.js';
import type {Account} from './account.js';

type Listener = (event: AdapterEvent) => void;

/** Listens to all accounts as to one. */
export function subscribeToAll(accounts: readonly Account[], listener: Listener): AdapterSubscription {
  const live = new Map<Account, Extract<AdapterEvent, {type: 'live-changed'}>>();
  const lost = new Set<Account>();
  const remaining = new Map<Account, number>();

  const take = (account: Account, event: AdapterEvent): void => {
    switch (event.type) {
      case 'message-created':
      case 'message-updated':
        return listener({...event, message: account.message(event.message)});
      case 'conversation-updated':
        return listener({...event, conversation: account.conversation(event.conversation)});
      case 'conversation-removed':
      case 'message-removed':
      case 'messages-invalidated':
        return listener({...event, conversationId: account.join(event.conversationId)});
      case 'conversations-invalidated':
        return listener(event);
      case 'details-progress':
        remaining.set(account, event.remaining);
        return listener({...event, remaining: [...remaining.values()].reduce((sum, count) => sum + count, 0)});
      case 'connection-changed':
        if (event.connected) lost.delete(account);
        else lost.add(account);
        // What was missed in one of them is read again; while others answer, the inbox is connected.
        if (event.connected || lost.size === accounts.length) listener(event);
        return;
      case 'live-changed': {
        live.set(account, event);
        const error = event.error ?? [...live.values()].find((each) => each.error)?.error;
        listener({type: 'live-changed', state: liveOf(accounts, live), ...(error && {error})});
      }
    }
  };
  const subscriptions = accounts.map((account) => ({
    account,
    steer: account.adapter.subscribe?.((event) => take(account, event)),
  }));
  return {
    watch(conversationId) {
      for (const {account, steer} of subscriptions) {
        const isOwn = conversationId !== undefined && account.has(conversationId);
        steer?.watch(isOwn ? account.own(conversationId) : undefined);
      }
    },
    showRows(ids) {
      for (const {account, steer} of subscriptions) {
        steer?.showRows?.(ids.filter((id) => account.has(id)).map((id) => account.own(id)));
      }
    },
    setPollMode(mode) {
      for (const {steer} of subscriptions) steer?.setPollMode(mode);
    },
    close() {
      for (const {steer} of subscriptions) steer?.close();
    },
  };
}

/** What holds for all; where one does not do as the others, the least that can be said. */
function liveOf(accounts: readonly Account[], live: ReadonlyMap<Account, {readonly state: LiveState}>): LiveState {
  const states = accounts.map((account) => live.get(account)?.state ?? 'none');
  if (states.every((state) => state === states[0])) return states[0] ?? 'none';
  return states.some((state) => state === 'interrupted' || state === 'ended') ? 'interrupted' : 'none';
}
