import {expect} from '@open-wc/testing';
import {ManualClock} from '../../../src/backend/clock.js';
import {createBackend} from '../../../src/backend/scenarios/index.js';
import {createMemoryAdapter} from '../../../src/providers/memory/index.js';
import {errorOf} from '../../adapter/errors.js';

const DAY = 24 * 60 * 60_000;

describe('the scenario of every kind, by the memory adapter', () => {
  const open = () => {
    const backend = createBackend({scenario: 'every-kind', clock: new ManualClock()});
    const adapter = createMemoryAdapter({backend});
    const find = async (search: string) => {
      const [found] = (await adapter.listConversations({search})).items;
      if (!found) throw new Error(`nobody is called ${search}`);
      return found;
    };
    return {backend, adapter, find};
  };

  it('has groups whose members are told apart, with reactions', async () => {
    const {adapter, find} = open();
    const group = await find('Sunny');
    expect(group).to.include({kind: 'group', title: 'Sunday ride', participantsComplete: true});
    expect(group.participants.map(({name}) => name)).to.deep.equal([
      'Sunny Groupride',
      'Ada Groupride',
      'Kofi Groupride',
      undefined,
    ]);
    const {messages} = await adapter.listMessages({conversationId: group.id});
    expect(messages.map(({sender}) => sender?.name)).to.deep.equal([
      undefined,
      'Ada Groupride',
      'Kofi Groupride',
      undefined,
    ]);
    expect(messages[0]?.reactions).to.deep.equal([{name: '👍', kind: 'like', by: ['Ada Groupride', 'Kofi Groupride']}]);
  });

  it('has conversations of which not everything is known, and claims nothing about them', async () => {
    const {adapter, find} = open();
    const {items} = await adapter.listConversations({});
    expect(items.filter(({participantsComplete}) => !participantsComplete)).to.have.lengthOf(1);
    const {id} = await find('Sideunknown');
    const {messages} = await adapter.listMessages({conversationId: id});
    expect(messages.map(({direction, status}) => [direction, status])).to.deep.equal([
      ['unknown', 'unknown'],
      ['unknown', 'unknown'],
      ['outbound', 'delivered'],
    ]);
    expect((await find('Thismorning')).consent.state).to.equal('opted-out');
  });

  it('has a channel that takes free text for a day after the contact wrote, and templates always', async () => {
    const {backend, adapter, find} = open();
    const [wide, closed, never, sms] = await Promise.all(
      ['Openwindow', 'Closedwindow', 'Neveranswered', 'Sunny'].map(find),
    );
    expect([wide, closed, never, sms].map((each) => each?.channel)).to.deep.equal([
      ...['whatsapp', 'whatsapp', 'whatsapp', 'sms'],
    ]);
    const say = (conversationId = '', more: object = {}) =>
      adapter.sendMessage({conversationId, text: 'Hello', ...more});
    expect(sms?.sendRules).to.equal(undefined);
    await say(wide?.id);
    for (const each of [closed, never]) {
      expect(each?.sendRules?.freeTextUntil).to.be.lessThan(backend.clock.now());
      expect(await errorOf(say(each?.id))).to.include({kind: 'validation', field: 'template'});
    }
    expect((await adapter.listTemplates?.(closed?.id ?? ''))?.map(({id}) => id)).to.deep.equal(['hello', 'ready']);
    expect(await adapter.listTemplates?.(sms?.id ?? '')).to.deep.equal([]);
    const template = {id: 'hello', parameters: {name: 'Waldo'}};
    expect((await say(closed?.id, {template})).text).to.equal(
      'Hello Waldo, this is Larkspur Cycles. May we write to you here?',
    );
    expect(await errorOf(say(closed?.id, {template: {id: 'hello', parameters: {}}}))).to.include({field: 'name'});
    expect(await errorOf(say(sms?.id, {template}))).to.include({field: 'template'});
    expect(wide?.sendRules?.freeTextUntil).to.be.lessThan(backend.clock.now() + DAY);
  });
});
