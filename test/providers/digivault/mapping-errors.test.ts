import {expect} from '@open-wc/testing';
import {readDigivaultError} from '../../../src/providers/digivault/errors.js';

describe('readDigivaultError', () => {
  const get = {method: 'GET', path: '/v1/conversations'} as const;
  const post = {method: 'POST', path: '/v1/conversations'} as const;

  const samples: readonly (readonly [number, object, object])[] = [
    [
      400,
      {type: 'invalid_request', message: "Missing required parameter: 'name'", param: 'name'},
      {kind: 'validation', code: 'invalid_request', message: "Missing required parameter: 'name'", field: 'name'},
    ],
    [
      401,
      {type: 'authentication_error', message: 'Invalid API key provided'},
      {kind: 'unauthorized', code: 'authentication_error', message: 'Invalid API key provided'},
    ],
    [
      429,
      {type: 'rate_limit_error', message: 'Too many requests. Please slow down.', retry_after: 60},
      {
        kind: 'rate-limited',
        code: 'rate_limit_error',
        message: 'Too many requests. Please slow down.',
      },
    ],
    [
      422,
      {
        type: 'validation_error',
        message: 'Validation failed',
        errors: {
          email: ['The email field must be a valid email address.'],
          password: ['The password must be at least 8 characters.'],
        },
      },
      {
        kind: 'validation',
        code: 'validation_error',
        message: 'Validation failed The email field must be a valid email address.',
        field: 'email',
      },
    ],
    [
      404,
      {type: 'api_error', message: 'The requested resource was not found.'},
      {kind: 'not-found', code: 'api_error', message: 'The requested resource was not found.'},
    ],
    [403, {type: 'permission_error'}, {kind: 'forbidden', code: 'permission_error'}],
    [500, {type: 'api_error'}, {kind: 'server', code: 'api_error'}],
    [503, {type: 'api_error'}, {kind: 'server', code: 'api_error'}],
  ];
  for (const [status, body, expected] of samples) {
    it(`reads ${status} ${JSON.stringify(body).slice(0, 60)}`, () => {
      expect(readDigivaultError(status, body, get)).to.deep.equal(expected);
    });
  }

  it('leaves to the status what the body does not say, or contradicts', () => {
    for (const body of ['<html>', null, [], {}, {type: 5}, {type: ''}]) {
      expect(readDigivaultError(502, body, get), JSON.stringify(body)).to.deep.equal({});
    }
    expect(readDigivaultError(400, {type: 'new_error'}, get)).to.deep.equal({code: 'new_error'});
    expect(readDigivaultError(500, {type: 'not_found_error'}, get).kind).to.equal(undefined);
    expect(readDigivaultError(400, {type: 'api_error'}, get).kind).to.equal(undefined);
    expect(readDigivaultError(400, {type: 'toString'}, get).kind).to.equal(undefined);
  });

  it('knows a cursor that is not valid, and a contact that is not there', () => {
    const paged = {...get, query: {limit: 100, starting_after: 'x'}};
    expect(readDigivaultError(400, {type: 'invalid_request'}, paged).kind).to.equal('cursor-invalid');
    expect(readDigivaultError(404, {}, post).kind).to.equal('contact-not-found');
    expect(readDigivaultError(404, {}, {...post, path: '/v1/messages'}).kind).to.equal('not-found');
  });
});
