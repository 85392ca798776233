import {expect} from '@open-wc/testing';
import type {ErrorKind} from '../../../src/model/conversation-error.js';
import {readAgentPhoneError} from '../../../src/providers/agentphone/errors.js';
import {ID} from './mapping-scene.js';

describe('errors', () => {
  const send = {method: 'POST', path: '/v1/messages'} as const;
  const read = {method: 'GET', path: '/v1/conversations', query: {limit: 20}} as const;
  const page = {method: 'GET', path: `/v1/conversations/${ID}/messages`, query: {before: 'x'}} as const;
  const documented = (code: string) => ({error: {message: 'Some words', code, type: 'x', details: []}});
  const complaint = (name: string, msg = 'Not like this') => ({detail: [{loc: ['query', name], msg, type: 'x'}]});
  const sender = 'One of agent_id, number_id or from_number is required.';

  const cases: readonly (readonly [string, number, unknown, typeof send | typeof read | typeof page, ErrorKind?])[] = [
    ['INSUFFICIENT_BALANCE', 402, documented('INSUFFICIENT_BALANCE'), send, 'insufficient-credits'],
    ['RATE_LIMIT_EXCEEDED', 429, documented('RATE_LIMIT_EXCEEDED'), send, 'rate-limited'],
    ['PHONE_NUMBER_NOT_FOUND', 404, documented('PHONE_NUMBER_NOT_FOUND'), send, 'from-number-forbidden'],
    [
      'PHONE_NUMBER_NOT_FOUND with another status',
      400,
      documented('PHONE_NUMBER_NOT_FOUND'),
      send,
      'from-number-forbidden',
    ],
    ['CARRIER_ERROR', 502, documented('CARRIER_ERROR'), send, 'carrier'],
    ['TWILIO_ERROR', 502, documented('TWILIO_ERROR'), send, 'carrier'],
    ['VALIDATION_ERROR_NUMBER_LIMIT', 400, documented('VALIDATION_ERROR_NUMBER_LIMIT'), send, 'quota-exceeded'],
    ['VALIDATION_ERROR', 400, documented('VALIDATION_ERROR'), send, undefined],
    ['a code nobody knows', 418, documented('TEAPOT'), send, undefined],
    [
      'a number that is not ours, in the other envelope',
      404,
      {detail: 'Phone number not found'},
      send,
      'from-number-forbidden',
    ],
    ['a carrier, in the other envelope', 502, {detail: 'Carrier error: 21610'}, send, 'carrier'],
    ['a gateway', 502, '<html>Bad Gateway</html>', send, undefined],
    ['no sender', 400, {error: {code: 'VALIDATION_ERROR', message: sender}}, send, 'no-from-number'],
    ['no sender, in the other envelope', 422, {detail: sender}, send, 'no-from-number'],
    ['one sender spelled wrongly', 422, complaint('number_id', 'number_id is malformed'), send, undefined],
    ['a conversation that is gone', 404, {detail: 'Conversation not found'}, read, undefined],
    ['a bad time', 422, complaint('before'), page, 'cursor-invalid'],
    ['a bad limit', 422, complaint('limit'), page, undefined],
    ['nothing at all', 500, '', read, undefined],
  ];
  for (const [name, status, body, request, kind] of cases) {
    it(`reads ${name} as ${kind ?? 'what the status says'}`, () => {
      expect(readAgentPhoneError(status, body, request).kind).to.equal(kind);
    });
  }

  it('finds words, code and field in either envelope', () => {
    expect(readAgentPhoneError(402, documented('INSUFFICIENT_BALANCE'), send)).to.deep.equal({
      kind: 'insufficient-credits',
      code: 'INSUFFICIENT_BALANCE',
      message: 'Some words',
    });
    const details = [{loc: ['body', 'to_number'], msg: 'Not a number', type: 'x'}];
    const complaining = {error: {message: 'Invalid', code: 'VALIDATION_ERROR', details}};
    expect(readAgentPhoneError(422, complaining, send)).to.deep.equal({
      code: 'VALIDATION_ERROR',
      message: 'Not a number',
      field: 'to_number',
    });
    expect(readAgentPhoneError(422, complaint('limit'), read)).to.deep.equal({
      message: 'Not like this',
      field: 'limit',
    });
    expect(readAgentPhoneError(400, {message: 'Only this'}, read)).to.deep.equal({message: 'Only this'});
    expect(readAgentPhoneError(400, {error: 'Just a text'}, read)).to.deep.equal({message: 'Just a text'});
    for (const body of [null, [], 7, {detail: []}, {detail: [7]}, {error: null}]) {
      expect(readAgentPhoneError(400, body, read), JSON.stringify(body)).to.deep.equal({});
    }
  });
});
