import {expect} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import {conversationTitle} from '../../../src/model/conversation.js';
import {errorOf} from '../../adapter/errors.js';
import {
  addGroup,
  API,
  asked,
  backend,
  clock,
  connect,
  contactId,
  JANE,
  lastRequest,
  OMAR,
  populate,
  seen,
  START,
  threadId,
  worker,
} from './account-scene.js';

describe('the DigiVault adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('managing conversations', () => {
    it('archives with the time of it, in seconds, and takes back with null', async () => {
      const adapter = connect({}, {clock});
      const archived = await adapter.setArchived?.(threadId(OMAR), true);
      expect(asked()).to.deep.equal([`PUT /conversations/${threadId(OMAR)}`]);
      expect(JSON.parse(await lastRequest().body)).to.deep.equal({archived_at: START / 1000});
      expect(archived?.status).to.equal('archived');
      expect(backend.thread(threadId(OMAR))?.archived).to.equal(true);
      const back = await adapter.setArchived?.(threadId(OMAR), false);
      expect(JSON.parse(await lastRequest().body)).to.deep.equal({archived_at: null});
      expect(back?.status).to.equal('active');
    });

    for (const deleteWithoutBody of [false, true]) {
      it(`deletes for ever, whatever the answer holds (${deleteWithoutBody ? 204 : 200})`, async () => {
        const id = threadId(OMAR);
        const adapter = connect({deleteWithoutBody});
        await adapter.deleteConversation?.(id);
        expect(asked()).to.deep.equal([`DELETE /conversations/${id}`]);
        expect(backend.thread(id)).to.equal(undefined);
        expect((await errorOf(adapter.listMessages({conversationId: id}))).kind).to.equal('not-found');
        expect((await adapter.listConversations({})).items).to.have.lengthOf(2);
      });
    }

    it('says so when a conversation was not deleted', async () => {
      const adapter = connect();
      const id = threadId(OMAR);
      worker.use(http.delete(`${API}/conversations/${id}`, () => HttpResponse.json({id, deleted: false})));
      expect((await errorOf(adapter.deleteConversation?.(id))).kind).to.equal('conflict');
      expect((await errorOf(adapter.deleteConversation?.('nobody'))).kind).to.equal('not-found');
    });

    it('offers contacts and groups to begin with', async () => {
      const group = addGroup();
      const form = await connect().describeStart?.();
      expect(form).to.include({firstMessage: 'none', asksTitle: false});
      expect(form?.recipientKinds).to.deep.equal(['contact', 'group']);
      expect(form?.recipients).to.deep.include({
        id: contactId('+12125550177'),
        kind: 'contact',
        name: 'Noor New',
        address: '+12125550177',
      });
      expect(form?.recipients).to.deep.include({id: group.id, kind: 'group', name: 'Saturday ride'});
      const without = await connect({forbidden: ['groups']}).describeStart?.();
      expect(without?.recipientKinds).to.deep.equal(['contact']);
    });

    it('begins one with a contact', async () => {
      const adapter = connect();
      const id = contactId('+12125550177');
      const started = await adapter.startConversation?.({recipient: {kind: 'contact', value: id}});
      const post = seen.find(({method}) => method === 'POST');
      expect(JSON.parse((await post?.body) ?? '')).to.deep.equal({contact_id: id});
      expect(started).to.include({id: threadId('+12125550177'), status: 'active'});
      expect(started && conversationTitle(started)).to.equal('Noor New');
      expect(started?.unread.has).to.equal(false);
    });

    for (const refuseExisting of [false, true]) {
      it(`opens the conversation a contact already has, ${refuseExisting ? 'which must be' : 'rather'} than make it again`, async () => {
        const adapter = connect({refuseExisting});
        await adapter.describeStart?.();
        seen.length = 0;
        const started = await adapter.startConversation?.({recipient: {kind: 'contact', value: contactId(JANE)}});
        expect(started?.id).to.equal(threadId(JANE));
        expect(asked()).to.deep.equal([`GET /conversations/${threadId(JANE)}`]);
      });
    }

    it('begins a new one when the old one was deleted', async () => {
      const adapter = connect();
      await adapter.describeStart?.();
      const old = threadId(JANE);
      await adapter.deleteConversation?.(old);
      const started = await adapter.startConversation?.({recipient: {kind: 'contact', value: contactId(JANE)}});
      expect(started?.id).to.equal(threadId(JANE));
      expect(started?.id).not.to.equal(old);
    });

    it('begins none with a number, a first message or somebody who is not there', async () => {
      const adapter = connect();
      const start = (recipient: {kind: 'address' | 'contact' | 'group'; value: string}, more = {}) =>
        errorOf(adapter.startConversation?.({recipient, ...more}));
      expect((await start({kind: 'address', value: JANE})).kind).to.equal('unsupported');
      expect((await start({kind: 'contact', value: contactId(JANE)}, {text: 'Hi'})).kind).to.equal('unsupported');
      expect(seen).to.deep.equal([]);
      expect((await start({kind: 'contact', value: 'nobody'})).kind).to.equal('contact-not-found');
      expect((await start({kind: 'group', value: 'nobody'})).kind).to.equal('contact-not-found');
    });

    it('tells more about a contact, as it is now', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const events: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => events.push(event));
      const contact = backend.contactWithPhone(JANE);
      if (contact) backend.addContact({...contact, lastName: 'Jones'});
      const details = await adapter.getContact?.(threadId(JANE));
      expect(details).to.deep.include({name: 'Jane Jones', address: JANE});
      const [event] = events;
      expect(event?.type === 'conversation-updated' && conversationTitle(event.conversation)).to.equal('Jane Jones');
      subscription?.close();
    });
  });
});
