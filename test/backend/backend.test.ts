import {expect} from '@open-wc/testing';
import {Backend} from '../../src/backend/backend.js';
import {ManualClock} from '../../src/backend/clock.js';
import {needsReply} from '../../src/backend/queries.js';
import {BackendRefusal} from '../../src/backend/refusal.js';
import type {NewContact} from '../../src/backend/requests.js';
import type {BackendEvent} from '../../src/backend/types.js';

const PHONE = '+12025550142';

function world(contact: Partial<NewContact> = {}) {
  const clock = new ManualClock();
  const backend = new Backend({clock, seed: 7, account: {credits: 10}});
  const desk = backend.addOwnNumber({phone: '+12025550100', label: 'Desk'}).id;
  const office = backend.addOwnNumber({phone: '+12025550101', label: 'Office'}).id;
  const {id} = backend.addContact({firstName: 'Ada', lastName: 'Example', phone: PHONE, ...contact});
  const thread = () => {
    const found = backend.threadWithPhone(PHONE);
    if (!found) throw new Error('There is no thread yet.');
    return found;
  };
  return {clock, backend, desk, office, contactId: id, thread};
}

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof BackendRefusal) return thrown.code;
    throw thrown;
  }
  return 'not refused';
}

describe('the backend', () => {
  describe('sending', () => {
    it('makes the thread, charges segments, and keeps the message', () => {
      const {backend, thread, desk} = world();
      const message = backend.send({phone: PHONE, text: 'a'.repeat(161)});
      expect(message).to.include({direction: 'outbound', status: 'sent', threadId: thread().id, ownNumberId: desk});
      expect(backend.account.credits).to.equal(8);
      expect(backend.messagesOf(thread().id)).to.deep.equal([message]);
    });

    it('counts plain typography when asked to use it', () => {
      const {backend} = world();
      const text = `“${'a'.repeat(100)}”`;
      backend.send({phone: PHONE, text});
      expect(backend.account.credits).to.equal(8);
      expect(backend.send({phone: PHONE, text, normalizeText: true}).text).to.equal(`"${'a'.repeat(100)}"`);
      expect(backend.account.credits).to.equal(7);
    });

    it('checks in a fixed order, and a refusal leaves no trace', () => {
      const {backend, contactId, thread} = world({textable: false});
      backend.addThread({contactId});
      backend.optOut(thread().id);
      backend.setCredits(0);
      backend.setDefaultNumber(null);
      const send = (text = 'Hello', ownNumberId?: string) =>
        codeOf(() => backend.send({phone: PHONE, text, ...(ownNumberId && {ownNumberId})}));
      expect(send(' ')).to.equal('empty-message');
      expect(codeOf(() => backend.send({phone: '+12025550199', text: 'Hello'}))).to.equal('contact-not-found');
      expect(codeOf(() => backend.send({threadId: 'none', text: 'Hello'}))).to.equal('contact-not-found');
      expect(send()).to.equal('opted-out');
      backend.optIn(thread().id);
      expect(send()).to.equal('not-textable');
      expect(backend.messagesOf(thread().id)).to.be.empty;
    });

    it('needs a number of its own, a default, and credits', () => {
      const {backend, desk} = world();
      expect(codeOf(() => backend.send({phone: PHONE, text: 'Hi', ownNumberId: 'else'}))).to.equal(
        'from-number-not-owned',
      );
      backend.setDefaultNumber(null);
      expect(codeOf(() => backend.send({phone: PHONE, text: 'Hi'}))).to.equal('no-from-number');
      expect(codeOf(() => backend.send({phone: PHONE, text: 'Hi', ownNumberId: desk}))).to.equal('not refused');
      backend.setCredits(0);
      expect(codeOf(() => backend.send({phone: PHONE, text: 'Hi', ownNumberId: desk}))).to.equal(
        'insufficient-credits',
      );
    });

    it('takes what must fail unchecked and free of charge, where its outcome is given', () => {
      const {backend, clock, thread} = world({textable: false});
      backend.setCredits(0);
      const failure = {code: 'x', text: 'Refused later'};
      backend.send({phone: PHONE, text: 'Hi', outcome: {status: 'failed', failure, delay: 500}});
      clock.advance(499);
      expect(backend.messagesOf(thread().id)[0]?.status).to.equal('sent');
      clock.advance(1);
      expect(backend.messagesOf(thread().id)[0]).to.deep.include({status: 'failed', failure});
      expect(backend.account.credits).to.equal(0);
    });
  });

  describe('carriers', () => {
    for (const [carrier, status] of [
      ['prompt', 'delivered'],
      ['slow', 'delivered'],
      ['silent', 'sent'],
      ['fails', 'failed'],
      ['undelivered', 'undelivered'],
    ] as const) {
      it(`"${carrier}" takes a message from sent to ${status}`, () => {
        const {backend, clock, thread} = world({carrier});
        backend.send({phone: PHONE, text: 'Hello'});
        clock.advance(500);
        expect(backend.messagesOf(thread().id)[0]?.status).to.equal('sent');
        clock.advance(60_000);
        const message = backend.messagesOf(thread().id)[0];
        expect(message?.status).to.equal(status);
        expect(!!message?.failure).to.equal(status === 'failed' || status === 'undelivered');
      });
    }
  });

  describe('contacts', () => {
    it('answer by their script once the message has arrived', () => {
      const {backend, clock, thread} = world({replies: [{when: /confirm/i, say: ['See you!']}, {say: ['ok']}]});
      const texts = () => backend.messagesOf(thread().id).map(({text}) => text);
      backend.send({phone: PHONE, text: 'Please confirm'});
      clock.advance(2000);
      expect(texts()).to.deep.equal(['Please confirm']);
      clock.advance(10_000);
      expect(texts()).to.deep.equal(['Please confirm', 'See you!']);
      backend.send({phone: PHONE, text: 'Something else'});
      clock.advance(10_000);
      expect(texts().at(-1)).to.equal('ok');
    });

    it('do not answer what never reached them', () => {
      const {backend, clock, thread} = world({carrier: 'fails', replies: [{say: ['ok']}]});
      backend.send({phone: PHONE, text: 'Hello'});
      clock.advance(600_000);
      expect(backend.messagesOf(thread().id)).to.have.length(1);
    });

    it('raise unread and leave the archive when they write', () => {
      const {backend, thread} = world();
      backend.receive({phone: PHONE, text: 'One'});
      backend.setArchived(thread().id, true);
      backend.markRead(thread().id);
      backend.receive({phone: PHONE, text: 'Two'});
      expect(thread()).to.include({unreadCount: 1, archived: false});
      expect(needsReply(backend, thread())).to.be.true;
    });

    it('can be texted once they have written, or when the look-up ends', () => {
      const written = world({textable: null});
      expect(codeOf(() => written.backend.send({phone: PHONE, text: 'Hi'}))).to.equal('lookup-pending');
      written.backend.receive({phone: PHONE, text: 'Hi'});
      expect(codeOf(() => written.backend.send({phone: PHONE, text: 'Hi'}))).to.equal('not refused');

      const clock = new ManualClock();
      const waiting = world({textable: null, lookupDueAt: clock.now() + 5000});
      waiting.clock.advance(6000);
      expect(codeOf(() => waiting.backend.send({phone: PHONE, text: 'Hi'}))).to.equal('not refused');
    });

    it('become known by writing first', () => {
      const {backend} = world();
      backend.receive({phone: '+12025550177', text: 'Hello?'});
      expect(backend.contactWithPhone('+12025550177')).to.include({firstName: '', textable: true});
      expect(backend.threadWithPhone('+12025550177')?.unreadCount).to.equal(1);
    });

    it('are analysed a moment after they wrote', () => {
      const {backend, clock, thread} = world();
      backend.receive({phone: PHONE, text: 'My gears are broken, can you help?'});
      expect(backend.messagesOf(thread().id)[0]).to.include({sentiment: null, requiresResponse: null});
      clock.advance(5000);
      expect(backend.messagesOf(thread().id)[0]).to.include({
        sentiment: 'negative',
        category: 'support',
        requiresResponse: true,
        optOutDetected: false,
      });
    });
  });

  describe('consent', () => {
    it('changes by keyword, for the pair of numbers only', () => {
      const {backend, desk, office, thread} = world();
      backend.receive({phone: PHONE, text: ' stop. ', ownNumberId: office});
      expect(thread().consent[office]?.state).to.equal('opted-out');
      expect(codeOf(() => backend.send({phone: PHONE, text: 'Hi', ownNumberId: office}))).to.equal('opted-out');
      expect(codeOf(() => backend.send({phone: PHONE, text: 'Hi', ownNumberId: desk}))).to.equal('not refused');
      backend.receive({phone: PHONE, text: 'Unstop', ownNumberId: office});
      expect(codeOf(() => backend.send({phone: PHONE, text: 'Hi', ownNumberId: office}))).to.equal('not refused');
    });

    it('marks the messages that changed it, and no others', () => {
      const {backend, thread} = world();
      for (const text of ['Yes', 'Please stop calling', 'STOP', 'STOP', 'yes', 'yes']) {
        backend.receive({phone: PHONE, text});
      }
      expect(backend.messagesOf(thread().id).map(({consentChange}) => consentChange)).to.deep.equal([
        null,
        null,
        'opt-out',
        null,
        'opt-in',
        null,
      ]);
    });

    it('follows the keywords of the past', () => {
      const {backend, contactId, desk} = world();
      const at = 1_700_000_000_000;
      const {consent} = backend.addThread({contactId, messages: [{direction: 'inbound', text: 'Quit', at}]});
      expect(consent).to.deep.equal({[desk]: {state: 'opted-out', since: at}});
    });
  });

  it('keeps messages of one instant in the order they came', () => {
    const {backend, thread} = world();
    const texts = ['a', 'b', 'c', 'd'];
    for (const text of texts) backend.receive({phone: PHONE, text});
    const kept = backend.messagesOf(thread().id);
    expect(kept.map(({text}) => text)).to.deep.equal(texts);
    expect(new Set(kept.map(({at}) => at)).size).to.equal(1);
  });

  it('tells of every change, and gives out snapshots that stay as they are', () => {
    const {backend, clock, thread} = world();
    const events: BackendEvent[] = [];
    const stop = backend.subscribe((event) => events.push(event));
    backend.send({phone: PHONE, text: 'Hello'});
    const before = backend.messagesOf(thread().id);
    clock.advance(5000);
    expect(events.map(({type}) => type)).to.deep.equal(['thread-updated', 'message-created', 'message-updated']);
    expect(before[0]?.status).to.equal('sent');
    stop();
    backend.setStarred(thread().id, true);
    expect(events).to.have.length(3);
    expect(thread().starred).to.be.true;
  });

  it('stops everything still to come when closed', () => {
    const {backend, clock, thread} = world({replies: [{say: ['ok']}]});
    backend.send({phone: PHONE, text: 'Hello'});
    expect(backend.busy).to.be.true;
    backend.close();
    expect(backend.busy).to.be.false;
    clock.advance(60_000);
    expect(backend.messagesOf(thread().id).map(({status}) => status)).to.deep.equal(['sent']);
  });
});
