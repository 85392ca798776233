import type {HttpOptions} from '../../adapter/http.js';
import type {PollingOptions} from '../../adapter/polling.js';
import type {WireSendStyle} from './wire.js';

/** How to reach an AgentPhone account. Its keys are server secrets: they belong into a proxy behind `baseUrl`. */
export interface AgentPhoneAdapterOptions extends HttpOptions {
  /** `https://api.agentphone.to` by default, as the document has it; the official client says `.ai`. */
  readonly baseUrl?: string;
  /** Sent as `X-Sub-Account-Id`; the master account without it. */
  readonly subAccountId?: string;
  /** The number new conversations start from when nobody chooses one. */
  readonly numberId?: string;
  /** The agent new conversations belong to. */
  readonly agentId?: string;
  /** Conversations or messages of a page when the caller has no wish: 50 by default. */
  readonly pageSize?: number;
  /**
   * Whether names of contacts are read and put to the numbers of conversations, which carry none themselves. True by
   * default; costs a request for every hundred contacts, now and then.
   */
  readonly contactNames?: boolean;
  /** Milliseconds between looks, see `PollingOptions`: 10 000 for the list and 4000 for the open thread by default. */
  readonly polling?: Partial<PollingOptions>;
}

/** `OutgoingMessage.providerOptions` of this provider. */
export interface AgentPhoneSendOptions {
  /** An effect of iMessage; refused on lines that have none. */
  readonly sendStyle?: WireSendStyle;
  /** The message answered inline, in iMessage. */
  readonly replyToMessageId?: string;
}
