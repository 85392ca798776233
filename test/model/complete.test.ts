import {expect} from '@open-wc/testing';
import {completeAll, completeConversation, completeMessage} from '../../src/model/complete.js';
import type {Conversation} from '../../src/model/conversation.js';
import type {Message} from '../../src/model/message.js';
import {aConversation, aMessage} from './builders.js';

/** As a page without types may give them. */
const message = (fields: object) => completeMessage({id: '1', text: 'Hi', ...fields} as Message);
const conversation = (fields: object) => completeConversation({id: 'a', title: 'Ada', ...fields} as Conversation);

describe('completeMessage', () => {
  it('leaves a message alone that lacks nothing', () => {
    const whole = aMessage({text: null, reactions: [{name: '👍', by: ['Ada']}]});
    expect(completeMessage(whole)).to.equal(whole);
    expect(completeMessage(message({}))).to.deep.equal(message({}));
  });

  it('reads what stands for a text, an attachment, a reaction or a name', () => {
    expect(message({id: 7, text: 42})).to.include({id: '7', text: '42'});
    expect(message({text: {a: 1}}).text).to.equal(null);
    const [picture] = message({attachments: ['https://files.example/a.jpg']}).attachments;
    expect(picture).to.include({url: 'https://files.example/a.jpg', kind: 'image', name: 'a.jpg'});
    expect(message({attachments: [{url: 'https://files.example/a.mp4'}, {}]}).attachments.map(({kind}) => kind)).to.eql(
      ['video', 'unknown'],
    );
    expect(message({reactions: ['👍', {name: '🎉'}]}).reactions).to.deep.equal([
      {name: '👍', by: []},
      {name: '🎉', by: []},
    ]);
    expect(message({sender: 'Ada'}).sender?.name).to.equal('Ada');
    expect(message({failure: 'Landline'}).failure?.text).to.equal('Landline');
  });

  it('leaves out what is null or no time', () => {
    const empty = message({attachments: null, reactions: null, sender: null, status: null, at: 1e20});
    expect(empty).to.deep.include({attachments: [], reactions: [], status: 'unknown', atSource: 'none'});
    expect([empty.at, empty.sender]).to.deep.equal([undefined, undefined]);
    for (const at of [NaN, Infinity, 'yesterday', new Date(NaN), {}]) expect(message({at}).at).to.equal(undefined);
  });
});

describe('completeConversation', () => {
  it('leaves a conversation alone that lacks nothing', () => {
    const whole = aConversation({});
    expect(completeConversation(whole)).to.equal(whole);
    const completed = conversation({participants: ['Ada']});
    expect(completeConversation(completed)).to.equal(completed);
  });

  it('reads what stands for a title, participants, unread messages or the last message', () => {
    expect(conversation({id: 7, title: 5})).to.include({id: '7', title: '5'});
    expect(conversation({participants: ['Ada']}).participants[0]?.name).to.equal('Ada');
    expect(conversation({unread: 3}).unread).to.include({has: true, count: 3});
    expect(conversation({unread: true}).unread.has).to.equal(true);
    expect(conversation({lastMessage: 'Hello'}).lastMessage?.text).to.equal('Hello');
    expect(conversation({lastMessage: {text: 5, at: '2026-03-01T10:00:00Z'}}).lastMessage).to.deep.equal({
      text: '5',
      at: Date.UTC(2026, 2, 1, 10),
    });
  });

  it('leaves out what is null', () => {
    const fields = {title: null, participants: null, unread: null, consent: null, lastMessage: null};
    const {participants, unread, consent, lastMessage} = conversation(fields);
    expect([participants, unread.has, consent.state, lastMessage]).to.deep.equal([[], false, 'unknown', undefined]);
  });
});

describe('completeAll', () => {
  const same = (model: Message): Message => model;

  it('is the same array where nothing had to be completed', () => {
    const list = [aMessage({})];
    expect(completeAll(list, same)).to.equal(list);
  });

  it('takes anything that holds messages, and of everything else nothing', () => {
    const list = [aMessage({})];
    expect(completeAll(new Set(list), same)).to.deep.equal(list);
    expect(completeAll([null, ...list, undefined] as Message[], same)).to.deep.equal(list);
    for (const odd of ['abc', {a: 1}, 5]) expect(completeAll(odd as unknown as Message[], same)).to.deep.equal([]);
  });
});
