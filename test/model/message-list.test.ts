import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {mergeMessage} from '../../src/model/merge-message.js';
import type {Message} from '../../src/model/message.js';
import {MessageList, type MergeOptions} from '../../src/model/message-list.js';
import {compareMessages} from '../../src/model/sort-messages.js';
import {aMessage} from './builders.js';

const at = (id: string, time: number | undefined, fields: Partial<Message> = {}): Message =>
  aMessage({id, text: id, at: time, ...fields});
const idsOf = (messages: readonly Message[]): string => messages.map(({id}) => id).join(' ');
const ids = ({messages}: MessageList): string => idsOf(messages);
const listOf = (...messages: Message[]): MessageList => MessageList.empty.merge(messages);

describe('compareMessages', () => {
  it('orders by time, then by the order of the provider, then by id', () => {
    const messages = [at('d', undefined), at('c', 2), at('b', 1, {order: 2}), at('a', 1, {order: 3}), at('e', 2)];
    expect(idsOf(messages.sort(compareMessages))).to.equal('b a c e d');
  });

  it('is a total order', () => {
    const message = fc
      .record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        time: fc.option(fc.integer({min: 0, max: 2}), {nil: undefined}),
        order: fc.option(fc.integer({min: 0, max: 2}), {nil: undefined}),
      })
      .map(({id, time, order}) => at(id, time, order === undefined ? {} : {order}));
    fc.assert(
      fc.property(message, message, message, (a, b, c) => {
        expect(compareMessages(a, b)).to.equal(-compareMessages(b, a) + 0);
        if (compareMessages(a, b) <= 0 && compareMessages(b, c) <= 0) expect(compareMessages(a, c)).to.be.at.most(0);
      }),
    );
  });
});

/** A merge, then a window that is trimmed at both ends. */
const changesOf = (
  incoming: readonly Message[],
  page: MergeOptions['page'],
  drop: {readonly oldest: number; readonly newest: number},
): readonly ((list: MessageList) => MessageList)[] => [
  (list) => list.merge(incoming, {page}),
  (list) => list.dropOldest(drop.oldest),
  (list) => list.dropNewest(drop.newest),
];

describe('MessageList', () => {
  it('puts each message in its place', () => {
    const list = listOf(at('b', 2), at('d', 4)).merge([at('a', 1), at('c', 3), at('e', 5)]);
    expect(ids(list)).to.equal('a b c d e');
    expect(idsOf(list.added)).to.equal('a c e');
    expect(list.changed).to.be.empty;
  });

  it('sorts a page that is not in order', () => {
    expect(ids(listOf(at('c', 3), at('a', 1), at('b', 2)))).to.equal('a b c');
  });

  it('comes to the same whether it goes on from its last answer or reads the list anew', () => {
    const message = fc
      .record({
        id: fc.nat(9),
        local: fc.option(fc.nat(5), {nil: undefined}),
        isLocalOnly: fc.boolean(),
        time: fc.option(fc.nat(12), {nil: undefined}),
        text: fc.constantFrom('a', 'b'),
      })
      .map(({id, local, isLocalOnly, time, text}) =>
        at(isLocalOnly && local !== undefined ? `l${local}` : `m${id}`, time, {
          text,
          ...(local === undefined ? {} : {localId: `l${local}`}),
        }),
      );
    const step = fc.record({
      drop: fc.record({oldest: fc.nat(2), newest: fc.nat(2)}),
      incoming: fc.array(message, {maxLength: 4}),
      page: fc.constantFrom('older', 'newer', undefined),
    });
    fc.assert(
      fc.property(fc.array(step, {maxLength: 8}), (steps) => {
        let chained = MessageList.empty;
        let fresh: readonly Message[] = [];
        for (const {drop, incoming, page} of steps) {
          for (const change of changesOf(incoming, page, drop)) {
            const before = chained;
            chained = change(chained);
            // What it notes of the change holds every difference.
            const {start, removed, added} = chained.spliceFrom(before);
            expect(before.messages.slice(0, start)).to.deep.equal(chained.messages.slice(0, start));
            expect(before.messages.slice(start + removed)).to.deep.equal(chained.messages.slice(start + added));
            expect(chained.length - before.length).to.equal(added - removed);
            if (chained !== before) expect(chained.splice).to.deep.equal({start, removed, added});
            fresh = change(MessageList.from([...fresh])).messages;
            expect(chained.messages).to.deep.equal(fresh);
            for (const [place, {id}] of chained.messages.entries()) expect(chained.indexOf(id)).to.equal(place);
            for (const {id} of incoming) expect(chained.has(id)).to.equal(MessageList.from([...fresh]).has(id));
          }
        }
      }),
      {numRuns: 500},
    );
  });

  it('stays the same list when nothing is new', () => {
    const known = listOf(at('a', 1, {order: 7}), at('b', 2));
    expect(known.merge([at('a', 1, {order: 6, raw: {page: 2}}), at('b', 2), at('b', 2)])).to.equal(known);
    expect(known.merge([])).to.equal(known);
  });

  it('keeps untouched messages the same objects', () => {
    const known = listOf(at('a', 1), at('b', 2));
    const {messages, added, changed} = known.merge([at('b', 2, {text: 'edited'})]);
    expect(messages[0]).to.equal(known.messages[0]);
    expect(added).to.be.empty;
    expect(idsOf(changed)).to.equal('b');
    expect(messages[1]?.text).to.equal('edited');
  });

  it('finds messages by id and by local id, in every list there was', () => {
    const first = listOf(at('a', 1), at('l1', 2, {localId: 'l1', direction: 'outbound', status: 'pending'}));
    const second = first.merge([at('b', 2, {localId: 'l1', direction: 'outbound'}), at('c', 3)]);
    const third = second.dropOldest(1);
    expect([first, second, third].map(({length}) => length)).to.deep.equal([2, 3, 2]);
    expect([second.indexOf('b'), second.indexOf('l1'), second.get('l1')?.id]).to.deep.equal([1, 1, 'b']);
    expect([third.indexOf('b'), third.has('a'), third.get('a')]).to.deep.equal([0, false, undefined]);
    expect([first.indexOf('l1'), first.has('c'), first.indexOf('c')]).to.deep.equal([1, false, -1]);
    expect(MessageList.empty.has('a')).to.equal(false);
  });

  it('knows what it came from, whatever else came of that', () => {
    const root = listOf(at('a', 1), at('b', 2));
    const [one, other] = [root.merge([at('c', 3)]), root.merge([at('a', 1, {text: 'edited'})])];
    expect(one.splice).to.deep.equal({start: 2, removed: 0, added: 1});
    expect(one.spliceFrom(root)).to.deep.equal(one.splice);
    expect(other.spliceFrom(one)).to.deep.equal({start: 0, removed: 3, added: 2});
    expect(one.merge([at('d', 4)]).spliceFrom(root)).to.deep.equal({start: 2, removed: 0, added: 2});
  });

  it('drops no more than there is', () => {
    const list = listOf(at('a', 1), at('b', 2));
    expect(list.dropOldest(0)).to.equal(list);
    expect(list.dropNewest(-1)).to.equal(list);
    expect(list.dropNewest(5).messages).to.deep.equal([]);
    expect(ids(list.dropOldest(5).merge([at('c', 3)]))).to.equal('c');
  });

  it('keeps two messages with equal text and time', () => {
    expect(ids(listOf(at('a', 1, {text: 'ok'}), at('b', 1, {text: 'ok'})))).to.equal('a b');
  });

  describe('with a message that was sent here', () => {
    const local = at('local-1', 5, {
      localId: 'local-1',
      direction: 'outbound',
      status: 'pending',
      atSource: 'local',
      text: 'hi',
    });

    it('makes the answer and the row one, under the local id', () => {
      const {messages} = listOf(local).merge([at('p1', 6, {localId: 'local-1', direction: 'outbound'})]);
      expect(messages).to.have.length(1);
      expect(messages[0]).to.deep.include({id: 'p1', localId: 'local-1', status: 'sent', at: 6, atSource: 'server'});
    });

    it('keeps the local id when history names the provider id only', () => {
      const known = listOf(at('p1', 6, {localId: 'local-1', direction: 'outbound'}));
      const {messages} = known.merge([at('p1', 6, {direction: 'outbound', status: 'delivered'})]);
      expect(messages[0]).to.deep.include({id: 'p1', localId: 'local-1', status: 'delivered'});
    });

    it('fuses two rows when the event came before the answer', () => {
      const both = listOf(local, at('p1', 6, {direction: 'outbound', status: 'delivered'}));
      const {messages} = both.merge([at('p1', 6, {localId: 'local-1', direction: 'outbound', status: 'accepted'})]);
      expect(messages).to.have.length(1);
      expect(messages[0]).to.deep.include({id: 'p1', localId: 'local-1', status: 'delivered', at: 6});
    });

    it('never loses the provider id to later local news', () => {
      const known = listOf(at('p1', 6, {localId: 'local-1', direction: 'outbound'}));
      expect(known.merge([local])).to.equal(known);
    });

    it('moves the row when the server gives another time', () => {
      const known = listOf(local, at('b', 6), at('c', 8));
      expect(ids(known.merge([at('p1', 7, {localId: 'local-1'})]))).to.equal('b p1 c');
    });
  });

  describe('with messages that have no time', () => {
    it('keeps the order of the page', () => {
      expect(ids(listOf(at('x', undefined), at('c', undefined), at('a', undefined)))).to.equal('x c a');
    });

    it('keeps them beside their neighbours', () => {
      const page = [at('u', undefined), at('b', 2), at('v', undefined), at('a', 1)];
      expect(ids(listOf(...page))).to.equal('u a b v');
      const known = listOf(at('b', 2), at('d', 4));
      expect(ids(known.merge([at('b', 2), at('x', undefined), at('y', undefined)]))).to.equal('b x y d');
      expect(ids(known.merge([at('x', undefined), at('d', 4)]))).to.equal('b x d');
      expect(ids(known.merge([at('c', 3), at('x', undefined)]))).to.equal('b c x d');
    });

    it('puts a page without any neighbour where the page lies', () => {
      const known = listOf(at('x', undefined), at('y', undefined));
      const page = [at('p', undefined), at('q', undefined)];
      expect(ids(known.merge(page))).to.equal('x y p q');
      expect(ids(known.merge(page, {page: 'older'}))).to.equal('p q x y');
    });

    it('puts them in their place once the time is known', () => {
      const known = listOf(at('x', undefined), at('a', 1), at('b', 3));
      const list = known.merge([at('x', 2)]);
      expect(ids(list)).to.equal('a x b');
      expect(idsOf(list.changed)).to.equal('x');
    });
  });

  it('lets the page decide about equal times across its edge', () => {
    const known = listOf(at('m', 5, {order: 0}));
    const page = [at('z', 5, {order: 49})];
    expect(ids(known.merge(page, {page: 'older'}))).to.equal('z m');
    expect(ids(known.merge(page, {page: 'newer'}))).to.equal('m z');
    expect(ids(known.merge(page))).to.equal('m z');
    expect(ids(known.merge([at('c', 5, {order: 0})]))).to.equal('c m');
  });

  it('takes the order of a page for known messages of one time that came one by one', () => {
    const oneByOne = listOf(at('a', 1), at('c', 5)).merge([at('b', 5)]);
    expect(ids(oneByOne)).to.equal('a c b');
    const page = [at('a', 1), at('b', 5), at('c', 5), at('d', 5)];
    expect(ids(oneByOne.merge(page))).to.equal('a b c d');
    expect(oneByOne.merge([at('c', 5), at('b', 5)])).to.equal(oneByOne);
  });

  it('comes out sorted and without doubles whatever arrives in whatever pieces', () => {
    const news = fc.tuple(fc.integer({min: 0, max: 12}), fc.option(fc.integer({min: 0, max: 6}), {nil: undefined}));
    fc.assert(
      fc.property(fc.array(fc.array(news, {maxLength: 6}), {maxLength: 6}), (batches) => {
        let list = MessageList.empty;
        const seen = new Set<string>();
        for (const batch of batches) {
          const page = batch.map(([id, time]) => at(`m${id}`, time));
          page.forEach(({id}) => seen.add(id));
          list = list.merge(page);
          expect(list.merge(list.messages)).to.equal(list);
        }
        const {messages} = list;
        const timed = messages.flatMap((message) => message.at ?? []);
        expect(timed).to.deep.equal([...timed].sort((a, b) => a - b));
        expect(messages.map(({id}) => id).sort()).to.deep.equal([...seen].sort());
      }),
      {numRuns: 400},
    );
  });

  it('looks at what changes in a long thread, not at all of it', () => {
    let reads = 0;
    const many = Array.from({length: 10_050}, (_, place) =>
      Object.defineProperty(at(`m${place}`, place * 1000), 'at', {
        get: () => {
          reads++;
          return place * 1000;
        },
      }),
    );
    let list = listOf(...many.slice(50)).merge(many.slice(0, 50), {page: 'older'});
    expect(reads).to.be.above(10_000);
    reads = 0;
    for (let place = 0; place < 20; place++) {
      list = list.merge([at(`n${place}`, 30_000_000 + place)]);
    }
    expect(list).to.have.length(10_070);
    expect(reads).to.be.below(200);
  });
});

describe('mergeMessage', () => {
  const known = aMessage({
    direction: 'outbound',
    status: 'delivered',
    readAt: 9,
    attachments: [{url: 'https://example.com/a.png', kind: 'image'}],
    sender: {role: 'agent', id: 'u1', name: 'Kim'},
    insight: {sentiment: 'positive', category: null},
    metadata: {order: {id: 7}},
    consentChange: {kind: 'opt-out', source: 'native'},
  });

  it('erases nothing the newcomer does not know', () => {
    const bare = aMessage({direction: 'unknown', status: 'unknown', at: undefined, atSource: 'none', text: null});
    expect(mergeMessage(known, bare)).to.equal(known);
    const partial = aMessage({
      direction: 'outbound',
      status: 'delivered',
      readAt: undefined,
      insight: {sentiment: null},
      sender: {role: 'unknown', id: 'u1'},
      metadata: {order: {id: 7}},
      consentChange: {kind: 'opt-out', source: 'derived'},
    });
    expect(mergeMessage(known, partial)).to.equal(known);
  });

  it('takes what is new', () => {
    const merged = mergeMessage(known, {
      ...known,
      insight: {sentiment: 'negative', category: 'refund'},
      metadata: {order: {id: 8}},
    });
    expect(merged.insight).to.deep.equal({sentiment: 'negative', category: 'refund'});
    expect(merged.metadata).to.deep.equal({order: {id: 8}});
  });

  it('takes another sender whole', () => {
    expect(mergeMessage(known, {...known, sender: {role: 'bot', id: 'u2'}}).sender).to.deep.equal({
      role: 'bot',
      id: 'u2',
    });
  });

  it('lets the better source of time win', () => {
    const byId = aMessage({at: 5, atSource: 'id'});
    expect(mergeMessage(byId, aMessage({at: 7, atSource: 'server'}))).to.deep.include({at: 7, atSource: 'server'});
    expect(mergeMessage(aMessage({at: 7, atSource: 'server'}), byId).at).to.equal(7);
    const event = aMessage({at: 7, atSource: 'event'});
    expect(mergeMessage(event, aMessage({at: 9, atSource: 'event'})).at).to.equal(7);
    expect(mergeMessage(event, aMessage({at: 6, atSource: 'event'})).at).to.equal(6);
  });

  it('keeps the reason of a failure with the failure only', () => {
    const pending = aMessage({direction: 'outbound', status: 'unconfirmed', failure: {code: 'timeout'}});
    expect(mergeMessage(pending, aMessage({direction: 'outbound', status: 'delivered'}))).not.to.have.property(
      'failure',
    );
    const late = aMessage({direction: 'outbound', status: 'failed', failure: {code: 'carrier'}});
    expect(mergeMessage(known, late)).to.equal(known);
    expect(mergeMessage(aMessage({direction: 'outbound', status: 'sent'}), late).failure).to.deep.equal({
      code: 'carrier',
    });
  });
});
