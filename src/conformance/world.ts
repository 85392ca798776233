import type {MessagingAdapter} from '../adapter/messaging-adapter.js';
import type {StartForm, StartRequest} from '../adapter/start-conversation.js';
import type {ErrorKind} from '../model/conversation-error.js';
import type {DeliveryStatus} from '../model/delivery-status.js';
import type {Instant} from '../model/capability-level.js';

/** A conversation that is known to exist, by its id or by its contact's address. What else is said of it must be true. */
export type KnownConversation = ({readonly id: string} | {readonly address: string}) & {
  readonly id?: string;
  /** As the adapter spells it. */
  readonly address?: string;
  readonly name?: string;
  readonly lastText?: string;
  readonly lastActivityAt?: Instant;
};

/** What there is in a world before anything happens. */
export interface ConformanceFacts {
  /**
   * Everything the unfiltered list holds; archived conversations are not among them. At least twelve, of which some
   * share the instant of their last message.
   */
  readonly conversations: readonly KnownConversation[];
  /** One of them, which a message can be sent to. Its contact writes nothing by itself. */
  readonly open: KnownConversation;
  /**
   * One of them with at least sixty messages, each with a text of its own, oldest first. Several share an instant,
   * so that some page ends between messages of the same time.
   */
  readonly history: {readonly conversation: KnownConversation; readonly texts: readonly string[]};
}

/** One adapter and the world behind it, made afresh for every case. */
export interface ConformanceWorld {
  readonly adapter: MessagingAdapter;
  readonly facts: ConformanceFacts;
  readonly dispose?: () => void | Promise<void>;
}

/** What a request does: a `read` changes nothing at the provider; a `send` may have been done when it fails. */
export type Operation = 'read' | 'send';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
}

/** An HTTP answer made up by a case. */
export interface PlannedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HeldExchange {
  /** Waits until a request is under way. */
  underWay(): Promise<void>;
  release(): void;
}

/**
 * What more is known of a world, and what can be done to it. All optional: a case that needs what is not there is
 * marked as skipped and says why.
 *
 * `createConformanceWire` supplies everything that happens on the wire of an adapter that takes a `fetch`.
 */
export interface ConformanceHooks<World extends ConformanceWorld = ConformanceWorld> {
  // --- More facts

  archived?(world: World): readonly KnownConversation[];
  /** Every conversation with unread messages, and how many. */
  unread?(world: World): readonly {readonly conversation: KnownConversation; readonly count: number}[];
  awaitingReply?(world: World): {
    readonly waiting: readonly KnownConversation[];
    readonly answered: readonly KnownConversation[];
  };
  starred?(world: World): readonly KnownConversation[];
  searches?(world: World): readonly {readonly text: string; readonly finds: readonly KnownConversation[]}[];
  /** Conversations that take no message, with the kinds of error that say why. */
  refusals?(world: World): readonly {
    readonly conversation: KnownConversation;
    readonly why: string;
    readonly kinds: readonly ErrorKind[];
  }[];
  /** How messages to these conversations end up within twenty seconds. */
  deliveries?(world: World): readonly {readonly conversation: KnownConversation; readonly status: DeliveryStatus}[];
  /** A conversation whose only message is a picture without text. */
  picture?(world: World): {readonly conversation: KnownConversation; readonly url: string};
  timeZone?(world: World): string;
  /** The id of a conversation with nobody. */
  strangerId?(world: World): string;
  /** What to ask for, given the form, to start a conversation with somebody new. */
  startRequest?(world: World, form: StartForm): StartRequest;
  /** Payloads as the provider's webhooks deliver them. */
  webhookPayloads?(world: World): readonly unknown[];

  // --- What happens at the provider

  /** A message of the contact arrives. */
  contactWrites?(world: World, conversation: KnownConversation, text: string): void | Promise<void>;
  /** Lets the provider's time pass. */
  advance?(world: World, milliseconds: number): void | Promise<void>;
  optOut?(world: World, conversation: KnownConversation): void | Promise<void>;
  optIn?(world: World, conversation: KnownConversation): void | Promise<void>;
  /** What is left to pay messages with; one short text costs 1. */
  setCredits?(world: World, credits: number): void | Promise<void>;
  /** Leaves the account without a number to send from. */
  withoutOwnNumber?(world: World): void | Promise<void>;

  // --- What arrived at the provider

  /** How many messages with this text left in this conversation. */
  timesSent?(world: World, conversation: KnownConversation, text: string): number | Promise<number>;
  /** Which of our numbers a message with this text left from: its id or address. */
  sentFrom?(
    world: World,
    conversation: KnownConversation,
    text: string,
  ): string | undefined | Promise<string | undefined>;
  /** Every request so far. */
  requests?(world: World): readonly SeenRequest[];
  /** What the adapter said in `refused` each time it asked for headers. */
  headerRequests?(world: World): readonly boolean[];
  /** What must turn up nowhere but in headers: keys and tokens. */
  secrets?(world: World): readonly string[];

  // --- What goes wrong on the way

  /** The next operation of this sort is done and its answer lost. */
  loseNextAnswer?(world: World, on: Operation): void | Promise<void>;
  /** The next operation of this sort never arrives, and nobody says so. */
  loseNextRequest?(world: World, on: Operation): void | Promise<void>;
  /** The server breaks on the next operation of this sort, after or before doing it. */
  breakNext?(world: World, on: Operation, processed: boolean): void | Promise<void>;
  /** The next operation of this sort is refused for this many milliseconds, whole seconds. */
  rateLimitNext?(world: World, on: Operation, retryAfter: number): void | Promise<void>;
  setOffline?(world: World, offline: boolean): void | Promise<void>;
  /** From now on exchanges wait for `release`. */
  hold?(world: World): HeldExchange;
  /** The next request of this sort that has no plan yet gets this answer, and does not arrive. */
  answerNext?(world: World, on: Operation, answer: PlannedAnswer): void | Promise<void>;
  /** From now on every JSON answer goes through `rewrite`; `undefined` ends it. */
  rewriteAnswers?(world: World, rewrite: ((body: unknown) => unknown) | undefined): void | Promise<void>;
}

export type HookName = keyof ConformanceHooks;
