import {expect} from '@open-wc/testing';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import type {MessagingAdapter} from '../../../src/adapter/messaging-adapter.js';
import {Backend} from '../../../src/backend/backend.js';
import {ManualClock} from '../../../src/backend/clock.js';
import {createBirdAdapter, type BirdAdapterOptions} from '../../../src/providers/bird/index.js';
import {
  addBirdExtras,
  birdChannels,
  createBirdHandlers,
  WELCOME_TEMPLATE,
  WHATSAPP_CHANNEL,
} from '../../../src/providers/bird/mock.js';
import {errorOf} from '../../adapter/errors.js';
import {bodyOf, overHttp} from '../../adapter/over-http.js';
import {WORKSPACE} from './bird-world.js';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 2, 12, 15, 30);
const WANDA = '+16145550190';
const JANE = '+19195551234';
const preview = WELCOME_TEMPLATE.text;
const TEMPLATES = [
  {
    id: 'welcome',
    name: 'Welcome',
    ...WELCOME_TEMPLATE,
    preview,
    parameters: [{key: 'name'}],
    channelId: WHATSAPP_CHANNEL,
  },
  {id: 'anywhere', name: 'Anywhere', projectId: 'p', version: 'v', locale: 'en'},
];

const {worker, seen} = overHttp();

describe('a Bird workspace with an SMS and a WhatsApp channel', () => {
  let clock: ManualClock;
  let backend: Backend;

  beforeEach(() => {
    clock = new ManualClock(START);
    backend = new Backend({clock, seed: 'bird'});
    backend.addOwnNumber({id: 'channel-sms', phone: '+18005550199', label: 'Shop'});
    const jane = backend.addContact({firstName: 'Jane', lastName: 'Smith', phone: JANE});
    backend.addThread({
      contactId: jane.id,
      messages: [{direction: 'inbound', text: 'Hello?', at: START - 50 * HOUR}],
    });
    addBirdExtras(backend);
  });
  afterEach(() => backend.close());

  function connect(options: Partial<BirdAdapterOptions> = {}): MessagingAdapter {
    worker.use(...createBirdHandlers(backend, {workspaceId: WORKSPACE.workspaceId}));
    return createBirdAdapter({
      ...WORKSPACE,
      channels: birdChannels(backend),
      templates: TEMPLATES,
      headers: () => ({authorization: 'AccessKey AbCdEfGhIjKl'}),
      now: () => clock.now(),
      ...options,
    });
  }

  const idOf = (phone: string): string => backend.threadWithPhone(phone)?.id ?? '';
  const rulesOf = async (adapter: MessagingAdapter, phone: string) =>
    (await adapter.getConversation?.(idOf(phone)))?.sendRules;
  const posts = () => seen.filter(({method}) => method === 'POST');

  it('lets the channel of a new conversation be chosen, and names them all', async () => {
    const adapter = connect();
    expect(adapter.capabilities).to.include({chooseOwnEndpoint: 'derived', sendTemplates: 'native'});
    expect(await adapter.listOwnEndpoints?.()).to.deep.equal([
      {id: 'channel-sms', label: 'Shop'},
      {id: WHATSAPP_CHANNEL, label: 'WhatsApp'},
    ]);
    const form = await adapter.describeStart?.();
    expect(form).to.include({firstMessage: 'optional'});
    expect(form?.templatesOnly).to.deep.equal([WHATSAPP_CHANNEL]);
    expect(form?.templates?.map(({id, ownEndpointId}) => [id, ownEndpointId])).to.deep.equal([
      ['welcome', WHATSAPP_CHANNEL],
      ['anywhere', undefined],
    ]);
  });

  it('begins by text where that goes, and by a template where nothing else does', async () => {
    const adapter = connect();
    const to = (value: string) => ({recipient: {kind: 'address', value} as const});
    const template = {id: 'welcome', parameters: {name: 'Ann'}};
    const channelOf = async (start: Parameters<NonNullable<MessagingAdapter['startConversation']>>[0]) =>
      (await adapter.startConversation?.(start))?.channel;
    expect(await channelOf({...to('+12025550141'), text: 'Hello'})).to.equal('sms');
    expect(await channelOf({...to('+12025550142'), template})).to.equal('whatsapp');
    expect(await channelOf({...to('+12025550143'), template, ownEndpointId: WHATSAPP_CHANNEL})).to.equal('whatsapp');
    const refused = (start: object) => errorOf(adapter.startConversation?.({...to('+12025550144'), ...start}));
    const before = seen.length;
    expect(await refused({text: 'Hello', ownEndpointId: WHATSAPP_CHANNEL})).to.include({field: 'template'});
    expect(await refused({template, ownEndpointId: 'channel-sms'})).to.include({field: 'template'});
    expect(await refused({text: 'Hi', ...to('ann@example.com'), ownEndpointId: 'channel-sms'})).to.include({
      field: 'recipient',
    });
    expect(seen).to.have.lengthOf(before);
  });

  it('sends an e-mail over the e-mail channel, without being told', async () => {
    const channels = [...birdChannels(backend), {id: 'channel-mail', platform: 'email'}];
    backend.addOwnNumber({id: 'channel-mail', phone: '+16145550103', label: 'Mail'});
    const adapter = connect({channels});
    await adapter.startConversation?.({recipient: {kind: 'address', value: 'ann@example.com'}, text: 'Hello'});
    expect(await bodyOf(posts()[0])).to.include({channelId: 'channel-mail'});
    await adapter.startConversation?.({recipient: {kind: 'address', value: '+12025550145'}, text: 'Hello'});
    expect(await bodyOf(posts()[1])).to.include({channelId: 'channel-sms'});
  });

  it('does not claim what it has not read: whether a contact ever wrote shows in the history', async () => {
    const adapter = connect();
    expect(await rulesOf(adapter, WANDA)).to.equal(undefined);
    const heard: AdapterEvent[] = [];
    adapter.subscribe?.((event) => heard.push(event));
    await adapter.listMessages({conversationId: idOf(WANDA)});
    const [told] = heard;
    expect(told?.type === 'conversation-updated' && told.conversation.id).to.equal(idOf(WANDA));
    expect((await rulesOf(adapter, WANDA))?.freeTextUntil).to.be.at.most(START);
    await adapter.listMessages({conversationId: idOf(WANDA)});
    expect(heard).to.have.lengthOf(1);
  });

  it('takes free text on WhatsApp for a day after the contact wrote, and on SMS always', async () => {
    const adapter = connect();
    const say = (phone: string) => adapter.sendMessage({conversationId: idOf(phone), text: 'How are you?'});
    await say(JANE);
    expect(await rulesOf(adapter, JANE)).to.equal(undefined);
    await adapter.listMessages({conversationId: idOf(WANDA)});
    const before = posts().length;
    expect(await errorOf(say(WANDA))).to.include({kind: 'validation', field: 'template', outcomeUnknown: false});
    expect(posts()).to.have.lengthOf(before);
    backend.receive({phone: WANDA, text: 'Yes, you may'});
    expect(await rulesOf(adapter, WANDA)).to.deep.equal({freeTextUntil: START + 24 * HOUR});
    await say(WANDA);
    // Our own answer is the last message now, and says nothing about the day.
    expect(await rulesOf(adapter, WANDA)).to.deep.equal({freeTextUntil: START + 24 * HOUR});
    clock.advance(25 * HOUR);
    expect(await errorOf(say(WANDA))).to.include({kind: 'validation', field: 'template'});
    expect(backend.messagesOf(idOf(WANDA)).filter(({text}) => text === 'How are you?')).to.have.lengthOf(1);
  });

  it('sends a template into a conversation, those of its own channel only', async () => {
    const adapter = connect();
    const template = {id: 'welcome', parameters: {name: 'Wanda'}};
    const text = preview.replace('{{name}}', 'Wanda');
    expect((await adapter.listTemplates?.(idOf(WANDA)))?.map(({id}) => id)).to.deep.equal(['welcome', 'anywhere']);
    expect((await adapter.listTemplates?.(idOf(JANE)))?.map(({id}) => id)).to.deep.equal(['anywhere']);
    await adapter.listMessages({conversationId: idOf(WANDA)});
    const sent = await adapter.sendMessage({conversationId: idOf(WANDA), text: '', template});
    expect(sent).to.include({text, direction: 'outbound', status: 'accepted'});
    const {body, template: wire, participantType} = (await bodyOf(posts()[0])) ?? {};
    expect([body, participantType]).to.deep.equal([undefined, 'accessKey']);
    const {projectId, version, locale} = WELCOME_TEMPLATE;
    const parameters = [{type: 'string', key: 'name', value: 'Wanda'}];
    expect(wire).to.deep.equal({projectId, version, locale, parameters});
    clock.advance(10_000);
    const {messages} = await adapter.listMessages({conversationId: idOf(WANDA)});
    expect(messages.at(-1)).to.include({id: sent.id, text, status: 'delivered'});
  });

  it('refuses a template it does not know, of another channel, without its values, or with a picture', async () => {
    const adapter = connect();
    await adapter.listConversations({limit: 100});
    const before = seen.length;
    const refused = async (phone: string, message: object) =>
      errorOf(adapter.sendMessage({conversationId: idOf(phone), text: '', ...message}));
    const template = {id: 'welcome', parameters: {name: 'Jane'}};
    expect(await refused(JANE, {template})).to.include({kind: 'validation', field: 'template'});
    expect(await refused(WANDA, {template: {id: 'x', parameters: {}}})).to.include({field: 'template'});
    expect(await refused(WANDA, {template: {id: 'welcome', parameters: {}}})).to.include({field: 'name'});
    const mediaUrls = ['https://example.com/a.png'];
    expect(await refused(WANDA, {template, mediaUrls})).to.include({field: 'mediaUrls'});
    expect(seen).to.have.lengthOf(before);
  });
});
