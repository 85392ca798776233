import type {Place} from './viewer.js';

/** A request of a page, as far as it was read. */
export interface AskedOf {
  /** What stands for the `:names` of the path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One request that the provider's adapter makes. What no rule describes is refused. */
export interface AllowedRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Such as `/accounts/:accountId/messages`. */
  readonly path: string;
  /** Names of the query, each at most once; none by default. */
  readonly query?: readonly string[];
  /** Names of the fields of a JSON body; without it there is no body. */
  readonly body?: readonly string[];
  /**
   * What the request is about, for viewers who may not see everything: `anybody` for what is no secret within the tenant.
   * Without it, and without `rows`, only those who see everything may ask.
   */
  readonly about?: 'anybody' | ((asked: AskedOf) => Place);
  /**
   * What is read first to learn what the request is about, for viewers who may not see everything, where it does not say so
   * itself. Only for what never moves, such as a message in its conversation: what was read still holds when the request
   * leaves.
   */
  readonly readFirst?: {
    /** Percent-encoded. */
    readonly path: (asked: AskedOf) => string;
    /** Nothing where the answer is about something else. */
    readonly about: (answer: unknown, asked: AskedOf) => Place | undefined;
  };
  /** Where the rows of an answer are, and what each is about: those that a viewer may not see are taken out. */
  readonly rows?: {
    /** The field that holds them; the answer itself without it. */
    readonly field?: string;
    readonly about: (row: unknown, asked: AskedOf) => Place;
  };
}

/** One account at the provider. What is in `headers`, `secrets` and `webhookSecrets` never leaves the server. */
export interface GatewayAccount {
  /** Whose it is: the `tenant` of its viewers. `default` by default. */
  readonly tenant?: string;
  /** How requests sign in. */
  readonly headers: Readonly<Record<string, string>>;
  /** What must not turn up in any answer: the keys in the headers. */
  readonly secrets: readonly string[];
  /** Parameters of paths that have to be these, such as the account's id. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Several while a key is being changed. */
  readonly webhookSecrets?: readonly string[];
}

/** A webhook as it came in. */
export interface Delivery {
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
  /** The public address it was sent to. */
  readonly url: string;
}

/** What was signed with HMAC-SHA-256, and how. */
export interface SignedDelivery {
  readonly content: Uint8Array<ArrayBuffer>;
  /** Any of them may fit. */
  readonly signatures: readonly Uint8Array<ArrayBuffer>[];
  /** Epoch milliseconds, where the time is signed too. */
  readonly at?: number;
}

/** What an event says of itself. */
export interface EventFacts {
  /** The same whenever it is delivered again, and signed: a digest of the body without it. */
  readonly id?: string;
  /** Parameters of the account it belongs to; it may belong to any account with that secret without them. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly about: Place;
}

export interface GatewayWebhooks {
  /** `undefined` for what carries no signature. */
  readonly signed: (delivery: Delivery) => SignedDelivery | undefined | Promise<SignedDelivery | undefined>;
  /** The bytes of a secret; its text as UTF-8 by default. */
  readonly keyOf?: (secret: string) => Uint8Array<ArrayBuffer>;
  readonly read: (payload: unknown, delivery: Delivery) => EventFacts;
}

/** What the provider grants an account, shared by all nodes and viewers. */
export interface ProviderBudget {
  readonly requests: number;
  /** Anything but a GET; they count as requests too. */
  readonly writes?: number;
  /** Milliseconds. */
  readonly window: number;
}

/** Half of a provider that runs on the host's server: `src/providers/NAME/gateway.ts`. */
export interface GatewayProvider {
  readonly baseUrl: string;
  /** Asked for every request, so that a changed key or a new tenant counts at once. */
  readonly accounts: () => readonly GatewayAccount[] | Promise<readonly GatewayAccount[]>;
  readonly allow: readonly AllowedRequest[];
  readonly budget?: ProviderBudget;
  readonly webhooks?: GatewayWebhooks;
  /** For a provider that lives in this process. */
  readonly fetch?: typeof globalThis.fetch;
  /** Events of such a provider. @returns ends it */
  readonly listen?: (tell: (event: ProviderNews) => void) => () => void;
}

/** Something new of a provider that lives in this process. */
export interface ProviderNews {
  readonly tenant?: string;
  readonly payload: unknown;
  readonly about: Place;
}

/** What a provider's own options say of its accounts: one, several, or where they are looked up. */
export type AccountsOption<Account> =
  Account | readonly Account[] | (() => readonly Account[] | Promise<readonly Account[]>);

/** The accounts of an option, each as the gateway needs it. */
export function accountsOf<Account extends object>(
  option: AccountsOption<Account>,
  read: (account: Account) => GatewayAccount,
): GatewayProvider['accounts'] {
  return async () => {
    const given: Account | readonly Account[] = typeof option === 'function' ? await option() : option;
    const list: readonly Account[] = isList(given) ? given : [given];
    return list.map(read);
  };
}

const isList = <Item>(value: Item | readonly Item[]): value is readonly Item[] => Array.isArray(value);
