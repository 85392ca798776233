import {expect} from '@open-wc/testing';
import {errorOf} from '../../adapter/errors.js';
import {bodyOf} from '../../adapter/over-http.js';
import {close, connect, JANE, lastRequest, never, OMAR, phoneOf, populate, seen, threadWith} from './account-scene.js';

describe('the Surge adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(close);

  describe('starting, contacts and metadata', () => {
    it('starts with a number, from a number', async () => {
      const adapter = connect();
      const form = await adapter.describeStart?.();
      expect(form).to.deep.include({
        recipientKinds: ['address', 'contact'],
        firstMessage: 'required',
        asksTitle: false,
      });
      expect(form?.recipients?.map(({name, address}) => [name, address])).to.deep.equal([
        ['Jane Smith', JANE],
        ['Omar', OMAR],
      ]);
      const recipient = {kind: 'address', value: '+18015550177'} as const;
      const started = await adapter.startConversation?.({recipient, text: 'Welcome', ownEndpointId: '+18015556790'});
      expect(await bodyOf(lastRequest())).to.deep.equal({to: '+18015550177', from: '+18015556790', body: 'Welcome'});
      expect(started && phoneOf(started)).to.equal('+18015550177');
      expect(started?.lastMessage).to.include({text: 'Welcome', direction: 'outbound'});
    });

    it('starts with a contact', async () => {
      const adapter = connect();
      const {id = ''} = await adapter.createContact({phone_number: '+18015550176', first_name: 'Lena'});
      await adapter.startConversation?.({recipient: {kind: 'contact', value: id}, text: 'Hello Lena'});
      expect(await bodyOf(lastRequest())).to.deep.equal({to: '+18015550176', body: 'Hello Lena'});
      expect((await threadWith(adapter, '+18015550176')).participants[0]?.name).to.equal('Lena');
    });

    it('refuses what Surge does not have, before anything leaves', async () => {
      const adapter = connect();
      const recipient = {kind: 'address', value: JANE} as const;
      const errors = [
        await errorOf(adapter.startConversation?.({recipient: {kind: 'group', value: 'g'}, text: 'x'}) ?? never()),
        await errorOf(adapter.startConversation?.({recipient, text: 'x', title: 'Order'}) ?? never()),
        await errorOf(adapter.startConversation?.({recipient, template: {id: 't', parameters: {}}}) ?? never()),
        await errorOf(adapter.startConversation?.({recipient}) ?? never()),
        await errorOf(adapter.startConversation?.({recipient: {kind: 'address', value: ' '}, text: 'x'}) ?? never()),
      ];
      expect(errors.map(({field}) => field)).to.deep.equal(['recipient', 'title', 'template', 'body', 'recipient']);
      expect(seen).to.deep.equal([]);
    });

    it('changes metadata of the contact key by key, and sees a conflict', async () => {
      const adapter = connect();
      const {id, metadata = {}} = await threadWith(adapter, JANE);
      expect(metadata).to.deep.equal({customer: 'c-17'});
      const updated = await adapter.updateMetadata?.(id, {base: metadata, changes: {tier: 'gold'}});
      expect(updated?.metadata).to.deep.equal({customer: 'c-17', tier: 'gold'});
      expect(lastRequest().method).to.equal('PATCH');
      expect(await bodyOf(lastRequest())).to.deep.equal({
        phone_number: JANE,
        metadata: {customer: 'c-17', tier: 'gold'},
      });
      const late = adapter.updateMetadata?.(id, {base: metadata, changes: {tier: 'silver'}}) ?? never();
      const error = await errorOf(late);
      expect(error).to.deep.include({kind: 'conflict', field: 'tier', raw: {customer: 'c-17', tier: 'gold'}});
      const odd = adapter.updateMetadata?.(id, {base: metadata, changes: {visits: 4}}) ?? never();
      expect((await errorOf(odd)).kind).to.equal('validation');
    });

    it('tells about the contact', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      const contact = await adapter.getContact?.(id);
      expect(contact).to.deep.include({name: 'Jane Smith', address: JANE, metadata: {customer: 'c-17'}});
    });
  });
});
