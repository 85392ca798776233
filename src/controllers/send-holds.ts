import type {InboxStore} from '../store/inbox-store.js';

/** A send that somebody asks an inbox for. */
export interface AskedSend {
  /** Empty where the open conversation is meant. */
  readonly conversationId: string;
  /** Which send it is: asked for once more, it is the same. */
  readonly name: string;
  /** The elements that the request went through. */
  readonly path: readonly EventTarget[];
  /** Asks for it once more. */
  readonly again: () => void;
}

/** @returns whether the send waits until it is asked for once more */
export type SendHold = (send: AskedSend) => boolean;

const holds = new WeakMap<InboxStore, Set<SendHold>>();

/** Has a part of an inbox asked before anything leaves that a person sends there. @returns how to stop that */
export function holdSends(store: InboxStore, hold: SendHold): () => void {
  const all = holds.get(store) ?? new Set();
  holds.set(store, all);
  all.add(hold);
  return () => all.delete(hold);
}

/** By which requests a person sends: all but those of a form for a new conversation, which asks by itself. */
const SENDS: ReadonlySet<string> = new Set([
  'parlor-send-request',
  'parlor-retry-request',
  'parlor-resend-request',
] satisfies (keyof HTMLElementEventMap)[]);

/** @returns whether what a request asks for waits until it is asked for once more; all who may hold it are asked */
export function isHeldBack(
  store: InboxStore,
  {type, detail}: {readonly type: string; readonly detail: object},
  request: Pick<AskedSend, 'path' | 'again'>,
): boolean {
  if (!SENDS.has(type)) return false;
  const {conversationId = '', messageId, text}: Readonly<Record<string, unknown>> = {...detail};
  const send: AskedSend = {
    conversationId: String(conversationId),
    name: JSON.stringify([type, messageId ?? text]),
    ...request,
  };
  return [...(holds.get(store) ?? [])].filter((hold) => hold(send)).length > 0;
}
