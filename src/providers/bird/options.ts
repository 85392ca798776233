import type {HttpOptions} from '../../adapter/http.js';
import type {PollingOptions} from '../../adapter/polling.js';
import type {Instant} from '../../model/capability-level.js';

/** One of the workspace's channels. Bird lists them in another API, so the host names those it uses. */
export interface BirdChannel {
  readonly id: string;
  readonly label?: string;
  /** `sms`, `whatsapp`, `email` and so on; conversations of the channel are shown as such. */
  readonly platform?: string;
  /**
   * Only a template may open a conversation, and free text may be sent for a day after each message of the contact. So it
   * is on the platform `whatsapp` by default, and on no other.
   */
  readonly templatesOnly?: boolean;
}

/** A template the workspace has approved: WhatsApp lets nothing else open a conversation, or reopen it a day later. */
export interface BirdTemplate {
  /** Chosen by the host; names the template in a `StartRequest` and an `OutgoingMessage`. */
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly version: string;
  readonly locale: string;
  /** What the template says, with `{{key}}` for each parameter. */
  readonly preview?: string;
  readonly parameters?: readonly {readonly key: string; readonly label?: string}[];
  /** The channel it is approved for; without it, any. */
  readonly channelId?: string;
}

/**
 * How to reach a Bird workspace. The access key belongs into `headers`, as `Authorization: AccessKey …`, or better into
 * a proxy behind `baseUrl`: it is a secret of the whole workspace.
 */
export interface BirdAdapterOptions extends HttpOptions {
  /** `https://api.bird.com` by default. */
  readonly baseUrl?: string;
  readonly workspaceId: string;
  /** The id of the access key, not the key: messages are sent in its name. Without it the adapter only reads. */
  readonly participantId?: string;
  /** New conversations need at least one; the first that fits the recipient is the default. */
  readonly channels?: readonly BirdChannel[];
  /** What may be sent instead of free text; where a channel takes nothing else, a conversation has to begin with one. */
  readonly templates?: readonly BirdTemplate[];
  /** Conversations or messages of a page when the caller has no wish: 50 by default, 100 at most. */
  readonly pageSize?: number;
  /** Epoch milliseconds, for what may be sent until when: this device's clock by default. */
  readonly now?: () => Instant;
  /** Milliseconds between looks, see `PollingOptions`: 10 000 for the list and 4000 for the open thread by default. */
  readonly polling?: Partial<PollingOptions>;
}

/** `OutgoingMessage.providerOptions` of this provider. */
export interface BirdSendOptions {
  /**
   * A key for this message that no other message of the workspace has; a random one by default. Bird refuses a second
   * message with the same key, so a send that is tried again with its own key cannot arrive twice.
   */
  readonly reference?: string;
  /** The message this one answers. */
  readonly replyToMessageId?: string;
}
