import {expect} from '@open-wc/testing';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import {decodeDigivaultEvent} from '../../../src/providers/digivault/index.js';
import contactSample from './fixtures/contact.json' with {type: 'json'};
import conversationSample from './fixtures/conversation.json' with {type: 'json'};
import messageSample from './fixtures/message.json' with {type: 'json'};
import {FRANK, TALK} from './mapping-scene.js';

describe('decodeDigivaultEvent', () => {
  const event = (type: string, object: unknown) => ({id: 'webhook_1', type, created_at: 1640995200, data: {object}});
  const types = (events: readonly AdapterEvent[]) => events.map(({type}) => type);
  const message = {...messageSample, contact: {id: FRANK}};

  const table: readonly (readonly [string, unknown, readonly string[]])[] = [
    ['conversation.created', conversationSample, ['conversation-updated']],
    ['conversation.updated', conversationSample, ['conversation-updated']],
    ['conversation.archived', conversationSample, ['conversation-updated']],
    ['conversation.deleted', {id: TALK, deleted: true}, ['conversation-removed']],
    ['conversation.message.created', message, ['message-created', 'conversations-invalidated']],
    ['conversation.message.updated', message, ['message-updated']],
    ['conversation.message.read', message, ['message-updated']],
    ['conversation.message.deleted', message, ['message-removed']],
    ['conversation.message.deleted', {conversation_id: TALK}, ['messages-invalidated']],
    ['conversation.message.deleted', {id: 'a', deleted: true}, ['conversations-invalidated']],
    ['contact.created', contactSample, ['conversations-invalidated']],
    ['contact.updated', contactSample, ['conversations-invalidated']],
    ['contact.deleted', {id: FRANK, deleted: true}, ['conversations-invalidated']],
    ['group.created', {id: 'g'}, ['conversations-invalidated']],
    ['group.updated', {id: 'g'}, ['conversations-invalidated']],
    ['group.member_added', {group_id: 'g', contact_id: FRANK}, ['conversations-invalidated']],
    ['group.member_removed', {}, ['conversations-invalidated']],
    ['group.deleted', {id: 'g'}, ['conversations-invalidated']],
    ['group.renamed', {id: 'g'}, []],
    ['toString', {id: 'g'}, []],
    ['conversation.created', {}, []],
    ['conversation.deleted', {}, []],
    ['conversation.message.created', {id: 'a'}, ['conversations-invalidated']],
    ['conversation.message.created', {conversation_id: TALK}, ['messages-invalidated', 'conversations-invalidated']],
    ['contact.updated', {}, []],
    ['contact.updated', null, []],
  ];
  for (const [type, object, expected] of table) {
    it(`reads ${type} of ${JSON.stringify(object).slice(0, 30)}`, () => {
      expect(types(decodeDigivaultEvent(event(type, object)))).to.deep.equal(expected);
    });
  }

  it('makes nothing of what is no event', () => {
    for (const payload of [null, 5, 'x', [], {}, {type: 'contact.updated'}, {type: 'contact.updated', data: []}]) {
      expect(decodeDigivaultEvent(payload), JSON.stringify(payload)).to.deep.equal([]);
    }
  });

  it('reads the provider’s test event, which says nothing of who wrote', () => {
    const object = {
      id: 'test_message_id',
      conversation_id: 'test_conversation_id',
      message: 'This is a test message',
      created_at: 1640995200,
    };
    const [first] = decodeDigivaultEvent(event('conversation.message.created', object));
    expect(first).to.have.nested.property('message.direction', 'unknown');
    expect(first).to.have.nested.property('message.text', 'This is a test message');
  });

  it('says that a conversation is archived even if its object does not say since when', () => {
    const [archived] = decodeDigivaultEvent(event('conversation.archived', conversationSample));
    expect(archived).to.have.nested.property('conversation.status', 'archived');
    const [never] = decodeDigivaultEvent(event('conversation.archived', {id: 'a'}));
    expect(never).to.have.nested.property('conversation.status', 'archived');
  });

  it('says that a message was read even if its object does not say when', () => {
    const [read] = decodeDigivaultEvent(event('conversation.message.read', {...message, read_at: null}));
    expect(read).to.have.nested.property('message.status', 'read');
  });
});
