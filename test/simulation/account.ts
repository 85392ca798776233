import {Backend} from '../../src/backend/backend.js';
import {BackendRefusal} from '../../src/backend/refusal.js';
import {NO_FAULTS} from '../../src/backend/faults.js';
import type {StoredMessage, Thread} from '../../src/backend/types.js';
import type {ElsewhereDoes} from './operations.js';
import type {VirtualTime} from './virtual-time.js';

/** How far the provider's clock is ahead, in milliseconds. */
const SKEWS = [0, 7 * 60_000, -7 * 60_000, 1500, -1500] as const;
const NAMES = ['Ana', 'Ben', 'Cleo'] as const;
const MINUTE = 60_000;

export const phoneOf = (person: number): string => `+1202${5_550_000 + person}`;
export const OWN_NUMBERS = ['own', 'second'] as const;

/** The account at the provider: what is really so. */
export class Account {
  readonly backend: Backend;
  /** Whose conversations there are, or were. */
  readonly people: number[] = [];
  readonly #skew: number;
  readonly #time: VirtualTime;
  /** Whose conversation somebody else deleted or archived. */
  readonly removed = new Set<number>();
  /** When somebody said STOP, by the true time, by pair. */
  readonly #stops = new Map<string, number>();
  readonly #written: number;

  constructor(time: VirtualTime, size: number, seed: number, writtenTo: number) {
    this.#time = time;
    this.#written = writtenTo;
    this.backend = new Backend({
      clock: {
        now: () => time.now,
        schedule: (delay, task) => {
          const timer = setTimeout(task, delay);
          return () => clearTimeout(timer);
        },
      },
      ...{seed, account: {credits: 100_000}},
    });
    this.backend.addOwnNumber({id: OWN_NUMBERS[0], phone: '+12025550100', label: 'Desk'});
    this.backend.addOwnNumber({id: OWN_NUMBERS[1], phone: '+12025550101', label: 'Mobile'});
    this.#skew = SKEWS[seed % SKEWS.length] ?? 0;
    this.heal();
    const now = this.backend.clock.now();
    for (let person = 0; person < size; person++) this.#addPerson(person, now - (person + 1) * MINUTE);
  }

  heal(): void {
    // No network answers in no time, and two machines hardly ever agree about the time.
    this.backend.setFaults({...NO_FAULTS, latency: {minimum: 30, maximum: 90}, clockSkew: this.#skew});
  }

  threadOf(person: number): Thread | undefined {
    return this.backend.threadWithPhone(phoneOf(person));
  }

  messagesOf(person: number): readonly StoredMessage[] {
    const thread = this.threadOf(person);
    return thread ? this.backend.messagesOf(thread.id) : [];
  }

  receive(person: number, text: string, number = 0): void {
    const ownNumberId = OWN_NUMBERS[number % OWN_NUMBERS.length] ?? OWN_NUMBERS[0];
    const {consentChange} = this.backend.receive({phone: phoneOf(person), text, ownNumberId});
    if (consentChange === 'opt-out') this.#stops.set(`${person} ${ownNumberId}`, this.#time.now);
    else if (consentChange === 'opt-in') this.#stops.delete(`${person} ${ownNumberId}`);
  }

  /** When the contact forbade what leaves from this number, if that stands. */
  stoppedAt(person: number, ownNumberId: string): number | undefined {
    return this.#stops.get(`${person} ${ownNumberId}`);
  }

  /** Somebody works in another program. What this device writes to stays as it is. */
  elsewhere(does: ElsewhereDoes, chosen: number): void {
    if (does === 'start') {
      const person = (this.people.at(-1) ?? 0) + 1;
      return this.#addPerson(person, this.backend.clock.now());
    }
    const person = this.people[chosen % this.people.length] ?? 0;
    const thread = this.threadOf(person);
    if (!thread) return;
    if (does === 'read') this.backend.markRead(thread.id);
    else if (person < this.#written) return;
    else if (does === 'reply') this.#reply(thread.id, person);
    else this.#remove(thread.id, person, does === 'delete');
  }

  #remove(threadId: string, person: number, forEver: boolean): void {
    this.removed.add(person);
    if (forEver) this.backend.deleteThread(threadId);
    else this.backend.setArchived(threadId, true);
  }

  #reply(threadId: string, person: number): void {
    try {
      this.backend.send({threadId, text: `Answered elsewhere, ${person}`});
    } catch (thrown) {
      if (!(thrown instanceof BackendRefusal)) throw thrown;
    }
  }

  #addPerson(person: number, at: number): void {
    this.people.push(person);
    const firstName = NAMES[person] ?? `Person ${person}`;
    const contact = this.backend.addContact({firstName, lastName: 'Example', phone: phoneOf(person)});
    this.backend.addThread({
      contactId: contact.id,
      createdAt: at - 10 * MINUTE,
      messages: [
        {direction: 'outbound', text: `Hello ${firstName}`, at: at - MINUTE},
        {direction: 'inbound', text: `This is ${firstName}.`, at},
      ],
    });
  }
}
