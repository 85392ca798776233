import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import type {AdapterSubscription, MessagingAdapter} from '../../../src/adapter/messaging-adapter.js';
import {Backend} from '../../../src/backend/backend.js';
import {ManualClock} from '../../../src/backend/clock.js';
import type {Conversation} from '../../../src/model/conversation.js';
import {createDigivaultAdapter, type DigivaultAdapterOptions} from '../../../src/providers/digivault/index.js';
import {
  createDigivaultHandlers,
  DigivaultGroups,
  type DigivaultMockOptions,
} from '../../../src/providers/digivault/mock.js';
import {fetchFrom} from '../../adapter/in-process.js';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const START = Date.UTC(2026, 2, 12, 15, 30);

/** How long the network takes each way. */
const WAY = 60;

/** Lets everything happen that waits for nothing but its turn; a busy machine needs more turns than an idle one. */
export async function settle(isBusy: () => boolean = () => false): Promise<void> {
  for (let turn = 0; turn < 6 || (isBusy() && turn < 5000); turn++) {
    await new Promise<void>((resolve) => {
      const {port1, port2} = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  }
}

interface SeenRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** A provider with many conversations, an adapter over it, and a time that the test lets pass. */
export class Simulation {
  readonly clock = new ManualClock(START);
  /** Requests that have no answer yet, and those of them that wait for time to pass. */
  private underWay = 0;
  private travelling = 0;
  readonly backend = new Backend({
    seed: 'limits',
    clock: {
      now: () => this.clock.now(),
      schedule: (delay, task) => {
        if (delay !== WAY) return this.clock.schedule(delay, task);
        this.travelling++;
        return this.clock.schedule(delay, () => {
          this.travelling--;
          task();
        });
      },
    },
  });
  readonly groups = new DigivaultGroups(this.backend);
  readonly seen: SeenRequest[] = [];
  readonly events: AdapterEvent[] = [];
  readonly adapter: MessagingAdapter;
  readonly subscription: AdapterSubscription | undefined;

  constructor(contacts: number, mock: DigivaultMockOptions = {}, options: DigivaultAdapterOptions = {}) {
    this.backend.addOwnNumber({phone: '+12025550100', label: 'Shop'});
    for (let index = 0; index < contacts; index++) this.addContact(index);
    this.backend.setFaults({latency: {minimum: 2 * WAY, maximum: 2 * WAY}});
    const answer = fetchFrom(createDigivaultHandlers(this.backend, {groups: this.groups, ...mock}));
    this.adapter = createDigivaultAdapter({
      headers: () => ({authorization: 'Bearer token'}),
      clock: this.clock,
      fetch: async (input, init) => {
        const at = this.clock.now();
        const request = new Request(input, init);
        this.underWay++;
        const response = await answer(input, init).finally(() => this.underWay--);
        this.seen.push({at, method: request.method, path: new URL(request.url).pathname, status: response.status});
        return response;
      },
      ...options,
    });
    this.subscription = this.adapter.subscribe?.((event) => this.events.push(event));
  }

  /** The higher the index, the longer ago its last message. */
  addContact(index: number): string {
    const phone = `+1202${String(5_000_000 + index)}`;
    const contact = this.backend.addContact({firstName: 'Person', lastName: String(index), phone});
    const at = START - (index + 1) * MINUTE;
    this.backend.addThread({
      contactId: contact.id,
      createdAt: at - MINUTE,
      messages: [{direction: 'inbound', text: `Hello from ${index}`, at}],
    });
    return contact.id;
  }

  threadId(index: number): string {
    return this.backend.threadWithPhone(`+1202${String(5_000_000 + index)}`)?.id ?? '';
  }

  /** @param each runs before each step */
  async pass(milliseconds: number, each: (elapsed: number) => void = () => undefined, step = 40): Promise<void> {
    for (let elapsed = 0; elapsed < milliseconds; elapsed += step) {
      each(elapsed);
      this.clock.advance(step);
      await this.settle();
    }
  }

  /** No time passes while a request is being worked on. */
  private settle(): Promise<void> {
    return settle(() => this.underWay > this.travelling);
  }

  /** Lets time pass until the work is done. */
  async until<Result>(work: Promise<Result>): Promise<Result> {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    work.then(done, done);
    await this.settle();
    for (let steps = 0; !isDone && steps < 5000; steps++) {
      this.clock.advance(40);
      await this.settle();
    }
    return work;
  }

  /** The largest number of requests in any minute. */
  busiestMinute(isMeant: (request: SeenRequest) => boolean = () => true): number {
    const times = this.seen.filter(isMeant).map(({at}) => at);
    return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + MINUTE).length));
  }

  refused(): number {
    return this.seen.filter(({status}) => status === 429).length;
  }

  remaining(): number[] {
    return this.events.flatMap((event) => (event.type === 'details-progress' ? [event.remaining] : []));
  }

  /** What an inbox knows of each conversation after all that was told. */
  knownAfter(first: readonly Conversation[]): ReadonlyMap<string, Conversation> {
    const known = new Map(first.map((conversation) => [conversation.id, conversation]));
    for (const event of this.events) {
      if (event.type === 'conversation-updated') known.set(event.conversation.id, event.conversation);
    }
    return known;
  }

  close(): void {
    this.subscription?.close();
    this.backend.close();
  }
}
