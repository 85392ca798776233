import {expect} from '@open-wc/testing';
import {messageFromWire, type MessageContext} from '../../../src/providers/digivault/mapping.js';
import contactSample from './fixtures/contact.json' with {type: 'json'};
import messageSample from './fixtures/message.json' with {type: 'json'};
import {FRANK, MAY_1992, people, TALK} from './mapping-scene.js';

const context = (over: Partial<MessageContext> = {}): MessageContext => ({
  ...people(),
  conversationId: TALK,
  whom: {kind: 'contact', id: FRANK},
  ...over,
});
describe('messages of DigiVault', () => {
  const read = (change: object, over: Partial<MessageContext> = {}) =>
    messageFromWire({...messageSample, ...change}, context(over));
  const by = (id: string | undefined) => ({contact: id === undefined ? null : {id}});
  const group = {kind: 'group', id: 'g1'} as const;
  const own = people({}, ['me']);

  const directions: readonly (readonly [string, object, Partial<MessageContext>, string, string])[] = [
    ['of the contact', by(FRANK), {}, 'inbound', 'received'],
    ['of anybody else in a conversation with one contact', by('me'), {}, 'outbound', 'sent'],
    ['of us in a group', by('me'), {whom: group, ...own}, 'outbound', 'sent'],
    ['of others in a group', by(FRANK), {whom: group, ...own}, 'inbound', 'received'],
    ['of us in a group that does not know us yet', by('me'), {whom: group}, 'inbound', 'received'],
    ['of us somewhere', by('me'), {whom: undefined, ...own}, 'outbound', 'sent'],
    ['of somebody somewhere', by(FRANK), {whom: undefined, ...own}, 'unknown', 'unknown'],
    ['of nobody', by(undefined), {}, 'unknown', 'unknown'],
  ];
  for (const [whose, change, over, direction, status] of directions) {
    it(`${whose} are ${direction}`, () => {
      expect(read({read_at: null, ...change}, over)).to.include({direction, status});
    });
  }

  it('that were read are read, at any time, and only if they are ours', () => {
    expect(read({...by('me'), read_at: 0})).to.include({status: 'read', readAt: 0});
    expect(read({...by('me'), read_at: null})).not.to.have.property('readAt');
    expect(read({read_at: 705103200})).to.include({status: 'received', readAt: MAY_1992});
  });

  it('have attachments as addresses or objects', () => {
    const attachments = ['https://a.example/a.png', {id: '1', url: 'https://a.example/b', name: 'B'}, {}, 5, null];
    expect(read({attachments})?.attachments).to.deep.equal([
      {url: 'https://a.example/a.png', kind: 'image', name: 'a.png'},
      {url: 'https://a.example/b', kind: 'unknown', name: 'B', id: '1'},
    ]);
    expect(read({attachments: 'none'})?.attachments).to.deep.equal([]);
  });

  it('have reactions by name', () => {
    const reactions = [{red_angry_face: ['KateMcCallister', 4]}, {thumbs_up: []}, {odd: 7}, 'odd', null];
    expect(read({reactions})?.reactions).to.deep.equal([
      {name: 'red_angry_face', by: ['KateMcCallister']},
      {name: 'thumbs_up', by: []},
    ]);
    expect(read({reactions: []})).not.to.have.property('reactions');
  });

  it('may be without text, time or anything else', () => {
    expect(read({message: ''})?.text).to.equal(null);
    expect(read({created_at: null}))
      .to.include({atSource: 'none'})
      .and.not.have.property('at');
    expect(messageFromWire({}, context())).to.equal(undefined);
    expect(messageFromWire({id: 'a'}, context())).to.deep.include({id: 'a', direction: 'unknown', raw: {id: 'a'}});
  });

  it('name their sender as the address book does', () => {
    const who = people({[`contact:${FRANK}`]: contactSample});
    expect(read({}, who)?.sender).to.include({name: 'Frank McCallister', role: 'contact'});
  });
});
