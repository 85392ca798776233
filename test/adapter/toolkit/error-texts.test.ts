import {expect} from '@open-wc/testing';
import {
  errorTextsIn,
  knownCodeIn,
  refusalIn,
  retryAfterIn,
  saysOptedOut,
} from '../../../src/adapter/toolkit/error-texts.js';

describe('knownCodeIn', () => {
  const table = {CONTACT_OPTED_OUT: 1, NO_ROUTE: 2};
  const cases: readonly (readonly [unknown, string | undefined])[] = [
    [{code: 'CONTACT_OPTED_OUT'}, 'CONTACT_OPTED_OUT'],
    [{code: 'contactOptedOut'}, 'CONTACT_OPTED_OUT'],
    [{error: {errors: [{name: 'contact-opted-out'}]}}, 'CONTACT_OPTED_OUT'],
    [{message: 'Failed: no_route (7)'}, 'NO_ROUTE'],
    ['no route', 'NO_ROUTE'],
    ['There is no route.', undefined],
    ['<h1>NO_ROUTE</h1>', undefined],
    [{code: 'toString'}, undefined],
    [{a: {b: {c: {d: {code: 'NO_ROUTE'}}}}}, undefined],
    [null, undefined],
    [[7], undefined],
  ];
  for (const [body, expected] of cases) {
    it(`finds ${expected} in ${JSON.stringify(body)}`, () => {
      expect(knownCodeIn(errorTextsIn(body), table)).to.equal(expected);
    });
  }
});

describe('saysOptedOut', () => {
  it('takes no talk of opting out for an opt-out', () => {
    expect(saysOptedOut(errorTextsIn({detail: 'The recipient has opted-out.'}))).to.equal(true);
    expect(saysOptedOut(errorTextsIn({detail: 'Say how to opt out.'}))).to.equal(false);
  });
});

describe('refusalIn', () => {
  const cases: readonly (readonly [unknown, ReturnType<typeof refusalIn>])[] = [
    [{success: false}, 'refused'],
    [{deleted: false, id: 'a'}, 'refused'],
    [{error: 'No'}, 'refused'],
    [{error: 'No', id: 'a'}, 'contradictory'],
    [{error: 'No', id: 'a', status: 'failed'}, undefined],
    [{success: false, log: {id: 'a'}}, undefined],
    [{id: 'a', starred: false}, undefined],
    [{id: 'a', error: null, errors: []}, undefined],
    [{success: true}, undefined],
    [undefined, undefined],
    ['error', undefined],
  ];
  for (const [answer, expected] of cases) {
    it(`takes ${JSON.stringify(answer)} for ${expected}`, () => expect(refusalIn(answer)).to.equal(expected));
  }
});

describe('retryAfterIn', () => {
  it('reads how long a body asks to wait', () => {
    expect(retryAfterIn({type: 'rate_limit_error', retry_after: 60})).to.equal(60_000);
    expect(retryAfterIn({error: {retryAfter: '5'}})).to.equal(5000);
    for (const body of [{retry_after: -1}, {retry_after: null}, {}, null, 'retry_after']) {
      expect(retryAfterIn(body), JSON.stringify(body)).to.equal(undefined);
    }
  });
});
