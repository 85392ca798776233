import {expect} from '@open-wc/testing';
import {readAmplifiError} from '../../../src/providers/amplifi/errors.js';

describe('readAmplifiError', () => {
  const reply = {method: 'POST', path: '/api/conversations/%2B19195551234/reply'} as const;
  const history = {method: 'GET', path: '/api/conversations/%2B19195551234/messages'} as const;
  const code = 'CONTACT_OPTED_OUT';

  const bodies: readonly (readonly [unknown, string | undefined])[] = [
    [{error: 'Opted out.', code}, 'Opted out.'],
    [{error: {code, message: 'Opted out.'}}, 'Opted out.'],
    [{error: code, message: 'Opted out.'}, 'Opted out.'],
    [{error: code}, code],
    [{code}, undefined],
  ];
  for (const [body, message] of bodies) {
    it(`finds code and message in ${JSON.stringify(body)}`, () => {
      const reading = readAmplifiError(400, body, reply);
      expect(reading).to.deep.equal({kind: 'opted-out', code, ...(message && {message})});
    });
  }

  it('finds nothing in a body that says nothing', () => {
    for (const body of ['<html>Bad gateway</html>', null, [], {}, {error: 5}, {code: ''}]) {
      expect(readAmplifiError(502, body, reply), JSON.stringify(body)).to.deep.equal({});
    }
  });

  it('keeps a code it does not know and leaves the kind to the status', () => {
    expect(readAmplifiError(400, {error: 'x', code: 'NEW_RULE'}, reply)).to.deep.equal({
      code: 'NEW_RULE',
      message: 'x',
    });
    expect(readAmplifiError(400, {code: 'toString'}, reply)).to.deep.equal({code: 'toString'});
  });

  it('takes a refusal for a pending look-up only when the words say so', () => {
    const kindFor = (error: string, withCode?: string) =>
      readAmplifiError(400, {error, ...(withCode && {code: withCode})}, reply).kind;
    expect(kindFor('Number lookup in progress')).to.equal('lookup-pending');
    expect(kindFor('isTextable is pending', 'CONTACT_NON_TEXTABLE')).to.equal('lookup-pending');
    expect(kindFor('Look-up not finished', 'SOME_CODE')).to.equal('lookup-pending');
    expect(kindFor('This is a landline', 'CONTACT_NON_TEXTABLE')).to.equal('not-textable');
    expect(kindFor('Opted out, confirmation pending', 'CONTACT_OPTED_OUT')).to.equal('opted-out');
    expect(kindFor('message is required')).to.equal(undefined);
    expect(readAmplifiError(500, {error: 'lookup failed'}, reply).kind).to.equal(undefined);
  });

  it('reads 403 by what was asked, and 400 by whether a cursor was sent', () => {
    expect(readAmplifiError(403, {error: 'no'}, reply).kind).to.equal('from-number-forbidden');
    expect(readAmplifiError(403, {error: 'no'}, history).kind).to.equal(undefined);
    expect(readAmplifiError(400, {error: 'no'}, {...history, query: {limit: 50, cursor: 'x'}}).kind).to.equal(
      'cursor-invalid',
    );
    expect(readAmplifiError(400, {error: 'no'}, {...history, query: {limit: 500}}).kind).to.equal(undefined);
  });
});
