import {expect, waitUntil} from '@open-wc/testing';
import {ConversationError} from '../../src/model/conversation-error.js';
import {openJournal} from '../../src/store/storage/indexed-db-journal.js';
import {EMPTY_SNAPSHOT, type Journal, type JournalSnapshot} from '../../src/store/journal.js';
import type {OutboxEntry} from '../../src/store/outbox-entry.js';
import {aMessage} from '../model/builders.js';

let names = 0;
const freshName = () => `test-journal-${Date.now()}-${++names}`;
const entry = (localId: string, fields: Partial<OutboxEntry> = {}): OutboxEntry => ({
  localId,
  outgoing: {conversationId: 'c1', text: `text of ${localId}`},
  state: 'queued',
  createdAt: 1,
  ...fields,
});

function watching(journal: Journal): {readonly now: JournalSnapshot} {
  const seen = {now: EMPTY_SNAPSHOT};
  journal.watch((snapshot) => {
    seen.now = snapshot;
  });
  return seen;
}

const ids = ({entries}: JournalSnapshot): string => entries.map(({localId}) => localId).join(' ');

describe('openJournal', () => {
  it('keeps entries in order, with their errors, for whoever opens it next', async () => {
    const name = freshName();
    const first = await openJournal(name);
    expect(first.durable).to.equal(true);
    await first.add(entry('b'));
    await first.add(entry('a'));
    await first.update('b', (current) => ({
      ...current,
      state: 'failed',
      error: new ConversationError('carrier', {message: 'No', adapter: 'x', status: 502, raw: () => 1}),
    }));
    await first.putDraft('c1', {text: 'half', mediaUrls: []});
    await first.putConsent('c2', {consent: {state: 'opted-out', source: 'native'}});
    await first.putAnswered({
      ...{localId: 'z', conversationId: 'c1', answeredId: 'm1', text: 'x', mediaCount: 0, sentAt: 1},
      message: aMessage({id: 'm1', localId: 'z', raw: undefined}),
    });
    first.close();

    const second = await openJournal(name);
    const seen = watching(second);
    expect(ids(seen.now)).to.equal('b a');
    const [stuck] = seen.now.entries;
    expect(stuck?.error).to.be.instanceOf(ConversationError);
    expect(stuck?.error).to.include({kind: 'carrier', message: 'No', status: 502});
    expect(seen.now.drafts.get('c1')?.text).to.equal('half');
    expect(seen.now.consents.get('c2')?.consent.state).to.equal('opted-out');
    expect(seen.now.answered[0]?.answeredId).to.equal('m1');
    second.close();
  });

  it('tells every tab of every change', async () => {
    const name = freshName();
    const [one, two] = [await openJournal(name), await openJournal(name)];
    const seen = watching(two);
    await one.add(entry('a'));
    await waitUntil(() => ids(seen.now) === 'a');
    await one.update('a', () => 'remove');
    await waitUntil(() => ids(seen.now) === '');
    await one.putDraft('c1', {text: 'x', mediaUrls: []});
    await waitUntil(() => seen.now.drafts.size === 1);
    await one.putDraft('c1', undefined);
    await waitUntil(() => seen.now.drafts.size === 0);
    one.close();
    two.close();
  });

  it('changes an entry in one step: of two tabs, one gets it', async () => {
    const name = freshName();
    const [one, two] = [await openJournal(name), await openJournal(name)];
    await one.add(entry('a'));
    const takers: string[] = [];
    const take = (journal: Journal, who: string) =>
      journal.update('a', (current) => {
        if (current.state !== 'queued') return 'keep';
        takers.push(who);
        return {...current, state: 'sending'};
      });
    await Promise.all([take(one, 'one'), take(two, 'two')]);
    expect(takers).to.have.length(1);
    expect(await one.update('missing', () => 'remove')).to.equal(undefined);
    one.close();
    two.close();
  });

  it('lets one tab send at a time, and the next when that one leaves', async () => {
    const name = freshName();
    const [one, two] = [await openJournal(name), await openJournal(name)];
    const turns: string[] = [];
    const leave = one.lead(() => {
      turns.push('one');
      return async () => void turns.push('one finished');
    });
    await waitUntil(() => turns.length === 1);
    two.lead(() => {
      turns.push('two');
      return () => Promise.resolve();
    });
    leave();
    await waitUntil(() => turns.length === 3);
    expect(turns).to.deep.equal(['one', 'one finished', 'two']);
    one.close();
    two.close();
  });

  it('forgets everything on request', async () => {
    const journal = await openJournal(freshName());
    const seen = watching(journal);
    await journal.add(entry('a'));
    await journal.putDraft('c1', {text: 'x', mediaUrls: []});
    await journal.clear();
    expect(seen.now.entries).to.have.length(0);
    expect(seen.now.drafts.size).to.equal(0);
    journal.close();
  });

  it('goes on in memory, and says so, when the database fails under way', async () => {
    const journal = await openJournal(freshName());
    const seen = watching(journal);
    await journal.add(entry('a'));
    // What no database can keep stands for a full disk.
    await journal.add(entry('b', {outgoing: {conversationId: 'c1', text: 'x', providerOptions: {odd: () => 1}}}));
    expect(journal.durable).to.equal(false);
    expect(ids(seen.now)).to.equal('a b');
    await journal.update('a', () => 'remove');
    expect(ids(seen.now)).to.equal('b');
    journal.close();
  });

  it('lives as long as the page where the browser keeps nothing', async () => {
    const open = Object.getOwnPropertyDescriptor(IDBFactory.prototype, 'open');
    Object.defineProperty(IDBFactory.prototype, 'open', {
      ...open,
      value: () => {
        throw new DOMException('Storage is switched off', 'InvalidStateError');
      },
    });
    try {
      const journal = await openJournal(freshName());
      const seen = watching(journal);
      expect(journal.durable).to.equal(false);
      await journal.add(entry('a'));
      expect(ids(seen.now)).to.equal('a');
    } finally {
      if (open) Object.defineProperty(IDBFactory.prototype, 'open', open);
    }
  });
});
