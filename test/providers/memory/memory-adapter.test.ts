import {expect} from '@open-wc/testing';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import type {Backend} from '../../../src/backend/backend.js';
import {ManualClock} from '../../../src/backend/clock.js';
import {createBackend} from '../../../src/backend/scenarios/index.js';
import {sendBlockOf} from '../../../src/model/send-block.js';
import {createAdapter, createMemoryAdapter} from '../../../src/providers/memory/index.js';
import {conversationWith} from '../../adapter/contract-steps.js';
import {errorOf} from '../../adapter/errors.js';
import {createContractWorld, describeAdapterContract, PEOPLE} from '../../adapter/contract-suite.js';
import {OWN_NUMBER, SECOND_NUMBER} from '../../adapter/contract-world.js';
import {memoryContract} from './contract-set-up.js';

describeAdapterContract('the memory adapter', memoryContract());

describe('the memory adapter', () => {
  it('starts in the busy inbox, or in the scenario it is given', async () => {
    const busy = await createMemoryAdapter().listConversations({});
    const quiet = await createAdapter({scenario: 'empty'}).listConversations({});
    expect(busy.items.length).to.equal(50);
    expect(busy.total).to.be.greaterThan(50);
    expect(quiet.items).to.deep.equal([]);
    expect((await createAdapter({scenario: 'no such thing', pageSize: 3}).listConversations({})).items).to.have.length(
      3,
    );
  });

  it('lets a capability be taken away', () => {
    expect(createMemoryAdapter({scenario: 'empty', capabilities: {markRead: 'none'}}).capabilities).to.include({
      markRead: 'none',
      searchConversations: 'native',
    });
  });

  it('tells why a contact cannot be texted', async () => {
    const {backend} = createContractWorld();
    const adapter = createMemoryAdapter({backend});
    const reasonFor = async (phone: string) => sendBlockOf(await conversationWith(adapter, phone))?.reason;
    expect(await reasonFor(PEOPLE.optedOut)).to.equal('opted-out');
    expect(await reasonFor(PEOPLE.landline)).to.equal('not-textable');
    expect(await reasonFor(PEOPLE.pending)).to.equal('lookup-pending');
    expect(await reasonFor(PEOPLE.answering)).to.equal(undefined);
  });

  it('replies from the number that was written to, and knows the consent of that pair only', async () => {
    const {backend} = createContractWorld();
    const adapter = createMemoryAdapter({backend});
    const {id} = await conversationWith(adapter, PEOPLE.answering);
    backend.receive({phone: PEOPLE.answering, text: 'Hello office', ownNumberId: SECOND_NUMBER});
    await adapter.sendMessage({conversationId: id, text: 'Hello'});
    expect(backend.messagesOf(id).at(-1)?.ownNumberId).to.equal(SECOND_NUMBER);
    backend.receive({phone: PEOPLE.answering, text: 'STOP', ownNumberId: SECOND_NUMBER});
    expect((await conversationWith(adapter, PEOPLE.answering)).consent.state).to.equal('opted-out');
    expect((await errorOf(adapter.sendMessage({conversationId: id, text: 'Hello'}))).kind).to.equal('opted-out');
    await adapter.sendMessage({conversationId: id, text: 'From the front desk', ownEndpointId: OWN_NUMBER});
    expect((await conversationWith(adapter, PEOPLE.answering)).consent.state).to.equal('opted-in');
  });

  it('leaves a new conversation to the news instead of the pages already under way', async () => {
    const {backend} = createContractWorld();
    const adapter = createMemoryAdapter({backend, pageSize: 40});
    const first = await adapter.listConversations({});
    backend.receive({phone: '+15035550177', text: 'I am new here'});
    const second = await adapter.listConversations(first.next === undefined ? {} : {cursor: first.next});
    const ids = [...first.items, ...second.items].map(({id}) => id);
    expect(ids).not.to.include(backend.threadWithPhone('+15035550177')?.id);
    expect((await adapter.listConversations({})).items[0]?.id).to.equal(backend.threadWithPhone('+15035550177')?.id);
  });

  describe('starts and ends conversations', () => {
    const to = (value: string, kind: 'address' | 'contact' = 'address') =>
      ({recipient: {kind, value}, text: 'Hello'}) as const;

    it('with a number, a contact of the address book, or whoever has one already', async () => {
      const {backend} = createContractWorld();
      const adapter = createMemoryAdapter({backend});
      const contact = {firstName: 'Lena', lastName: 'New'};
      const started = await adapter.startConversation?.({...to('(503) 555-0188'), contact});
      expect(started?.participants[0]).to.include({name: 'Lena New', address: '+15035550188'});
      expect(started?.lastMessage).to.include({text: 'Hello', direction: 'outbound'});
      const known = await conversationWith(adapter, PEOPLE.answering);
      expect((await adapter.startConversation?.(to(PEOPLE.answering)))?.id).to.equal(known.id);
      const form = await adapter.describeStart?.();
      expect(form).to.include({firstMessage: 'required'});
      const {id = ''} = known.participants[0] ?? {};
      expect(form?.recipients?.some((recipient) => recipient.id === id)).to.equal(true);
      expect((await adapter.startConversation?.(to(id, 'contact')))?.id).to.equal(known.id);
    });

    it('with nobody who may not be texted, and leaves nothing behind then', async () => {
      const {backend} = createContractWorld();
      const adapter = createMemoryAdapter({backend});
      const before = backend.threads().length;
      const refused = async (start: Parameters<NonNullable<typeof adapter.startConversation>>[0]) =>
        (await errorOf(adapter.startConversation?.(start))).kind;
      expect(await refused(to(PEOPLE.optedOut))).to.equal('opted-out');
      backend.setCredits(0);
      expect(await refused(to('+15035550189'))).to.equal('insufficient-credits');
      expect(await refused(to('nobody', 'contact'))).to.equal('contact-not-found');
      expect(await refused(to('call me'))).to.equal('validation');
      expect(await refused({...to('+15035550189'), text: ' '})).to.equal('validation');
      expect(backend.threads()).to.have.lengthOf(before);
    });

    it('for ever, and tells everybody who listens', async () => {
      const {backend} = createContractWorld();
      const adapter = createMemoryAdapter({backend});
      const heard: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => heard.push(event));
      const {id} = await conversationWith(adapter, PEOPLE.answering);
      await adapter.deleteConversation?.(id);
      expect(heard).to.deep.equal([{type: 'conversation-removed', conversationId: id}]);
      expect((await errorOf(adapter.getConversation?.(id))).kind).to.equal('not-found');
      expect((await errorOf(adapter.deleteConversation?.(id))).kind).to.equal('not-found');
      subscription?.close();
    });
  });

  it('is deaf while offline and says when the line is back', () => {
    const {backend} = createContractWorld();
    const heard: AdapterEvent[] = [];
    createMemoryAdapter({backend}).subscribe?.((event) => heard.push(event));
    backend.setFaults({offline: true});
    backend.receive({phone: PEOPLE.answering, text: 'Can you hear me?'});
    backend.setFaults({offline: false});
    expect(heard).to.deep.equal([
      {type: 'connection-changed', connected: false},
      {type: 'connection-changed', connected: true},
    ]);
  });

  it('names pictures carried in their own URL, and files by their address', async () => {
    const backend: Backend = createBackend({scenario: 'media', clock: new ManualClock()});
    const adapter = createMemoryAdapter({backend});
    const {items} = await adapter.listConversations({search: 'Allshapes'});
    const {messages} = await adapter.listMessages({conversationId: items[0]?.id ?? ''});
    expect(messages[0]?.attachments[0]).to.include({kind: 'image', name: 'landscape.svg'});
    const files = await adapter.listConversations({search: 'Ofallkinds'});
    const other = await adapter.listMessages({conversationId: files.items[0]?.id ?? ''});
    expect(other.messages.map(({attachments: [attachment]}) => attachment?.kind)).to.deep.equal([
      'file',
      'contact',
      'audio',
      'video',
      'file',
      'unknown',
    ]);
  });
});
