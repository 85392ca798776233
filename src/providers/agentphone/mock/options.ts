import type {StoredMessage, Thread} from '../../../backend/types.js';
import type {WireConversation, WireMessage} from '../wire.js';

/** Everything about the mock that the document leaves open is a switch here. The first value of each is the default. */
export interface AgentPhoneMockOptions {
  /** `https://api.agentphone.to` by default. */
  readonly baseUrl?: string;
  /** Tells which bearer keys are valid; any by default. Refused ones get a 401. */
  readonly acceptToken?: (token: string) => boolean;
  /** How `messages` and `data` list messages. `shuffled` says that a page is a set. */
  readonly messageOrder?: 'newest-first' | 'oldest-first' | 'shuffled';
  /** Whether a message of exactly that time is before, or after, it. */
  readonly beforeBound?: 'exclusive' | 'inclusive';
  readonly afterBound?: 'exclusive' | 'inclusive';
  /** Which of too many messages between the bounds are answered: those nearest the bound, or always one end. */
  readonly pageTaken?: 'nearest' | 'newest' | 'oldest';
  /** `hasMore` of a history is true also where it ends, as in the document's sample. */
  readonly alwaysHasMore?: boolean;
  /** How finely times are kept and written. Whole seconds make many of them equal. */
  readonly timestamps?: 'milliseconds' | 'seconds' | 'micros' | 'zoneless-micros';
  /** `{error: {…}}` of the provider's documents, or the `{detail: …}` that the official client reads. */
  readonly errorEnvelope?: 'documented' | 'fastapi';
  /** The answer to a send leaves out the conversation. */
  readonly hidesSentConversation?: boolean;
  /** `Retry-After` is an HTTP date instead of seconds. */
  readonly retryAfterAsDate?: boolean;
  /** Whose numbers these are; `null` for numbers without an agent. `agt_demo` by default. */
  readonly agentId?: string | null;
  /** Which threads are iMessage; none by default. */
  readonly isIMessage?: (thread: Thread) => boolean;
  /** What the backend cannot know of a conversation, such as a group. */
  readonly conversationExtras?: (thread: Thread) => Partial<WireConversation>;
  /** What the backend cannot know of a message, such as reactions. */
  readonly messageExtras?: (message: StoredMessage) => Partial<WireMessage>;
}
