import {expect} from '@open-wc/testing';
import {addBirdExtras, birdChannels, WELCOME_TEMPLATE, WHATSAPP_CHANNEL} from '../../../src/providers/bird/mock.js';
import {errorOf} from '../../adapter/errors.js';
import {bodyOf} from '../../adapter/over-http.js';
import {backend, clock, connect, JANE, newestIn, populate, seen, storedTexts} from './account-scene.js';

describe('the Bird adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('new conversations', () => {
    const text = 'Hello from the shop';
    const newcomer = {kind: 'address', value: '(202) 555-0144'} as const;
    const starting = () => ({channels: birdChannels(backend)});

    it('may begin with a text, or with nothing', async () => {
      const adapter = connect({}, starting());
      expect(await adapter.describeStart?.()).to.deep.equal({
        recipientKinds: ['address'],
        firstMessage: 'optional',
        asksTitle: true,
      });
      const started = await adapter.startConversation?.({recipient: newcomer, title: 'Brakes', text});
      expect(started).to.include({title: 'Brakes', channel: 'sms', status: 'active'});
      expect(started?.participants[0]?.address).to.equal('+12025550144');
      expect(started?.lastMessage).to.include({text, direction: 'outbound'});
      const silent = await adapter.startConversation?.({recipient: {kind: 'address', value: '+12025550145'}});
      expect(silent?.lastMessage).to.equal(undefined);
      expect((await adapter.listConversations({})).items).to.have.lengthOf(4);
    });

    it('may be by e-mail', async () => {
      const adapter = connect({}, starting());
      const started = await adapter.startConversation?.({
        recipient: {kind: 'address', value: ' ann@example.com '},
        text,
      });
      expect(await bodyOf(seen[0])).to.deep.include({
        participants: [{type: 'contact', identifierKey: 'emailaddress', identifierValue: 'ann@example.com'}],
      });
      expect(started?.raw).to.deep.include({platformStyle: 'email'});
      expect(started?.lastMessage).to.include({text, status: 'accepted'});
    });

    it('conflict where there is one already', async () => {
      const adapter = connect({}, starting());
      const error = await errorOf(adapter.startConversation?.({recipient: {kind: 'address', value: JANE}, text}));
      expect(error).to.include({kind: 'conflict', status: 409, outcomeUnknown: false});
      expect(storedTexts(JANE)).not.to.include(text);
    });

    it('are in doubt when the answer is lost', async () => {
      const adapter = connect({}, starting());
      backend.setFaults({loseAnswer: {next: 1}});
      const error = await errorOf(adapter.startConversation?.({recipient: newcomer, text}));
      expect(error).to.include({kind: 'network', outcomeUnknown: true});
      expect(backend.threadWithPhone('+12025550144')).not.to.equal(undefined);
    });

    it('begin with a template on WhatsApp, after which free text waits for an answer', async () => {
      addBirdExtras(backend);
      const templates = [
        {id: 't', name: 'Welcome', ...WELCOME_TEMPLATE, parameters: [{key: 'name'}], channelId: WHATSAPP_CHANNEL},
      ];
      const adapter = connect({}, {...starting(), templates});
      expect(await adapter.describeStart?.()).to.deep.include({
        firstMessage: 'optional',
        templates: [{id: 't', name: 'Welcome', parameters: [{key: 'name'}], ownEndpointId: WHATSAPP_CHANNEL}],
        templatesOnly: [WHATSAPP_CHANNEL],
      });
      const template = {id: 't', parameters: {name: 'Ann'}};
      const started = await adapter.startConversation?.({recipient: newcomer, template});
      const conversationId = started?.id ?? '';
      expect(started?.channel).to.equal('whatsapp');
      const opening = await newestIn(adapter, conversationId);
      expect(opening).to.include({text: null, unsupportedBody: 'template'});

      expect(started?.sendRules?.freeTextUntil).to.be.at.most(clock.now());
      const asked = seen.length;
      const error = await errorOf(adapter.sendMessage({conversationId, text: 'Are you there?'}));
      expect(error).to.include({kind: 'validation', field: 'template', outcomeUnknown: false});
      expect(seen).to.have.lengthOf(asked);

      backend.receive({phone: '+12025550144', text: 'Yes?'});
      await adapter.listMessages({conversationId});
      const answered = await adapter.sendMessage({conversationId, text: 'Your bike is ready'});
      clock.advance(10_000);
      const [delivered] = (await adapter.listMessages({conversationId})).messages.filter(({id}) => id === answered.id);
      expect(delivered?.status).to.equal('delivered');
    });

    it('show what a template says where the provider does, and take no unknown one', async () => {
      const templates = [{id: 't', name: 'Welcome', ...WELCOME_TEMPLATE, parameters: [{key: 'name'}]}];
      const adapter = connect({templates: [WELCOME_TEMPLATE]}, {...starting(), templates});
      const start = {recipient: newcomer, template: {id: 't', parameters: {name: 'Ann'}}};
      const started = await adapter.startConversation?.(start);
      const text = 'Hello Ann, this is Larkspur Cycles. May we write to you here?';
      expect(started?.lastMessage?.text).to.equal(text);
      expect(await newestIn(adapter, started?.id ?? '')).to.include({text, status: 'accepted'});
      const strict = connect({templates: []}, {...starting(), templates});
      const other = {...start, recipient: {kind: 'address', value: '+12025550146'} as const};
      expect(await errorOf(strict.startConversation?.(other))).to.include({kind: 'validation', status: 422});
      expect(backend.threadWithPhone('+12025550146')).to.equal(undefined);
    });

    it('are checked before anything leaves', async () => {
      addBirdExtras(backend);
      const templates = [{id: 't', name: 'Welcome', ...WELCOME_TEMPLATE, parameters: [{key: 'name'}]}];
      const adapter = connect({}, {...starting(), templates});
      const start = (change: object) => errorOf(adapter.startConversation?.({recipient: newcomer, ...change}));
      expect(await start({text, ownEndpointId: WHATSAPP_CHANNEL})).to.include({kind: 'validation', field: 'template'});
      expect(await start({template: {id: 'x', parameters: {}}})).to.include({field: 'template'});
      expect(await start({template: {id: 't', parameters: {name: ' '}}})).to.include({field: 'name'});
      const template = {id: 't', parameters: {name: 'Ann'}};
      expect(await start({template, ownEndpointId: 'nobodys'})).to.include({field: 'ownEndpointId'});
      expect(await start({template, recipient: {kind: 'address', value: 'Ann'}})).to.include({field: 'recipient'});
      expect(await start({template, recipient: {kind: 'contact', value: 'c'}})).to.include({field: 'recipient'});
      expect(seen).to.deep.equal([]);
    });
  });
});
