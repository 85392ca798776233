import {BackendFault} from './faults.js';
import type {Contact, SendTrouble} from './types.js';

type Moment = 'before' | 'after';

// The first two are refusals and belong to the checks of a send.
const FAULTS: Partial<Record<SendTrouble, readonly [Moment, () => BackendFault]>> = {
  'rate-limited': ['before', () => new BackendFault('rate-limited', false, 5000)],
  'lost-request': ['before', () => new BackendFault('lost-answer', false)],
  'server-error': ['before', () => new BackendFault('server', false)],
  'lost-answer': ['after', () => new BackendFault('lost-answer', true)],
  'server-error-after-sending': ['after', () => new BackendFault('server', true)],
};

/** @throws BackendFault when this contact's trouble strikes at this moment of a send */
export function meetTrouble({sendTrouble}: Contact, moment: Moment): void {
  const [strikesAt, fault] = (sendTrouble && FAULTS[sendTrouble]) ?? [];
  if (fault && strikesAt === moment) throw fault();
}
