import {expect} from '@open-wc/testing';
import {decodeBirdEvent} from '../../../src/providers/bird/index.js';

describe('webhooks of Bird', () => {
  const payload = {id: 'c1', status: 'active'};
  const event = (name: string, service = 'conversations') => ({service, event: name, payload});

  it('say that a conversation changed, or is gone', () => {
    const types = (value: unknown) => decodeBirdEvent(value).map(({type}) => type);
    expect(types(event('conversation.created'))).to.deep.equal(['conversation-updated', 'messages-invalidated']);
    expect(types(event('conversation.updated'))).to.deep.equal(['conversation-updated', 'messages-invalidated']);
    expect(decodeBirdEvent(event('conversation.deleted'))).to.deep.equal([
      {type: 'conversation-removed', conversationId: 'c1'},
    ]);
    const deleted = {...event('conversation.updated'), payload: {...payload, status: 'deleted'}};
    expect(types(deleted)).to.deep.equal(['conversation-removed']);
  });

  it('say nothing that is not understood', () => {
    const nonsense = [undefined, null, 5, 'x', [], {}, event('conversation.archived'), event('toString')];
    const broken = [event('conversation.updated', 'channels'), {...event('conversation.updated'), payload: {}}];
    for (const value of [...nonsense, ...broken]) expect(decodeBirdEvent(value)).to.deep.equal([]);
  });
});
