import type {HttpOptions} from '../../adapter/http.js';
import type {PollingOptions} from '../../adapter/polling.js';
import type {OwnEndpoint} from '../../model/participant.js';
import type {WireRoute} from './wire.js';

/** How to reach an Amplifi organisation. Tokens belong into `headers`, or better into a proxy behind `baseUrl`. */
export interface AmplifiAdapterOptions extends HttpOptions {
  /** `https://api.amplifi.com` by default. */
  readonly baseUrl?: string;
  /** Sent as `x-organization-id`; left out when a proxy adds it. */
  readonly organizationId?: string;
  /** Messages of a page when the caller has no wish: 50 by default, 200 at most. */
  readonly pageSize?: number;
  /**
   * The organisation's numbers, for a choice of where a reply comes from: the document has no way to list them. `id` is
   * what `fromPhoneNumberId` takes.
   */
  readonly ownNumbers?: readonly OwnEndpoint[];
  /** What every reply is sent with; `OutgoingMessage.providerOptions` and a chosen number win. */
  readonly reply?: AmplifiSendOptions;
  /**
   * Milliseconds between looks, see `PollingOptions`: 10 000 for the list and 4000 for the open thread by default.
   * The list is always answered whole, so a long one is looked at less often.
   */
  readonly polling?: Partial<PollingOptions>;
}

/** `OutgoingMessage.providerOptions` of this provider. */
export interface AmplifiSendOptions {
  /** Whether typographic quotes and non-ASCII characters are normalised before sending; the provider does by default. */
  readonly normalizeText?: boolean;
  /** Overrides the routing; `AUTO` by default. */
  readonly forceRoute?: WireRoute;
  /** One of the organisation's numbers by its id; its default number without it. */
  readonly fromPhoneNumberId?: string;
}
