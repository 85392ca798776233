/**
 * Where a message is on its way.
 *
 * `pending`, `unconfirmed` and `failed` before a provider answered are this device's own knowledge; the rest is the
 * provider's word. `unconfirmed` means that nobody can say whether the message left: it is neither sent nor failed.
 */
export type DeliveryStatus =
  | 'draft'
  | 'scheduled'
  | 'pending'
  | 'unconfirmed'
  | 'accepted'
  | 'processing'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'failed'
  | 'undelivered'
  | 'received'
  | 'unknown';

const AFTER_SENT: readonly DeliveryStatus[] = ['delivered', 'read', 'failed', 'undelivered'];
const AFTER_PROCESSING: readonly DeliveryStatus[] = ['sent', ...AFTER_SENT];
const AFTER_ACCEPTED: readonly DeliveryStatus[] = ['processing', ...AFTER_PROCESSING];
const AFTER_PENDING: readonly DeliveryStatus[] = ['accepted', ...AFTER_ACCEPTED];

/** Every status a message may still move to. A status that is absent here would be a step back. */
export const STATUS_TRANSITIONS: Readonly<Record<DeliveryStatus, readonly DeliveryStatus[]>> = {
  unknown: ['draft', 'scheduled', 'pending', 'received', ...AFTER_PENDING],
  draft: ['scheduled', 'pending', 'unconfirmed', ...AFTER_PENDING],
  scheduled: ['pending', 'unconfirmed', ...AFTER_PENDING],
  pending: ['unconfirmed', ...AFTER_PENDING],
  unconfirmed: AFTER_PENDING,
  accepted: AFTER_ACCEPTED,
  processing: AFTER_PROCESSING,
  sent: AFTER_SENT,
  delivered: ['read'],
  read: [],
  failed: [],
  undelivered: [],
  received: [],
};

/**
 * The status after news arrived. Polls and pushed events come late, twice and out of order, so news that would move
 * a message backwards changes nothing.
 */
export function nextStatus(current: DeliveryStatus, news: DeliveryStatus): DeliveryStatus {
  return STATUS_TRANSITIONS[current].includes(news) ? news : current;
}

/** True when the message did not reach its recipient and never will by itself. */
export const isFailure = (status: DeliveryStatus): boolean => status === 'failed' || status === 'undelivered';
