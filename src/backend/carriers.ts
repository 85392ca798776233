import type {Random} from './random.js';
import type {CarrierName, StoredMessage, StoredStatus} from './types.js';

interface CarrierProfile {
  /** What a message that was `sent` becomes; absent for a carrier that never reports. */
  readonly becomes?: Exclude<StoredStatus, 'sent'>;
  /** Milliseconds until then. */
  readonly after: readonly [number, number];
  readonly failures?: readonly NonNullable<StoredMessage['failure']>[];
}

// Codes and words as Twilio's public error list has them; one of the providers sends through it.
const CARRIERS: Readonly<Record<CarrierName, CarrierProfile>> = {
  prompt: {becomes: 'delivered', after: [700, 1800]},
  slow: {becomes: 'delivered', after: [20_000, 40_000]},
  silent: {after: [0, 0]},
  fails: {
    becomes: 'failed',
    after: [900, 2000],
    failures: [
      {code: '30006', text: 'Landline or unreachable carrier'},
      {code: '30005', text: 'Unknown destination handset'},
    ],
  },
  undelivered: {
    becomes: 'undelivered',
    after: [2500, 5000],
    failures: [
      {code: '30003', text: 'Unreachable destination handset'},
      {code: '30007', text: 'Message filtered by the carrier'},
    ],
  },
};

export interface CarrierReport {
  readonly status: Exclude<StoredStatus, 'sent'>;
  readonly failure?: StoredMessage['failure'];
  /** Milliseconds after the message was taken. */
  readonly delay: number;
}

/** What the carrier will report about the next message, if it reports at all. */
export function carrierReport(carrier: CarrierName, random: Random): CarrierReport | undefined {
  const {becomes, after, failures} = CARRIERS[carrier];
  if (!becomes) return undefined;
  const delay = random.integer(...after);
  return failures ? {status: becomes, failure: random.pick(failures), delay} : {status: becomes, delay};
}
