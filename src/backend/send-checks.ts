import type {RefusalCode} from './refusal.js';
import type {Account, Contact, Thread} from './types.js';

export interface SendCheck {
  readonly contact: Contact | undefined;
  readonly thread: Thread | undefined;
  readonly account: Account;
  /** Which number was asked for, if any. */
  readonly asked: string | undefined;
  readonly owns: (ownNumberId: string) => boolean;
  readonly isEmpty: boolean;
  readonly credits: number;
}

/** Why a message is not taken; the first reason of several, in a fixed order. */
export function refusalOf({
  contact,
  thread,
  account,
  asked,
  owns,
  isEmpty,
  credits,
}: SendCheck): RefusalCode | undefined {
  if (isEmpty) return 'empty-message';
  if (!contact) return 'contact-not-found';
  const owned = asked === undefined || owns(asked);
  const from = owned && asked !== undefined ? asked : account.defaultNumberId;
  if (thread?.consent[from ?? thread.ownNumberId]?.state === 'opted-out') return 'opted-out';
  if (contact.textable === false) return 'not-textable';
  if (contact.textable === null) return 'lookup-pending';
  if (!owned) return 'from-number-not-owned';
  if (from === null || contact.sendTrouble === 'no-from-number') return 'no-from-number';
  if (account.credits < credits || contact.sendTrouble === 'insufficient-credits') return 'insufficient-credits';
  return undefined;
}
