import {expect} from '@open-wc/testing';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import type {AdapterSubscription, MessagingAdapter} from '../../../src/adapter/messaging-adapter.js';
import {Backend} from '../../../src/backend/backend.js';
import {ManualClock} from '../../../src/backend/clock.js';
import {conversationTitle, type Conversation} from '../../../src/model/conversation.js';
import {ConversationError} from '../../../src/model/conversation-error.js';
import type {Cursor} from '../../../src/model/page.js';
import {createDigivaultAdapter, type DigivaultAdapterOptions} from '../../../src/providers/digivault/index.js';
import {walkList, type ListPage} from '../../../src/providers/digivault/api.js';
import {MessageHistories} from '../../../src/providers/digivault/history.js';
import {idIn} from '../../../src/providers/digivault/mapping.js';
import {
  createDigivaultHandlers,
  DigivaultGroups,
  digivaultWebhook,
  type DigivaultMockOptions,
} from '../../../src/providers/digivault/mock.js';
import {fetchFrom} from '../../adapter/in-process.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const START = Date.UTC(2026, 2, 12, 15, 30);

/** How long the network takes each way. */
const WAY = 60;

/** Lets everything happen that waits for nothing but its turn; a busy machine needs more turns than an idle one. */
async function settle(isBusy: () => boolean = () => false): Promise<void> {
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
class Simulation {
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

const named = (conversations: Iterable<Conversation>): Conversation[] =>
  [...conversations].filter((conversation) => conversationTitle(conversation) !== undefined);

/** What a page does by itself: reads the list every 30 seconds and the open thread every 8. */
function keepLooking(simulation: Simulation, conversationId: string): (elapsed: number) => void {
  const look = (work: Promise<unknown>) => void work.catch(() => undefined);
  return (elapsed) => {
    if (elapsed > 0 && elapsed % (30 * SECOND) < 40) look(simulation.adapter.listConversations({}));
    if (elapsed > 0 && elapsed % (8 * SECOND) < 40) look(simulation.adapter.listMessages({conversationId}));
  };
}

describe('an inbox of 500 conversations of DigiVault', () => {
  let simulation: Simulation;
  afterEach(() => simulation.close());

  it('opens inside the limit, names included, and says what is still loading', async function () {
    this.timeout(60_000);
    simulation = new Simulation(480);
    for (let index = 0; index < 20; index++) {
      const contactIds = simulation.backend.contacts().slice(index, index + 3);
      simulation.groups.add({name: `Group ${index}`, contactIds: contactIds.map(({id}) => id), createdAt: START - 1e9});
    }
    const opening = simulation.adapter.listConversations({});
    const {items, next} = await simulation.until(opening);
    expect(simulation.clock.now() - START).to.be.below(4 * SECOND);
    expect(items).to.have.lengthOf(500);
    expect(next).to.equal(undefined);
    expect(simulation.remaining()[0]).to.equal(500);

    await simulation.pass(MINUTE, keepLooking(simulation, simulation.threadId(0)));
    const known = simulation.knownAfter(items);
    expect(named(known.values())).to.have.lengthOf(500);
    expect(simulation.remaining().at(-1)).to.equal(0);
    expect(simulation.remaining()).to.deep.equal(simulation.remaining().toSorted((a, b) => b - a));
    expect(simulation.busiestMinute()).to.be.within(10, 50);
    expect(simulation.refused()).to.equal(0);
    const singles = simulation.seen.filter(({path}) => /^\/v1\/(contacts|groups)\/./.test(path));
    expect(singles).to.deep.equal([]);
  });

  it('stays inside the limit where every name is a request, newest first, and still serves its user', async function () {
    this.timeout(90_000);
    simulation = new Simulation(500, {forbidden: ['contact-list', 'group-list']});
    const {adapter, subscription} = simulation;
    const {items} = await simulation.until(adapter.listConversations({}));
    expect(items).to.have.lengthOf(500);
    const byIndex = (index: number) => simulation.threadId(index);
    subscription?.watch(byIndex(450));

    const waits: number[] = [];
    const measure = (work: Promise<unknown>) => {
      const from = simulation.clock.now();
      void work.then(() => waits.push(simulation.clock.now() - from));
    };
    const look = keepLooking(simulation, byIndex(0));
    await simulation.pass(MINUTE - 5 * SECOND, (elapsed) => {
      look(elapsed);
      if (elapsed === 20 * SECOND) measure(adapter.sendMessage({conversationId: byIndex(3), text: 'Hello'}));
      if (elapsed === 40 * SECOND) measure(adapter.listMessages({conversationId: byIndex(200)}));
    });
    expect(waits).to.have.lengthOf(2);
    for (const wait of waits) expect(wait).to.be.below(SECOND);

    const known = simulation.knownAfter(items);
    const indices = named(known.values()).map(({participants}) => Number(participants[0]?.name?.split(' ')[1]));
    expect(indices).to.include(450);
    const others = indices.filter((index) => index !== 450).sort((a, b) => a - b);
    expect(others.length).to.be.within(40, 70);
    expect(others).to.deep.equal(others.map((_, place) => place));
    expect(simulation.remaining().at(-1)).to.equal(500 - indices.length);
    expect(simulation.busiestMinute()).to.be.at.most(100);

    await simulation.pass(9 * MINUTE, look, 400);
    expect(named(simulation.knownAfter(items).values())).to.have.lengthOf(500);
    expect(simulation.remaining().at(-1)).to.equal(0);
    expect(simulation.busiestMinute()).to.be.at.most(100);
    expect(simulation.refused()).to.equal(0);
  });

  it('writes ten times a minute at most, makes the eleventh wait, and reads meanwhile', async function () {
    this.timeout(60_000);
    simulation = new Simulation(3);
    const {adapter} = simulation;
    await simulation.until(adapter.listConversations({}));
    const conversationId = simulation.threadId(0);
    const sent: string[] = [];
    for (let index = 1; index <= 12; index++) {
      void adapter.sendMessage({conversationId, text: `Text ${index}`}).then(({text}) => sent.push(text ?? ''));
    }
    await simulation.pass(5 * SECOND);
    expect(sent).to.have.lengthOf(10);
    const before = simulation.clock.now();
    await simulation.until(adapter.listMessages({conversationId}));
    expect(simulation.clock.now() - before).to.be.below(SECOND);
    await simulation.pass(MINUTE);
    expect(sent).to.deep.equal(Array.from({length: 12}, (_, index) => `Text ${index + 1}`));
    expect(simulation.busiestMinute(({method}) => method === 'POST')).to.equal(10);
    expect(simulation.refused()).to.equal(0);
  });

  it('lets a message wait no longer than its sender does', async () => {
    simulation = new Simulation(1, {}, {rateLimit: {writes: 1}});
    const {adapter} = simulation;
    const conversationId = simulation.threadId(0);
    await simulation.until(adapter.sendMessage({conversationId, text: 'One'}));
    const controller = new AbortController();
    const waiting = adapter.sendMessage({conversationId, text: 'Two'}, {signal: controller.signal});
    await settle();
    controller.abort();
    const error = await waiting.catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(ConversationError);
    expect(error).to.include({kind: 'aborted', outcomeUnknown: false});
    await simulation.pass(2 * MINUTE, undefined, 1000);
    expect(simulation.seen.filter(({method}) => method === 'POST')).to.have.lengthOf(1);
  });

  it('is quiet for as long as the provider says, although names are still missing', async function () {
    this.timeout(60_000);
    // Somebody else uses up what the account may ask.
    simulation = new Simulation(60, {forbidden: ['contact-list'], rateLimit: {requests: 20}});
    const {adapter} = simulation;
    const {items} = await simulation.until(adapter.listConversations({}));
    await simulation.pass(3 * MINUTE + 20 * SECOND, undefined, 100);
    expect(simulation.refused()).to.be.at.most(1);
    expect(simulation.busiestMinute(({status}) => status === 200)).to.be.at.most(20);
    expect(named(simulation.knownAfter(items).values())).to.have.lengthOf(60);
  });

  it('tells how long to wait when the provider refuses all the same', async () => {
    simulation = new Simulation(1, {}, {previews: 0});
    const {adapter} = simulation;
    await simulation.until(adapter.listConversations({}));
    simulation.backend.setFaults({rateLimit: {next: 1, retryAfter: 7000}});
    const error = await simulation
      .until(adapter.sendMessage({conversationId: simulation.threadId(0), text: 'Hi'}))
      .catch((thrown: unknown) => thrown);
    expect(error).to.include({kind: 'rate-limited', retryAfter: 7000, outcomeUnknown: false});
  });

  it('stops asking for names when nobody listens any more', async () => {
    simulation = new Simulation(50, {forbidden: ['contact-list']});
    await simulation.until(simulation.adapter.listConversations({}));
    simulation.subscription?.close();
    await settle();
    const before = simulation.seen.length;
    await simulation.pass(10 * SECOND);
    expect(simulation.seen.length - before).to.be.at.most(1);
    // Once somebody does, it goes on where it was.
    const names = named((await simulation.until(simulation.adapter.listConversations({}))).items).length;
    expect(names).to.be.above(5);
  });

  it('does without the names it may not know', async () => {
    simulation = new Simulation(5, {forbidden: ['contacts', 'groups']}, {previews: 0});
    const {items} = await simulation.until(simulation.adapter.listConversations({}));
    expect(items).to.have.lengthOf(5);
    expect(named(items)).to.deep.equal([]);
    expect(simulation.remaining().at(-1)).to.equal(0);
    const before = simulation.seen.length;
    await simulation.until(simulation.adapter.listConversations({}));
    // What was refused is not asked again and again.
    expect(simulation.seen.length - before).to.equal(1);
  });

  it('finds the names of a burst of webhooks with a few requests', async () => {
    simulation = new Simulation(80);
    const threads = simulation.backend.threads();
    for (const [index, {id, contactId}] of threads.entries()) {
      const object = {id, contact_id: contactId, group_id: null, last_active_at: START / SECOND};
      simulation.adapter.receiveWebhook?.(
        digivaultWebhook('conversation.created', object, {id: `webhook_${index}`, createdAt: START}),
      );
    }
    await simulation.pass(5 * SECOND);
    expect(named(simulation.knownAfter([]).values())).to.have.lengthOf(80);
    expect(simulation.seen.length).to.be.at.most(3);
    // With nobody to hear of it, nothing is asked at all.
    simulation.subscription?.close();
    const unknown = {id: 'c1', contact_id: simulation.addContact(90), group_id: null};
    simulation.adapter.receiveWebhook?.(
      digivaultWebhook('conversation.created', unknown, {id: 'webhook_last', createdAt: START}),
    );
    await simulation.pass(SECOND);
    expect(simulation.seen.length).to.be.at.most(3);
  });

  it('gives up pages of an address book that has little to do with the inbox', async function () {
    this.timeout(30_000);
    simulation = new Simulation(0);
    for (let index = 0; index < 1000; index++) {
      simulation.backend.addContact({
        firstName: 'Stranger',
        lastName: String(index),
        phone: `+1303${5_000_000 + index}`,
      });
    }
    for (let index = 0; index < 6; index++) simulation.addContact(index);
    const {items} = await simulation.until(simulation.adapter.listConversations({}));
    await simulation.pass(5 * SECOND);
    expect(named(simulation.knownAfter(items).values())).to.have.lengthOf(6);
    const asked = (path: RegExp) => simulation.seen.filter((request) => path.test(request.path)).length;
    expect([asked(/\/contacts$/), asked(/\/contacts\/./)]).to.deep.equal([2, 6]);
  });
});

describe('the list of DigiVault while it changes', () => {
  const orders = ['active', 'oldest', 'newest', 'id'] as const;
  for (const conversationOrder of orders) {
    it(`holds everybody once when it is listed by "${conversationOrder}"`, async () => {
      const simulation = new Simulation(250, {conversationOrder}, {namesWithin: 0});
      const {backend, seen} = simulation;
      let pages = 0;
      const write = () => {
        const asked = seen.filter(({path}) => path === '/v1/conversations').length;
        if (asked === pages) return;
        pages = asked;
        // The last of the page that was just read, and one that was not read yet, move up.
        for (const index of [asked * 100 - 1, asked * 100 + 20]) {
          const phone = `+1202${5_000_000 + index}`;
          if (backend.contactWithPhone(phone)) backend.receive({phone, text: 'I moved'});
        }
      };
      const work = simulation.adapter.listConversations({});
      await simulation.pass(3 * SECOND, write);
      const ids = (await work).items.map(({id}) => id);
      expect(new Set(ids).size).to.equal(ids.length);
      expect(ids.length).to.equal(250);
      expect(pages).to.be.within(4, 8);
      simulation.close();
    });
  }

  it('ends where a page brings nothing new', async () => {
    const simulation = new Simulation(150, {stuckPages: true});
    const {items, next} = await simulation.until(simulation.adapter.listConversations({}));
    expect(items).to.have.lengthOf(100);
    expect(next).to.equal(undefined);
    expect(simulation.seen.filter(({path}) => path === '/v1/conversations').length).to.be.at.most(6);
    simulation.close();
  });

  it('is read a thousand at a time', async function () {
    this.timeout(30_000);
    const simulation = new Simulation(1150, {}, {namesWithin: 0});
    const first = await simulation.until(simulation.adapter.listConversations({}));
    expect(first.items).to.have.lengthOf(1000);
    const second = await simulation.until(simulation.adapter.listConversations({cursor: first.next}));
    expect(second.items).to.have.lengthOf(150);
    expect(second.next).to.equal(undefined);
    expect(new Set([...first.items, ...second.items].map(({id}) => id)).size).to.equal(1150);
    simulation.close();
  });
});

describe('histories of DigiVault', () => {
  const LINES = Array.from({length: 330}, (_, index) => `Line ${index + 1}`);

  function talkative(mock: DigivaultMockOptions, secondsBetween: number): Simulation {
    const simulation = new Simulation(0, mock);
    const contact = simulation.backend.addContact({firstName: 'Tal', lastName: '', phone: '+12025550111'});
    simulation.backend.addThread({
      contactId: contact.id,
      messages: LINES.map((text, index) => ({
        direction: index % 3 ? 'inbound' : 'outbound',
        text,
        at: START - (400 - index) * secondsBetween * SECOND,
      })),
    });
    return simulation;
  }

  async function readAll(simulation: Simulation, limit: number): Promise<(string | null)[]> {
    const conversationId = simulation.backend.threadWithPhone('+12025550111')?.id ?? '';
    let texts: (string | null)[] = [];
    let cursor: Cursor | undefined;
    do {
      const page = await simulation.until(simulation.adapter.listMessages({conversationId, limit, cursor}));
      texts = [...page.messages.map(({text}) => text), ...texts];
      cursor = page.older;
    } while (cursor !== undefined);
    return texts;
  }

  const reads = ({seen}: Simulation) => seen.filter(({path}) => path === '/v1/messages').length;

  for (const messageOrder of ['newest', 'oldest', 'id'] as const) {
    it(`come out in order when they are listed by "${messageOrder}"`, async () => {
      const simulation = talkative({messageOrder}, 60);
      expect(await readAll(simulation, 60)).to.deep.equal(LINES);
      simulation.close();
    });
  }

  for (const messageOrder of ['newest', 'oldest'] as const) {
    it(`come out in order when all are of one second, listed by "${messageOrder}"`, async () => {
      const simulation = talkative({messageOrder}, 0);
      const other = simulation.addContact(1);
      const {phone = ''} = simulation.backend.contact(other) ?? {};
      simulation.backend.receive({phone, text: 'Later'});
      // A conversation with different times shows the direction first.
      await simulation.until(simulation.adapter.listMessages({conversationId: simulation.threadId(1)}));
      expect(await readAll(simulation, 60)).to.deep.equal(LINES);
      simulation.close();
    });
  }

  it('cost one request a look, also where the newest are at the end', async () => {
    for (const [messageOrder, first] of [
      ['newest', 1],
      ['oldest', 4],
    ] as const) {
      const simulation = talkative({messageOrder}, 60);
      const conversationId = simulation.backend.threadWithPhone('+12025550111')?.id ?? '';
      const look = () => simulation.until(simulation.adapter.listMessages({conversationId, limit: 50}));
      await look();
      expect(reads(simulation), messageOrder).to.equal(first);
      simulation.backend.receive({phone: '+12025550111', text: 'And another'});
      const {messages} = await look();
      expect(messages.at(-1)?.text).to.equal('And another');
      expect(messages).to.have.lengthOf(50);
      expect(reads(simulation), messageOrder).to.equal(first + 1);
      simulation.close();
    }
  });

  it('are read anew when the message that marks the place is gone, or the history forgotten', async () => {
    let ids = Array.from({length: 8}, (_, index) => `m${index}`);
    const asked: (string | undefined)[] = [];
    const histories = new MessageHistories({
      list: async ({startingAfter, limit = 100}) => {
        asked.push(startingAfter);
        const start = startingAfter === undefined ? 0 : ids.indexOf(startingAfter) + 1;
        if (startingAfter !== undefined && start === 0) throw new ConversationError('cursor-invalid');
        const data = ids.slice(start, start + limit).map((id) => ({id, created_at: Number(id.slice(1))}));
        return {data, hasMore: start + limit < ids.length};
      },
    });
    const idsIn = ({entries}: {entries: readonly {value: unknown}[]}) => entries.map(({value}) => idIn(value));
    expect(idsIn(await histories.newest({conversationId: 'c', limit: 3}))).to.deep.equal(['m5', 'm6', 'm7']);
    ids = ids.filter((id) => id !== 'm4');
    asked.length = 0;
    const again = await histories.newest({conversationId: 'c', limit: 3});
    expect(idsIn(again)).to.deep.equal(['m5', 'm6', 'm7']);
    expect(asked).to.deep.equal(['m4', undefined]);
    expect(again.older).to.deep.equal({before: 'm5'});
    histories.forget('c');
    expect(idsIn(await histories.beyond({conversationId: 'c', limit: 2}, {before: 'm5'}))).to.deep.equal(['m2', 'm3']);
    const gone = await histories
      .beyond({conversationId: 'c', limit: 2}, {before: 'm4'})
      .catch((thrown: unknown) => thrown);
    expect(gone).to.include({kind: 'cursor-invalid'});
  });
});

describe('walkList', () => {
  const options = {list: 'the rows'};
  const page = (hasMore: boolean, ...ids: string[]): ListPage => ({data: ids.map((id) => ({id})), hasMore});

  it('goes on from the entry before when the place is gone', async () => {
    const asked: (string | undefined)[] = [];
    const {entries} = await walkList(async (after) => {
      asked.push(after);
      if (after === 'c') throw new ConversationError('cursor-invalid');
      return after === undefined ? page(true, 'a', 'b', 'c') : page(false, 'd');
    }, options);
    expect([...entries.keys()]).to.deep.equal(['a', 'b', 'c', 'd']);
    expect(asked).to.deep.equal([undefined, 'c', 'b']);
  });

  it('passes on what went wrong otherwise', async () => {
    for (const kind of ['network', 'cursor-invalid'] as const) {
      const work = walkList(async () => {
        throw new ConversationError(kind);
      }, options);
      expect(await work.catch((thrown: unknown) => thrown)).to.include({kind});
    }
  });

  it('ends with entries that have no id, and with empty pages that promise more', async () => {
    let reads = 0;
    const {entries} = await walkList(async () => {
      reads++;
      return {data: [null, {}, {id: ''}], hasMore: true};
    }, options);
    expect(entries.size).to.equal(0);
    expect(reads).to.equal(1);
  });

  it('keeps the latest edition of what it meets twice', async () => {
    const {entries} = await walkList(
      async (after) =>
        after === undefined
          ? {data: [{id: 'a', edition: 1}, {id: 'b'}], hasMore: true}
          : {data: [{id: 'a', edition: 2}, {id: 'c'}], hasMore: false},
      options,
    );
    expect([...entries.values()]).to.deep.equal([{id: 'a', edition: 2}, {id: 'b'}, {id: 'c'}]);
  });
});
