import {expect} from '@open-wc/testing';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {Message} from '../../src/model/message.js';
import {asCursor} from '../../src/model/page.js';
import {Timeline} from '../../src/store/timeline.js';
import {aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const message = (number: number): Message => aMessage({id: `m${number}`, text: `text ${number}`, at: number * 1000});
const range = (from: number, to: number): Message[] =>
  Array.from({length: to - from + 1}, (_, index) => message(from + index));
const ids = (timeline: Timeline): string => timeline.state.messages.map(({id}) => id.slice(1)).join(' ');

/** A timeline whose pages are merged as they come. */
const timelineOver = (adapter: ScriptedAdapter, window?: number): Timeline =>
  new Timeline(
    adapter,
    'c1',
    {
      messagePage(from, {messages, position, startsOver, isBeyondWindow}) {
        if (!isBeyondWindow) from.merge(messages, position, startsOver);
      },
    },
    window === undefined ? {} : {window},
  );

async function opened(messages: Message[], older?: string) {
  const adapter = new ScriptedAdapter();
  const timeline = timelineOver(adapter);
  void timeline.load();
  at(adapter.pages, 0).answer({messages, ...(older ? {older: asCursor(older)} : {}), timeZone: 'Europe/Lisbon'});
  await settle();
  return {adapter, timeline};
}

describe('Timeline', () => {
  it('loads the newest page and says its time zone', async () => {
    const {timeline} = await opened(range(5, 7), 'older-5');
    expect(ids(timeline)).to.equal('5 6 7');
    expect(timeline.state).to.include({status: 'ready', hasOlder: true, timeZone: 'Europe/Lisbon'});
  });

  it('pages to the first message, with one request at a time', async () => {
    const {adapter, timeline} = await opened(range(5, 7), 'older-5');
    void timeline.loadOlder();
    void timeline.loadOlder();
    expect(adapter.pages).to.have.length(2);
    expect(at(adapter.pages, 1).query.cursor).to.equal('older-5');
    at(adapter.pages, 1).answer({messages: range(1, 4)});
    await settle();
    expect(ids(timeline)).to.equal('1 2 3 4 5 6 7');
    expect(timeline.state).to.include({hasOlder: false, loadingOlder: false});
    void timeline.loadOlder();
    expect(adapter.pages, 'there is nothing older').to.have.length(2);
  });

  it('keeps what it has when an older page fails, and resumes', async () => {
    const {adapter, timeline} = await opened(range(5, 7), 'older-5');
    void timeline.loadOlder();
    at(adapter.pages, 1).fail(new ConversationError('network'));
    await settle();
    expect(timeline.state.olderError?.kind).to.equal('network');
    expect(ids(timeline)).to.equal('5 6 7');
    void timeline.loadOlder();
    at(adapter.pages, 2).answer({messages: range(3, 4)});
    await settle();
    expect(timeline.state.olderError).to.equal(undefined);
    expect(ids(timeline)).to.equal('3 4 5 6 7');
  });

  it('starts over when its place in the history is no longer valid', async () => {
    const {adapter, timeline} = await opened(range(5, 7), 'stale');
    void timeline.loadOlder();
    at(adapter.pages, 1).fail(new ConversationError('cursor-invalid'));
    await settle();
    expect(at(adapter.pages, 2).query.cursor).to.equal(undefined);
    at(adapter.pages, 2).answer({messages: range(6, 8)});
    await settle();
    expect(ids(timeline)).to.equal('6 7 8');
  });

  it('shows the newest messages also where nothing leads on from them to those that are known', async () => {
    const {adapter, timeline} = await opened(range(5, 7));
    void timeline.refresh();
    at(adapter.pages, 1).answer({messages: range(20, 22), older: asCursor('refused')});
    await settle();
    at(adapter.pages, 2).fail(new ConversationError('cursor-invalid'));
    await settle();
    expect(ids(timeline)).to.equal('20 21 22');
    expect(timeline.state).to.include({status: 'ready', hasOlder: true});
  });

  it('starts over once, and not for ever, where the same place is refused each time', async () => {
    const {adapter, timeline} = await opened(range(5, 7), 'stale');
    const refuse = async () => {
      void timeline.loadOlder();
      at(adapter.pages, -1).fail(new ConversationError('cursor-invalid'));
      await settle();
    };
    const begin = async () => {
      at(adapter.pages, -1).answer({messages: range(5, 7), older: asCursor('stale')});
      await settle();
    };
    await refuse();
    await begin();
    await refuse();
    expect(adapter.pages).to.have.lengthOf(4);
    expect(timeline.state.olderError?.kind).to.equal('cursor-invalid');
    expect(ids(timeline)).to.equal('5 6 7');
    // Whoever asks once more has it read anew.
    await refuse();
    await begin();
    expect(timeline.state).to.include({status: 'ready', olderError: undefined});
    void timeline.loadOlder();
    at(adapter.pages, -1).answer({messages: range(3, 4), older: asCursor('further')});
    await settle();
    await refuse();
    expect(at(adapter.pages, -1).query.cursor).to.equal(undefined);
  });

  it('says why it could not load, and loads on request', async () => {
    const adapter = new ScriptedAdapter();
    const timeline = timelineOver(adapter);
    void timeline.load();
    at(adapter.pages, 0).fail(new ConversationError('server'));
    await settle();
    expect(timeline.state).to.include({status: 'error'});
    expect(timeline.state.error?.kind).to.equal('server');
    void timeline.refresh();
    at(adapter.pages, 1).answer({messages: range(1, 1)});
    await settle();
    expect(timeline.state.status).to.equal('ready');
  });

  it('catches up after a pause without a gap, however many pages were missed', async () => {
    const {adapter, timeline} = await opened(range(1, 3));
    void timeline.refresh();
    at(adapter.pages, 1).answer({messages: range(8, 9), older: asCursor('before-8')});
    await settle();
    expect(ids(timeline), 'nothing is shown with a gap').to.equal('1 2 3');
    at(adapter.pages, 2).answer({messages: range(5, 7), older: asCursor('before-5')});
    await settle();
    at(adapter.pages, 3).answer({messages: range(3, 4), older: asCursor('before-3')});
    await settle();
    expect(ids(timeline)).to.equal('1 2 3 4 5 6 7 8 9');
    expect(adapter.pages).to.have.length(4);
  });

  it('starts from the newest page when far too much was missed', async () => {
    const {adapter, timeline} = await opened(range(1, 3));
    void timeline.refresh();
    for (let page = 1; page <= 20; page++) {
      const end = 1000 - page * 10;
      at(adapter.pages, page).answer({messages: range(end, end + 9), older: asCursor(`before-${page}`)});
      await settle();
    }
    expect(ids(timeline)).to.equal('990 991 992 993 994 995 996 997 998 999');
    expect(timeline.state.hasOlder).to.equal(true);
  });

  it('catches up over more pages where they are small, and not for ever where they are empty', async () => {
    const {adapter, timeline} = await opened(range(1, 3));
    void timeline.refresh();
    for (let page = 1; page <= 30; page++) {
      at(adapter.pages, page).answer({messages: [message(34 - page)], older: asCursor(`before-${page}`)});
      await settle();
    }
    at(adapter.pages, 31).answer({messages: [message(3)], older: asCursor('before-3')});
    await settle();
    expect(timeline.state.messages).to.have.length(33);
    void timeline.refresh();
    for (let page = 32; page < adapter.pages.length && page < 200; page++) {
      at(adapter.pages, page).answer({messages: page === 32 ? [message(99)] : [], older: asCursor(`empty-${page}`)});
      await settle();
    }
    expect(adapter.pages).to.have.length(52);
  });

  it('takes a page that names its own place as the next for the last one', async () => {
    const {adapter, timeline} = await opened(range(5, 6), 'again');
    void timeline.loadOlder();
    at(adapter.pages, 1).answer({messages: range(3, 4), older: asCursor('again')});
    await settle();
    expect(ids(timeline)).to.equal('3 4 5 6');
    expect(timeline.state.hasOlder).to.equal(false);
  });

  it('looks no further than it had read where no message was found yet', async () => {
    const {adapter, timeline} = await opened([], 'older-1');
    const answerEmpty = async (pages: number, name: string) => {
      for (let page = 0; page < pages; page++) {
        at(adapter.pages, -1).answer({messages: [], older: asCursor(`${name}-${page}`)});
        await settle();
      }
    };
    void timeline.loadOlder();
    await answerEmpty(5, 'older');
    for (let look = 0; look < 3; look++) {
      const before = adapter.pages.length;
      void timeline.refresh();
      await answerEmpty(6, 'seen');
      expect(adapter.pages, 'as many pages as were read before').to.have.length(before + 6);
    }
    void timeline.loadOlder();
    expect(at(adapter.pages, -1).query.cursor, 'the way to the past goes on').to.equal('older-4');
    await answerEmpty(5, 'further');
    void timeline.refresh();
    at(adapter.pages, -1).answer({messages: range(8, 9), older: asCursor('older-8')});
    await settle();
    await answerEmpty(10, 'before');
    expect(ids(timeline)).to.equal('8 9');
    void timeline.loadOlder();
    expect(at(adapter.pages, -1).query.cursor, 'nothing is passed over').to.equal('before-9');
  });

  it('takes news once, in order, and lets no status go backwards', async () => {
    const {timeline} = await opened([
      message(1),
      aMessage({id: 'out', direction: 'outbound', status: 'sent', at: 2000}),
    ]);
    timeline.merge([aMessage({id: 'out', direction: 'outbound', status: 'delivered', at: 2000})]);
    timeline.merge([message(4), message(4)]);
    timeline.merge([message(3)]);
    timeline.merge([aMessage({id: 'out', direction: 'outbound', status: 'sent', at: 2000})]);
    expect(timeline.state.messages.map(({id, status}) => `${id} ${status}`)).to.deep.equal([
      'm1 received',
      'out delivered',
      'm3 received',
      'm4 received',
    ]);
  });

  it('tells nobody when nothing is new', async () => {
    const {timeline} = await opened(range(1, 3));
    let told = 0;
    timeline.subscribe(() => told++);
    timeline.merge(range(1, 3));
    expect(told).to.equal(0);
  });

  it('drops the answer of a request that was called off', async () => {
    const {adapter, timeline} = await opened(range(5, 7), 'older-5');
    void timeline.loadOlder();
    timeline.cancel();
    expect(at(adapter.pages, 1).signal?.aborted).to.equal(true);
    at(adapter.pages, 1).answer({messages: range(1, 4)});
    await settle();
    expect(ids(timeline)).to.equal('5 6 7');
    expect(timeline.state).to.include({loadingOlder: false, hasOlder: true});
  });

  it('never glues the newest page to a window that ends before it', async () => {
    const adapter = new ScriptedAdapter();
    const timeline = timelineOver(adapter);
    void timeline.load();
    at(adapter.pages, 0).answer({messages: range(1, 2), newer: asCursor('after-2')});
    await settle();
    void timeline.refresh();
    at(adapter.pages, 1).answer({messages: range(8, 9), older: asCursor('before-8')});
    await settle();
    expect(ids(timeline)).to.equal('1 2');
    void timeline.loadNewer();
    at(adapter.pages, 2).answer({messages: range(3, 4)});
    await settle();
    expect(ids(timeline)).to.equal('1 2 3 4');
    expect(timeline.state.hasNewer).to.equal(false);
  });
});
