import {contactOf, type Conversation} from '../../model/conversation.js';
import type {ContactDetails} from '../../model/contact-details.js';

/** Look-ups under way at the same time. */
const AT_ONCE = 2;

export interface ContactNamesOptions {
  readonly getContact: (id: string) => Promise<ContactDetails>;
  /** A contact was read; `remaining` are still to come. */
  readonly onContact: (contact: ContactDetails | undefined, remaining: number) => void;
}

/**
 * Reads the contacts of listed threads that came without a name, each once, a few at a time: a conversation may carry
 * no more of its contact than id and number. Stops at the first failure, for whatever reason, until asked again.
 */
export class ContactNames {
  readonly #asked = new Set<string>();
  #waiting: string[] = [];
  #running = 0;

  constructor(private readonly options: ContactNamesOptions) {}

  want(conversations: readonly Conversation[]): void {
    for (const conversation of conversations) {
      const {id, name} = contactOf(conversation) ?? {};
      if (id === undefined || name !== undefined || this.#asked.has(id)) continue;
      this.#asked.add(id);
      this.#waiting.push(id);
    }
    while (this.#running < AT_ONCE && this.#waiting.length > 0) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running++;
    for (let id = this.#waiting.shift(); id !== undefined; id = this.#waiting.shift()) {
      try {
        const contact = await this.options.getContact(id);
        this.options.onContact(contact, this.#waiting.length);
      } catch {
        for (const left of [id, ...this.#waiting]) this.#asked.delete(left);
        this.#waiting = [];
        this.options.onContact(undefined, 0);
      }
    }
    this.#running--;
  }
}
