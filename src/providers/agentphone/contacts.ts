import type {ContactDetails} from '../../model/contact-details.js';
import type {Instant} from '../../model/capability-level.js';
import {startTimer} from '../../util/timer.js';
import {addressKey, keysOf} from './mapping.js';

export interface ContactBookOptions {
  /** Reads every contact of the account. */
  readonly read: () => Promise<readonly ContactDetails[]>;
  /** Called when contacts came or changed after somebody went on without them. */
  readonly onNews: () => void;
  /** How long a list waits for names before it is shown without them, in milliseconds. 2000 by default. */
  readonly patience?: number;
  readonly now?: () => Instant;
}

/** How long what was read counts as new. */
const FRESH_FOR = 300_000;
/** How long to leave the provider alone after a failure. */
const PAUSE_AFTER_FAILURE = 30_000;

/**
 * The account's contacts by address: conversations carry numbers only. Never the reason why something else fails or
 * waits long.
 */
export class ContactBook {
  #contacts: ReadonlyMap<string, ContactDetails> = new Map();
  #loading: Promise<void> | undefined;
  #dueAt: Instant = -Infinity;
  #hasLoaded = false;
  #isAwaited = false;
  readonly #options: ContactBookOptions;
  readonly #now: () => Instant;

  constructor(options: ContactBookOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  find(address: string): ContactDetails | undefined {
    return this.#contacts.get(addressKey(address));
  }

  readonly nameOf = (address: string): string | undefined => this.find(address)?.name;

  all(): readonly ContactDetails[] {
    return [...new Set(this.#contacts.values())];
  }

  /** Reads the contacts if need be. The first time, waits for them for a while. */
  async ready(): Promise<void> {
    if (!this.#loading && this.#now() >= this.#dueAt) {
      this.#loading = this.#load().finally(() => {
        this.#loading = undefined;
      });
    }
    if (!this.#loading) return;
    if (this.#hasLoaded) {
      this.#isAwaited = true;
      return;
    }
    let callOff = () => {};
    const patience = new Promise<void>((resolve) => {
      callOff = startTimer(this.#options.patience ?? 2000, () => {
        this.#isAwaited = true;
        resolve();
      });
    });
    await Promise.race([this.#loading, patience]);
    callOff();
  }

  async #load(): Promise<void> {
    const before = this.#names();
    try {
      const contacts = await this.#options.read();
      this.#contacts = new Map(contacts.flatMap((contact) => keysOf(contact).map((key) => [key, contact])));
      this.#hasLoaded = true;
      this.#dueAt = this.#now() + FRESH_FOR;
    } catch {
      this.#dueAt = this.#now() + PAUSE_AFTER_FAILURE;
    }
    if (this.#isAwaited && this.#names() !== before) this.#options.onNews();
    this.#isAwaited = false;
  }

  #names(): string {
    return JSON.stringify([...this.#contacts].map(([key, {name}]) => [key, name]));
  }
}
