import {expect} from '@open-wc/testing';
import {conversationTitle, type Conversation} from '../../../src/model/conversation.js';
import {ConversationError} from '../../../src/model/conversation-error.js';
import {digivaultWebhook} from '../../../src/providers/digivault/mock.js';
import {MINUTE, SECOND, settle, Simulation, START} from './limits-scene.js';

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
