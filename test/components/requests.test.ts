import {expect} from '@open-wc/testing';
import {PARLOR_REQUESTS} from '../../src/components/requests.js';

describe('the requests of all elements', () => {
  it('have names of their own that none is taken for another', () => {
    expect(new Set(PARLOR_REQUESTS).size).to.equal(PARLOR_REQUESTS.length);
    for (const name of PARLOR_REQUESTS) expect(name).to.match(/^parlor(-[a-z]+)+-request$/);
  });
});
