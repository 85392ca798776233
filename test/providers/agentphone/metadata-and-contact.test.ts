import {expect} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import {errorOf} from '../../adapter/errors.js';
import {bodyOf} from '../../adapter/over-http.js';
import {API, asked, backend, connect, idOf, JANE, OMAR, populate, seen, threadOf, worker} from './account-scene.js';

describe('the AgentPhone adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('metadata', () => {
    const base = {customerName: 'Jane Doe', orderId: 'ORD-12345'};

    it('is read, merged and written whole', async () => {
      const adapter = connect();
      backend.setMetadata(threadOf(JANE).id, {...base, topic: 'order_tracking'});
      const changed = await adapter.updateMetadata?.(idOf(JANE), {base, changes: {orderId: undefined, vip: true}});
      expect(changed?.metadata).to.deep.equal({customerName: 'Jane Doe', topic: 'order_tracking', vip: true});
      expect(threadOf(JANE).metadata).to.deep.equal(changed?.metadata);
      expect(asked()).to.deep.equal([
        `GET /conversations/${idOf(JANE)}?message_limit=1`,
        `PATCH /conversations/${idOf(JANE)}`,
      ]);
    });

    it('is not written over what somebody else changed', async () => {
      const adapter = connect();
      backend.setMetadata(threadOf(JANE).id, {...base, orderId: 'ORD-99999'});
      const error = await errorOf(adapter.updateMetadata?.(idOf(JANE), {base, changes: {orderId: 'ORD-1'}}));
      expect(error).to.include({kind: 'conflict', field: 'orderId', outcomeUnknown: false});
      expect(error.raw).to.deep.equal({...base, orderId: 'ORD-99999'});
      expect(threadOf(JANE).metadata).to.deep.equal({...base, orderId: 'ORD-99999'});
    });

    it('is cleared with null when nothing is left, and made where there was none', async () => {
      const adapter = connect();
      const cleared = await adapter.updateMetadata?.(idOf(JANE), {
        base,
        changes: {customerName: undefined, orderId: undefined},
      });
      expect(cleared?.metadata).to.equal(null);
      expect(await bodyOf(seen.at(-1))).to.deep.equal({metadata: null});
      const made = await adapter.updateMetadata?.(idOf(OMAR), {base: null, changes: {nested: {deep: [1]}}});
      expect(made?.metadata).to.deep.equal({nested: {deep: [1]}});
    });

    it('is in doubt when the answer is lost', async () => {
      const adapter = connect();
      backend.setFaults({loseAnswer: {next: 1, only: 'send'}});
      const error = await errorOf(adapter.updateMetadata?.(idOf(JANE), {base, changes: {vip: true}}));
      expect(error).to.include({kind: 'network', outcomeUnknown: true});
    });
  });

  describe('the contact', () => {
    it('is found by number', async () => {
      const contact = await connect().getContact?.(idOf(JANE));
      expect(contact).to.include({id: 'con_1', name: 'Jane Doe', address: JANE});
      expect(asked().at(-1)).to.equal('GET /contacts?search=%2B15559876543&offset=0');
    });

    it('is nobody else whose number only looks alike', async () => {
      const adapter = connect();
      const data = [{id: 'con_9', phoneNumber: `${JANE}0`, name: 'Somebody else'}];
      worker.use(http.get(`${API}/contacts`, () => HttpResponse.json({data, hasMore: false, total: 1})));
      const contact = await adapter.getContact?.(idOf(JANE));
      expect(contact).to.have.all.keys('address', 'raw');
      expect(contact?.address).to.equal(JANE);
    });

    it('is found however its number is written, with all that is known', async () => {
      const adapter = connect();
      const wire = {
        id: 'con_9',
        phoneNumber: '+1 (555) 987-6543',
        name: 'Jane',
        email: 'jane@example.com',
        notes: 'VIP',
      };
      worker.use(http.get(`${API}/contacts`, () => HttpResponse.json({data: [wire], hasMore: false})));
      expect(await adapter.getContact?.(idOf(JANE))).to.deep.equal({
        id: 'con_9',
        name: 'Jane',
        address: '+1 (555) 987-6543',
        email: 'jane@example.com',
        notes: 'VIP',
        raw: wire,
      });
    });

    it('does not exist of a group', async () => {
      const adapter = connect({conversationExtras: () => ({isGroup: true, groupId: 'grp_1'})});
      expect((await errorOf(adapter.getContact?.(idOf(JANE)))).kind).to.equal('contact-not-found');
    });
  });
});
