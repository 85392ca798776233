import {expect} from '@open-wc/testing';
import {readBirdError} from '../../../src/providers/bird/errors.js';

describe('errors of Bird', () => {
  const send = {method: 'POST', path: '/workspaces/w/conversations/c/messages'} as const;
  const list = {method: 'GET', path: '/workspaces/w/conversations', query: {limit: 50, pageToken: 'x'}} as const;

  it('are read flat, nested, or not at all', () => {
    const error = {code: 'ResourceNotFound', message: 'The requested resource does not exist'};
    expect(readBirdError(404, error, send)).to.deep.equal(error);
    expect(readBirdError(404, {error}, send)).to.deep.equal(error);
    expect(readBirdError(404, {error: 'No such thing'}, send)).to.deep.equal({message: 'No such thing'});
    for (const body of ['<html>', null, [], {}, {code: 5}]) {
      expect(readBirdError(404, body, send), JSON.stringify(body)).to.deep.equal({});
    }
  });

  for (const [status, message, request, kind] of [
    [409, 'Conversation is closed', send, 'conversation-closed'],
    [422, 'CLOSED', send, 'conversation-closed'],
    [500, 'Connection closed', send, undefined],
    [409, 'Conversation is closed', {...send, method: 'PATCH'}, undefined],
    [409, 'Already exists', send, undefined],
    [422, 'bad token', list, 'cursor-invalid'],
    [400, '', list, 'cursor-invalid'],
    [404, '', list, undefined],
    [422, 'limit', {...list, query: {limit: 500}}, undefined],
    [422, 'Insufficient credit', send, 'insufficient-credits'],
    [403, 'Not enough balance', send, 'insufficient-credits'],
  ] as const) {
    it(`reads ${status} "${message}" of a ${request.method} as ${kind ?? 'what the status says'}`, () => {
      expect(readBirdError(status, {message}, request).kind).to.equal(kind);
    });
  }
});
